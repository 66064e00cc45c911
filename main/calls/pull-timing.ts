const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How far and how often an account is pulled. All in ms. */
export interface PullTiming {
  /** How far back the first pull goes; what is older is history. */
  readonly firstPullMs: number;
  /** So long without a single call ends the history of a provider that does not say how far back it reaches. */
  readonly silenceMs: number;
  /** The covered past that every incremental pull reads again: calls change while they run and shortly after. */
  readonly overlapMs: number;
  /** Every `rereadEveryMs` it is this much: VoIPEX writes a row when the call has ended, maybe long after its start. */
  readonly rereadMs: number;
  readonly rereadEveryMs: number;
  /** Once a day the last day: tags, notes and recordings come late, and Aircall cannot be asked for changes only. */
  readonly deepRereadMs: number;
  readonly deepRereadEveryMs: number;
  /** Incremental pulls begin between these apart, at random. */
  readonly minPauseMs: number;
  readonly maxPauseMs: number;
  /**
   * While the past is read, incremental pulls take no more than this share of the requests that the budget allows it (but
   * never wait longer than twice `maxPauseMs`): calls that end meanwhile ask for one by themselves.
   */
  readonly freshShare: number;
  /** Every `slowRereadEveryMs` one `slowRereadMs` of the last `slowRereadBackMs` is read again: late changes, deletions. */
  readonly slowRereadMs: number;
  readonly slowRereadBackMs: number;
  readonly slowRereadEveryMs: number;
  /** That week is compared with the provider's count instead, and read again where the two differ. */
  readonly weekByCount: boolean;
  /** An incremental pull ends with its first page where the provider's count says that nothing is missing beyond. */
  readonly restByCount: boolean;
  /** What held faulty records is read once more after this long. */
  readonly faultyAfterMs: number;
  /** In work hours the past is read this far back all the same, so that a new account is no blank page. */
  readonly workHoursMs: number;
  /**
   * The pause is at least this long for every page that an incremental pull took (up to twice `maxPauseMs`), so that a
   * busy company's budget is left to its history and to other software.
   */
  readonly pausePerPageMs: number;
  /** A pull that is wanted sooner, because a call has just ended, still waits this long for every page of the last. */
  readonly soonPerPageMs: number;
  /** A pull due after a longer pause reads its gap in windows, newest first and resumable, not in one go. */
  readonly longPauseMs: number;
  /** How far beyond this computer's "now" is asked, should its clock be slow. */
  readonly slowClockMs: number;
  /** Each window reaches this much into the one after: whether providers include their bounds is not documented. */
  readonly seamMs: number;
}

export const defaultTiming: PullTiming = {
  firstPullMs: 30 * day,
  // 13 months, leap days included: a business that is open in one season only is not cut off at its first winter.
  silenceMs: 397 * day,
  overlapMs: 15 * minute,
  rereadMs: 2 * hour,
  rereadEveryMs: 15 * minute,
  deepRereadMs: day,
  deepRereadEveryMs: day,
  minPauseMs: 30 * second,
  maxPauseMs: minute,
  freshShare: 0.01,
  slowRereadMs: day,
  slowRereadBackMs: 7 * day,
  slowRereadEveryMs: 3 * hour,
  weekByCount: false,
  restByCount: false,
  faultyAfterMs: 10 * minute,
  workHoursMs: day,
  pausePerPageMs: 5 * second,
  soonPerPageMs: 10 * second,
  longPauseMs: hour,
  slowClockMs: day,
  seamMs: second,
};

/**
 * The same for an account whose events come. Late changes are told by them, too; what is read is to find what was lost
 * on the way to the relay, and what was deleted, which no event tells, but the provider's count does.
 */
const whileTold: Partial<PullTiming> = {
  deepRereadEveryMs: 30 * day,
  slowRereadEveryMs: day,
  weekByCount: true,
};
const whileLive: Partial<PullTiming> = {
  minPauseMs: 66 * minute,
  maxPauseMs: 72 * minute,
  overlapMs: 3 * minute,
  rereadEveryMs: day,
  longPauseMs: 3 * hour,
};

/** Whether events tell of an account's calls. */
export type ToldByEvents = 'no' | 'soon' | 'now';

/**
 * How an account is pulled at any moment: rarely while events come. Asked anew with every property. Where few desktops
 * share the company's limit (`isSmall`), the last days are read again as usual all the same: an event that came while the
 * app was closed told this desktop nothing.
 */
export function timingBy(
  usual: PullTiming,
  events: { told(): ToldByEvents; isSmall(): boolean },
): PullTiming {
  const few = { no: usual, soon: usual, now: { ...usual, ...whileLive } };
  const many = {
    no: usual,
    soon: { ...usual, ...whileTold },
    now: { ...few.now, ...whileTold, restByCount: true },
  };
  return new Proxy(usual, {
    get: (_, name) => Reflect.get((events.isSmall() ? few : many)[events.told()], name) as unknown,
  });
}

/** What of the company's limit the past may use up; the rest is for what is more urgent and for other software. */
export const pastShare = 0.8;

/**
 * Ms to the next incremental pull after one of `pages` pages. `limitPerMinute`: the company's, while the past is being
 * read; null otherwise.
 */
export function freshPause(
  pages: number,
  limitPerMinute: number | null,
  timing: PullTiming,
  random: () => number,
): number {
  const { minPauseMs, maxPauseMs, pausePerPageMs, freshShare } = timing;
  const usual = minPauseMs + random() * (maxPauseMs - minPauseMs);
  const modest = limitPerMinute === null ? 0 : (pages * minute) / (limitPerMinute * pastShare * freshShare);
  return Math.min(Math.max(usual, pages * pausePerPageMs, modest), 2 * maxPauseMs);
}
