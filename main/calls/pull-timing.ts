const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How far and how often an account is pulled. All in ms. */
export interface PullTiming {
  /** How far back the first pull goes. */
  readonly firstPullMs: number;
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
  overlapMs: 15 * minute,
  rereadMs: 2 * hour,
  rereadEveryMs: 15 * minute,
  deepRereadMs: day,
  deepRereadEveryMs: day,
  minPauseMs: 30 * second,
  maxPauseMs: minute,
  pausePerPageMs: 5 * second,
  soonPerPageMs: 10 * second,
  longPauseMs: hour,
  slowClockMs: 15 * minute,
  seamMs: second,
};

/** Width of the windows in which the past is read. */
export interface WindowWidth {
  readonly startMs: number;
  readonly minMs: number;
  readonly maxMs: number;
}

export const windowWidth: WindowWidth = { startMs: day, minMs: 15 * minute, maxMs: 7 * day };

// Providers serve at most 10,000 records of one query (aircall.md 3); well below it, a broken-off window costs little.
const fewCalls = 500;
const manyCalls = 4000;

/** The width of the next window after one of `width` ms held `calls` calls. */
export function nextWidth(width: number, calls: number): number {
  if (calls > manyCalls) return Math.max(windowWidth.minMs, Math.floor(width / 2));
  return calls < fewCalls ? Math.min(windowWidth.maxMs, width * 2) : width;
}
