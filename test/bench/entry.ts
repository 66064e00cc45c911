/** What a measurement says: two things timed in the same run on the same machine, so that their ratio means something. */
export interface Comparison {
  readonly name: string;
  readonly ours: number;
  readonly against: number;
  readonly unit: string;
  /** ours / against. */
  readonly ratio: number;
  /** The ratio we mean to stay below, or (for rates) to reach; `holds` says whether we do. */
  readonly limit: number;
  readonly holds: boolean;
  readonly detail: string;
}

export interface Entry {
  readonly name: string;
  /** What is compared with what, in a sentence. */
  readonly about: string;
  run(): Promise<Comparison>;
}

/** Middle of the samples; the mean of the two middle ones for an even number. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The value that `share` (0 to 1) of the samples do not exceed. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/**
 * Medians of two ways of doing the same, taken in turns so that the machine's noise falls on both, in milliseconds.
 * One untimed round warms up each.
 */
export async function inTurns(
  rounds: number,
  ours: (round: number) => Promise<void> | void,
  against: (round: number) => Promise<void> | void,
): Promise<{ ours: number; against: number }> {
  const samples = { ours: [] as number[], against: [] as number[] };
  for (let round = -1; round < rounds; round += 1) {
    for (const [side, run] of [
      ['ours', ours],
      ['against', against],
    ] as const) {
      const from = performance.now();
      await run(round);
      if (round >= 0) samples[side].push(performance.now() - from);
    }
  }
  return { ours: median(samples.ours), against: median(samples.against) };
}

/** The comparison of two medians against a limit: the ratio must be `at most` so much for times, `at least` for rates. */
export function compare(
  name: string,
  unit: string,
  limit: number,
  medians: { ours: number; against: number },
  detail: string,
  mustBe: 'at most' | 'at least' = 'at most',
): Comparison {
  const ratio = medians.ours / medians.against;
  const round = (value: number): number => Number(value.toPrecision(4));
  return {
    name,
    ours: round(medians.ours),
    against: round(medians.against),
    unit,
    ratio: round(ratio),
    limit,
    holds: mustBe === 'at most' ? ratio <= limit : ratio >= limit,
    detail,
  };
}
