import type { Budget } from './provider.ts';

/** A company's budget that tells how much of it was taken through this hand. */
export interface CountedBudget extends Budget {
  readonly taken: number;
}

export function countTaken(budget: Budget): CountedBudget {
  let taken = 0;
  return {
    get taken() {
      return taken;
    },
    async take(urgency, signal, kind) {
      await budget.take(urgency, signal, kind);
      taken += 1;
    },
    answered: (askedAt) => budget.answered(askedAt),
    learn: (reading) => budget.learn(reading),
    refused: (named) => budget.refused(named),
  };
}
