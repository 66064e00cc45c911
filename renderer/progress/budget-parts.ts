import type { BudgetReading } from '../../domain/account.ts';

/** A company's limit of requests in a minute and who used how many of it. Ours, others and free sum to the limit. */
export interface BudgetParts {
  readonly limit: number;
  readonly ours: number;
  /** Null when the provider does not tell. */
  readonly others: number | null;
  readonly free: number;
}

/** Readings of a moving minute may exceed the limit for a moment; what is free never falls below nothing. */
export function budgetParts({
  limitPerMinute,
  usedLastMinute,
  othersLastMinute,
}: BudgetReading): BudgetParts {
  return {
    limit: limitPerMinute,
    ours: usedLastMinute,
    others: othersLastMinute,
    free: Math.max(0, limitPerMinute - usedLastMinute - (othersLastMinute ?? 0)),
  };
}

/** Widths for a bar, in per cent of its length. */
export function shares({ ours, others, free }: BudgetParts): {
  readonly ours: number;
  readonly others: number;
} {
  const whole = Math.max(1, ours + (others ?? 0) + free);
  return { ours: (ours / whole) * 100, others: ((others ?? 0) / whole) * 100 };
}
