import type { RelayClock } from '../ports.ts';
import {
  mostWrongVerifiers,
  type Store,
  type StoredResult,
  StoreUnavailable,
  type Transaction,
} from './store.ts';

interface KeptResult extends StoredResult {
  receipt: string | null;
  wrong: number;
}

/**
 * Records of one kind, oldest first: all of a kind live equally long, so what has expired stands at the front. Bounded,
 * because anybody may begin a sign-in.
 */
class Shelf<T> {
  readonly #clock: RelayClock;
  readonly #most: number;
  readonly #records = new Map<string, { readonly value: T; readonly expiresAt: number }>();

  constructor(clock: RelayClock, most: number) {
    this.#clock = clock;
    this.#most = most;
  }

  get size(): number {
    this.sweep();
    return this.#records.size;
  }

  put(id: string, value: T, ttlMs: number): void {
    if (this.#records.size >= this.#most) this.sweep();
    if (this.#records.size >= this.#most) throw new StoreUnavailable('full');
    this.#records.set(id, { value, expiresAt: this.#clock.now() + ttlMs });
  }

  get(id: string): T | null {
    const record = this.#records.get(id);
    if (record === undefined) return null;
    if (record.expiresAt > this.#clock.now()) return record.value;
    this.#records.delete(id);
    return null;
  }

  delete(id: string): void {
    this.#records.delete(id);
  }

  sweep(): void {
    const now = this.#clock.now();
    for (const [id, { expiresAt }] of this.#records) {
      if (expiresAt > now) return;
      this.#records.delete(id);
    }
  }
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
  const sweeper = setInterval(() => {
    transactions.sweep();
    results.sweep();
  }, sweepEveryMs);
  sweeper.unref();

  const countWrong = (id: string, result: KeptResult): void => {
    result.wrong += 1;
    if (result.wrong >= mostWrongVerifiers) results.delete(id);
  };

  // No method awaits anything, so each is one step.
  return {
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
