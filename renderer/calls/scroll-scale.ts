/**
 * Chromium cuts elements at about 33 million px, and beyond 16 million its compositor can no longer tell neighbouring
 * pixels apart. A million calls are 48 million px, so long lists live in a shorter scroll range: the ends are true to
 * the pixel, the middle is squeezed. Small moves always scroll by what was asked; only jumps (the dragged thumb)
 * feel the squeeze.
 */
export const longestRange = 12_000_000;
const trueEnd = 3_000_000;

export interface ScrollScale {
  /** Height of the whole list, px. */
  readonly content: number;
  /** Height of the scrollable element, px: never above `longestRange`. */
  readonly range: number;
  readonly viewport: number;
}

/** Where the reader is: `scrollTop` in the element, `top` in the whole list. They differ in long lists. */
export interface Place {
  readonly scrollTop: number;
  readonly top: number;
}

export const scaleOf = (content: number, viewport: number): ScrollScale => ({
  content,
  range: Math.min(content, longestRange),
  viewport,
});

const clamp = (value: number, low: number, high: number) =>
  Math.min(Math.max(value, low), Math.max(low, high));
const lastTop = (scale: ScrollScale) => Math.max(0, scale.content - scale.viewport);
const lastScrollTop = (scale: ScrollScale) => Math.max(0, scale.range - scale.viewport);
const isTrue = (scale: ScrollScale) => scale.content <= scale.range;
const squeeze = (scale: ScrollScale) => (lastTop(scale) - 2 * trueEnd) / (lastScrollTop(scale) - 2 * trueEnd);

/** The place in the list that a scroll position stands for. */
export function topOf(scale: ScrollScale, scrollTop: number): number {
  if (isTrue(scale) || scrollTop <= trueEnd) return clamp(scrollTop, 0, lastTop(scale));
  const fromEnd = lastScrollTop(scale) - scrollTop;
  if (fromEnd <= trueEnd) return clamp(lastTop(scale) - fromEnd, 0, lastTop(scale));
  return trueEnd + (scrollTop - trueEnd) * squeeze(scale);
}

/** The scroll position for a place in the list; the inverse of `topOf`. */
export function placeAt(scale: ScrollScale, wanted: number): Place {
  const top = clamp(wanted, 0, lastTop(scale));
  if (isTrue(scale) || top <= trueEnd) return { scrollTop: top, top };
  const fromEnd = lastTop(scale) - top;
  if (fromEnd <= trueEnd) return { scrollTop: lastScrollTop(scale) - fromEnd, top };
  return { scrollTop: Math.round(trueEnd + (top - trueEnd) / squeeze(scale)), top };
}

/** Where the reader is after the element scrolled: exactly as far as a small move asked, proportionally after a jump. */
export function follow(scale: ScrollScale, before: Place, scrollTop: number): Place {
  const moved = scrollTop - before.scrollTop;
  if (scrollTop <= 0) return { scrollTop, top: 0 };
  if (scrollTop >= lastScrollTop(scale)) return { scrollTop, top: lastTop(scale) };
  if (Math.abs(moved) > 4 * scale.viewport) return { scrollTop, top: topOf(scale, scrollTop) };
  return { scrollTop, top: clamp(before.top + moved, 0, lastTop(scale)) };
}
