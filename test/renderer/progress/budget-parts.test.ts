import { describe, expect, it } from 'vitest';
import type { BudgetReading } from '../../../domain/account.ts';
import { budgetParts, shares } from '../../../renderer/progress/budget-parts.ts';

const reading = (change: Partial<BudgetReading>): BudgetReading => ({
  limitPerMinute: 120,
  usedLastMinute: 30,
  othersLastMinute: 60,
  remaining: null,
  learnt: true,
  ...change,
});

describe('the company’s limit', () => {
  it('is ours, the others’ and free', () => {
    expect(budgetParts(reading({}))).toEqual({ limit: 120, ours: 30, others: 60, free: 30 });
    expect(shares(budgetParts(reading({})))).toEqual({ ours: 25, others: 50 });
  });

  it('leaves the others unknown where the phone system does not tell of them', () => {
    expect(budgetParts(reading({ othersLastMinute: null }))).toEqual({
      limit: 120,
      ours: 30,
      others: null,
      free: 90,
    });
  });

  it('never has less than nothing free, and never a bar longer than itself', () => {
    const parts = budgetParts(reading({ usedLastMinute: 100, othersLastMinute: 60 }));
    expect(parts.free).toBe(0);
    const { ours, others } = shares(parts);
    expect(ours + others).toBe(100);
  });
});
