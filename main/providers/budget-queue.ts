import type { Budget } from './provider.ts';

export type Urgency = Parameters<Budget['take']>[0];

export const urgencies = ['now', 'soon', 'history'] as const satisfies readonly Urgency[];

interface Waiter {
  readonly kind: string;
  readonly since: number;
  readonly grant: () => void;
}

/**
 * Requests that wait for their turn, each urgency in the order it came; but of one urgency, kinds of requests take turns,
 * so that a long list of one kind does not hold up another.
 */
export interface BudgetQueue {
  /** Resolves when granted; rejects with the signal's reason when given up. */
  join(urgency: Urgency, kind: string, now: number, signal: AbortSignal | undefined): Promise<void>;
  /** Since when the first of an urgency waits; null when none does. */
  waitingSince(urgency: Urgency): number | null;
  grant(urgency: Urgency): void;
}

export function createBudgetQueue(): BudgetQueue {
  const queues: Readonly<Record<Urgency, Waiter[]>> = { now: [], soon: [], history: [] };
  /** Kinds in the order in which they were served last, the latest at the end. */
  let served: string[] = [];

  /** The first of the kind that was served longest ago. */
  const next = (queue: readonly Waiter[]): number => {
    let chosen = 0;
    let chosenRank = Infinity;
    for (const [at, { kind }] of queue.entries()) {
      const rank = served.indexOf(kind);
      if (rank < chosenRank) [chosen, chosenRank] = [at, rank];
      if (rank === -1) break;
    }
    return chosen;
  };

  return {
    join: (urgency, kind, now, signal) =>
      new Promise((resolve, reject) => {
        // The reason of an abort is whatever the caller gave; it is handed on as it is.
        const giveUp = (): void => {
          const at = queues[urgency].indexOf(waiter);
          if (at !== -1) queues[urgency].splice(at, 1);
          reject(signal?.reason as Error);
        };
        const waiter: Waiter = {
          kind,
          since: now,
          grant: () => {
            signal?.removeEventListener('abort', giveUp);
            resolve();
          },
        };
        if (signal?.aborted === true) {
          giveUp();
          return;
        }
        signal?.addEventListener('abort', giveUp, { once: true });
        queues[urgency].push(waiter);
      }),
    waitingSince: (urgency) => queues[urgency][0]?.since ?? null,
    grant(urgency) {
      const queue = queues[urgency];
      const [waiter] = queue.splice(next(queue), 1);
      if (waiter === undefined) return;
      served = [...served.filter((kind) => kind !== waiter.kind), waiter.kind];
      waiter.grant();
    },
  };
}
