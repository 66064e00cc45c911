import type { RelayClock } from '../ports.ts';
import { createMemoryPolling } from './memory-polling.ts';
import { createMemorySessions } from './memory-sessions.ts';
import { Shelf } from './shelf.ts';
import { mostWrongVerifiers, type Store, type StoredResult, type Transaction } from './store.ts';

interface KeptResult extends StoredResult {
  receipt: string | null;
  wrong: number;
}

export interface MemoryStoreOptions {
  readonly clock: RelayClock;
  /** Of each kind. Transactions never crowd out results: a flood of starts cannot stop a sign-in that came back. */
  readonly mostEntries?: number;
}

const sweepEveryMs = 30_000;

/** For a relay of one instance: what is pending is lost with the process. */
export function createMemoryStore({ clock, mostEntries = 100_000 }: MemoryStoreOptions): Store {
  const transactions = new Shelf<Transaction>(clock, mostEntries);
  const results = new Shelf<KeptResult>(clock, mostEntries);
  const sessions = createMemorySessions(clock, mostEntries);
  const polling = createMemoryPolling(clock, mostEntries);
  const sweeper = setInterval(() => {
    transactions.sweep();
    results.sweep();
    sessions.sweep();
    polling.sweep();
  }, sweepEveryMs);
  sweeper.unref();

  const countWrong = (id: string, result: KeptResult): void => {
    result.wrong += 1;
    if (result.wrong >= mostWrongVerifiers) results.delete(id);
  };

  // No method awaits anything, so each is one step.
  return {
    ...sessions.methods,
    ...polling.methods,
    async keepTransaction(id, transaction, ttlMs) {
      transactions.put(id, transaction, ttlMs);
    },
    async readTransaction(id) {
      return transactions.get(id);
    },
    async takeTransaction(id) {
      const transaction = transactions.get(id);
      transactions.delete(id);
      return transaction;
    },
    async keepResult(id, result, ttlMs) {
      results.put(id, { ...result, receipt: null, wrong: 0 }, ttlMs);
    },
    async readLanding(id) {
      const result = results.get(id);
      return result === null || result.receipt !== null ? null : result.landing;
    },
    async redeem(id, challenge, receipt) {
      const result = results.get(id);
      if (result === null) return { outcome: 'unknown' };
      if (result.challenge !== challenge) {
        countWrong(id, result);
        return { outcome: 'wrong-verifier' };
      }
      if (result.receipt !== null && result.receipt !== receipt) return { outcome: 'used' };
      if (receipt === null) results.delete(id);
      else result.receipt = receipt;
      return { outcome: 'redeemed', sealed: result.sealed };
    },
    async forget(id, challenge) {
      const result = results.get(id);
      if (result === null) return 'unknown';
      if (result.challenge !== challenge) {
        countWrong(id, result);
        return 'wrong-verifier';
      }
      results.delete(id);
      return 'forgotten';
    },
    async pending() {
      return { transactions: transactions.size, results: results.size };
    },
    async check() {
      // It is in this process.
    },
    async close() {
      clearInterval(sweeper);
    },
  };
}
