/** Tokens that come at a pace and may be saved up to a depth. One is a request. */
export interface Bucket {
  /** Brings the tokens up to `now` at what came per minute since; the depth may change with it. */
  fill(now: number, perMinute: number, depth: number): void;
  /** Takes one, also where there is none: a debt, of `deepest` at most, is paid before anything is saved again. */
  take(deepest: number): void;
  add(tokens: number): void;
  /** Ms until there is a whole token above `floor`; 0 when there is. */
  wait(perMinute: number, floor: number): number;
  /** Ms until so many tokens will have come that are not held yet. */
  waitFor(tokens: number, perMinute: number): number;
  /** Leaves `held` at most. */
  empty(held: number): void;
  /** The computer's clock was set by `ms`. */
  shift(ms: number): void;
}

export function createBucket(now: number, tokens: number): Bucket {
  let held = tokens;
  let filledAt = now;
  return {
    fill(at, perMinute, depth) {
      held = Math.min(depth, held + (Math.max(0, at - filledAt) / 60_000) * perMinute);
      filledAt = at;
    },
    take(deepest) {
      held = Math.max(deepest, held - 1);
    },
    add(more) {
      held += more;
    },
    // A hair below one is one: what comes in fractions never adds up exactly.
    wait: (perMinute, floor) => {
      const missing = floor + 1 - held;
      return missing <= 1e-9 ? 0 : (missing / perMinute) * 60_000;
    },
    waitFor: (tokens, perMinute) => (Math.max(0, tokens - held) / perMinute) * 60_000,
    empty(most) {
      held = Math.min(held, most);
    },
    shift(ms) {
      filledAt += ms;
    },
  };
}
