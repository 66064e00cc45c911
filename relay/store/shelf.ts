import type { RelayClock } from '../ports.ts';
import { StoreUnavailable } from './store.ts';

/**
 * Records of one kind, oldest first: all of a kind live equally long after they were put, so what has expired stands at
 * the front. Bounded, because anybody may begin a sign-in.
 */
export class Shelf<T> {
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

  /** Also puts anew what is there, which lives its whole time again. */
  put(id: string, value: T, ttlMs: number): void {
    this.#records.delete(id);
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
