import { windowMs } from './budget-log.ts';

/** So much must have been seen of the company, and nobody else in it, to go by having it for ourselves. */
const quiet = { ms: 10_000, readings: 6 };
/** After others were seen within the last `rememberMs` the same takes longer, by how long and how much they were seen. */
const quietAfterOthers = {
  leastMs: 2 * windowMs,
  mostMs: 15 * windowMs,
  msFor: (seenMs: number, shareOfLimit: number): number =>
    windowMs + seenMs / 2 + Math.min(1, shareOfLimit) * (windowMs / 2),
  /** Of an encounter shorter than `briefMs`, and of a longer one. */
  briefMs: 4 * windowMs,
  readings: { brief: 6, long: 10 },
} as const;
const rememberMs = 30 * windowMs;
/** Between two sightings others are taken to have been there, but not for longer than this. */
const thereForMs = 5 * windowMs;
/** Others are few when for so long they used no more than this part of the limit, and not ever more of it. */
const few = { ms: 5 * windowMs, readings: 6, share: 1 / 6, growth: 1.5, chance: 2 } as const;

interface Proof {
  at: number;
  /** Others' requests that a single reading proved; 0 where it proved none. */
  readonly requests: number;
}

/** What was seen of others lately, and what to conclude from it: that they have gone, or that they are few. */
export interface Encounter {
  /** A reading at `now` proved so many requests of others in the minute before it, at least. */
  add(requests: number, now: number): void;
  /** A refusal showed that others are there, but not how many. */
  refused(now: number): void;
  /** The most that a reading of the last minute proved. */
  lately(now: number): number;
  /** The ms and the readings without others after which they count as gone. */
  quietWanted(now: number, limit: number): { readonly ms: number; readonly readings: number };
  /**
   * The most that others used in a minute lately, where they are few; null where they are not, or may not be. Hundreds of
   * desktops use far more of the limit than a sixth; a second one that wants more takes what it is left, so it grows.
   */
  few(now: number, limit: number): number | null;
  /** The computer's clock was set by `ms`. */
  shift(ms: number): void;
}

export function createEncounter(): Encounter {
  let proofs: Proof[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  let seenMs = 0;
  let most = 0;
  /** Since when nothing speaks against others being few. */
  let fewSince = Number.POSITIVE_INFINITY;

  const see = (now: number): void => {
    const gap = now - lastAt;
    if (gap >= rememberMs) {
      seenMs = 0;
      most = 0;
      fewSince = now;
    } else seenMs += Math.min(gap, thereForMs);
    lastAt = now;
  };
  const mostOf = (some: readonly Proof[]): number => Math.max(0, ...some.map(({ requests }) => requests));

  return {
    add(requests, now) {
      proofs = proofs.filter(({ at }) => at > now - few.ms);
      proofs.push({ at: now, requests });
      if (requests === 0) return;
      see(now);
      most = Math.max(most, requests);
    },
    refused(now) {
      see(now);
      fewSince = now;
    },
    lately: (now) => mostOf(proofs.filter(({ at }) => at > now - windowMs)),
    quietWanted(now, limit) {
      if (now - lastAt >= rememberMs) return quiet;
      const { leastMs, mostMs, briefMs, readings, msFor } = quietAfterOthers;
      return {
        ms: Math.min(mostMs, Math.max(leastMs, msFor(seenMs, most / limit))),
        readings: seenMs < briefMs ? readings.brief : readings.long,
      };
    },
    few(now, limit) {
      const recent = proofs.filter(({ at }) => at > now - few.ms);
      if (recent.length < few.readings || now - fewSince < few.ms) return null;
      const halfWay = now - few.ms / 2;
      const before = mostOf(recent.filter(({ at }) => at <= halfWay));
      const since = mostOf(recent.filter(({ at }) => at > halfWay));
      const grows = since > before * few.growth + few.chance;
      const peak = Math.max(before, since);
      return grows || peak > limit * few.share ? null : peak;
    },
    shift(ms) {
      lastAt += ms;
      fewSince += ms;
      for (const proof of proofs) proof.at += ms;
    },
  };
}
