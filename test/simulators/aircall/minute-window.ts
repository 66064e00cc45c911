/** What a limit of so many requests per minute may mean; the reference leaves it open (2). */
export type WindowKind = 'fixed' | 'sliding';

export interface Counted {
  readonly refused: boolean;
  readonly remaining: number;
  /** Epoch ms when the window is over (fixed), or when the first of the counted requests leaves it (sliding). */
  readonly resetAt: number;
}

const windowMs = 60_000;

/** A fixed minute that begins with its first request, or the last 60 seconds at any time. Refused requests do not count. */
export class MinuteWindow {
  /** Instants of the counted requests, oldest first. */
  #counted: number[] = [];
  #startedAt = -Infinity;

  take(kind: WindowKind, limit: number, now: number): Counted {
    this.#roll(kind, now);
    const refused = this.#counted.length >= limit;
    if (!refused) this.#counted.push(now);
    return { refused, remaining: this.remaining(kind, limit, now), resetAt: this.#startedAt + windowMs };
  }

  remaining(kind: WindowKind, limit: number, now: number): number {
    this.#roll(kind, now);
    return Math.max(0, limit - this.#counted.length);
  }

  /** As if `used` requests had come in this window already. */
  use(kind: WindowKind, used: number, now: number): void {
    this.#roll(kind, now);
    this.#counted = Array.from({ length: Math.max(0, used) }, () => now);
  }

  #roll(kind: WindowKind, now: number): void {
    if (kind === 'sliding') {
      const first = this.#counted.findIndex((at) => at > now - windowMs && at <= now);
      this.#counted = first === -1 ? [] : this.#counted.slice(first);
      this.#startedAt = this.#counted[0] ?? now;
      return;
    }
    if (now < this.#startedAt + windowMs && now >= this.#startedAt) return;
    this.#startedAt = now;
    this.#counted = [];
  }
}
