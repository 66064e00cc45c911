/** How wide the windows are in which the past is read. */

const minute = 60_000;
const day = 24 * 60 * minute;

/** In ms. The widest takes a provider that has no calls for years in a few requests. */
export const windowWidth = { startMs: day, minMs: minute, maxMs: 800 * day } as const;

/** What a window should hold unless its provider says otherwise: below the 10,000 of aircall.md 3, with room for an uneven day. */
export const usualRoom = 9000;

/** A jump further than this would rest on too few calls to be meant seriously. */
const mostGrowth = 8;

/**
 * The width of the next window after one of `width` ms held `calls` calls: the last page of each window comes half
 * empty, so the fewer windows the better.
 */
export function nextWidth(width: number, calls: number, room: number = usualRoom): number {
  const factor = calls === 0 ? mostGrowth : Math.min(mostGrowth, room / calls);
  return Math.min(windowWidth.maxMs, Math.max(windowWidth.minMs, Math.floor(width * factor)));
}
