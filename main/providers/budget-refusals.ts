/** Of a refusal that names no end; the next ones in a row wait longer, up to the longest. */
const unnamedMs = 60_000;
const longestMs = 10 * 60_000;
/** A refusal so soon after the end of the one before is the next in a row. */
const inRowMs = 2 * 60_000;
/** Desktops of one company meet the same refusal; they come back spread over this, the more of them the wider. */
const leastSpreadMs = 2_000;
const mostSpreadMs = 60_000;

/** When sending goes on after 429s. */
export interface Refusals {
  /**
   * Takes down a refusal whose end was named (epoch ms), or was not. `perMinute` is what we may send, which is the less
   * the more desktops there are. Gives the end to go by.
   */
  refuse(now: number, named: number | null, perMinute: number): number;
  /** Ms until sending goes on; 0 when nothing is refused. */
  wait(now: number): number;
  /** The computer's clock was set by `ms`. */
  shift(ms: number): void;
}

export function createRefusals(random: () => number): Refusals {
  let until = Number.NEGATIVE_INFINITY;
  let inRow = 0;
  return {
    refuse(now, named, perMinute) {
      // Requests that were under way together are refused together: that is one refusal.
      if (now >= until) inRow = now - until < inRowMs ? inRow + 1 : 1;
      const unnamed = Math.min(longestMs, unnamedMs * 2 ** Math.min(inRow - 1, 10));
      const spread = Math.min(mostSpreadMs, Math.max(leastSpreadMs, 30_000 / perMinute));
      const end = named === null ? now + unnamed * (1 + random() / 2) : named + random() * spread;
      until = Math.max(until, Math.ceil(end));
      return until;
    },
    wait: (now) => Math.max(0, until - now),
    shift(ms) {
      until += ms;
    },
  };
}
