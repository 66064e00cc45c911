/** Places in a company's stream, `<epoch ms>-<n>` as Redis Streams writes them. */

interface Place {
  readonly ms: number;
  readonly n: number;
}

function placeOf(position: string): Place {
  const dash = position.indexOf('-');
  return { ms: Number(position.slice(0, dash)), n: Number(position.slice(dash + 1)) };
}

/** Below zero when the first comes earlier, 0 when they are the same. */
export function comparePositions(one: string, other: string): number {
  const [left, right] = [placeOf(one), placeOf(other)];
  return left.ms - right.ms || left.n - right.n;
}

/** The place of what happens at `now` (epoch ms) and comes after `tip`, also when the clock went back. */
export function positionAfter(tip: string, now: number): string {
  const { ms, n } = placeOf(tip);
  return now > ms ? `${now}-0` : `${ms}-${n + 1}`;
}

/** When, by the relay's clock, what stands there was taken; epoch ms. */
export const instantOf = (position: string): number => placeOf(position).ms;

/** Where a log begins that nothing was written to. What came before, if anything did, is a gap to everybody. */
export const firstPosition = (now: number): string => `${now - 1}-0`;
