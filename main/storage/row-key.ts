/** Calls that may begin in one millisecond before they borrow places from the next. */
export const keysPerMs = 1024;

// The latest start whose keys are still exact numbers in JavaScript lies in the year 2248.
const latestStart = Math.floor(Number.MAX_SAFE_INTEGER / keysPerMs) - 1;

/**
 * The first key of an instant (epoch ms). Keys follow start time, so the newest-first list is the table read
 * backwards. Instants outside 1970 to 2248 are a provider's mistake; they are put at the nearest end, not lost.
 */
export const firstKeyAt = (startedAt: number): number =>
  Math.min(Math.max(Math.floor(startedAt), 0), latestStart) * keysPerMs;

/** The instant a key stands for, epoch ms. */
export const startOfKey = (key: number): number => Math.floor(key / keysPerMs);

/**
 * Where a call would like to be among those of its millisecond. It follows from the id alone, so that the order does
 * not depend on which page arrived first, and is the same after the store was built anew.
 */
export function preferredKey(startedAt: number, id: string): number {
  let hash = 0x811c9dc5; // FNV-1a
  for (let place = 0; place < id.length; place += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(place), 0x01000193);
  }
  return firstKeyAt(startedAt) + ((hash >>> 0) % keysPerMs);
}

/** Places of one millisecond that are tried in a row. */
const triesInRow = 32;

/**
 * The key to take when so many before it were taken. A millisecond full of calls (a provider that gives all of them one
 * start) is left for the next one soon: to go through thousands of places for each of thousands of calls takes minutes.
 */
export const keyOfTry = (preferred: number, tries: number): number =>
  preferred + (tries % triesInRow) + Math.floor(tries / triesInRow) * keysPerMs;
