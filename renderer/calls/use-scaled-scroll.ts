import { type RefCallback, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { follow, type Place, placeAt, scaleOf } from './scroll-scale.ts';

/** Rendered beyond both edges of what is seen, px: the compositor scrolls on while rows are still being built. */
const overscan = 240;
/** What is rendered changes in steps of this many px, so most scroll events render nothing. */
const step = 240;

/** What to render: the stretch [from, to) of the list, and how far element and list differ (`top - scrollTop`), px. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly shift: number;
}

/** Both ends move at the same places, so that a step is one render. */
const stretchAt = ({ top, scrollTop }: Place, viewport: number): Stretch => {
  const stepTop = Math.floor(top / step) * step;
  return {
    from: Math.max(0, stepTop - overscan),
    to: stepTop + step + viewport + overscan,
    shift: top - scrollTop,
  };
};

const isSame = (one: Stretch, other: Stretch): boolean =>
  one.from === other.from && one.to === other.to && one.shift === other.shift;

const beginning: Place = { scrollTop: 0, top: 0 };

export interface ScaledScroll extends Stretch {
  readonly attach: RefCallback<HTMLElement>;
  /** Height the scrolled element must have, px. */
  readonly range: number;
  readonly viewport: number;
  /** Where the reader is in the whole list now, px. Not for rendering: it changes without a render. */
  readonly topNow: () => number;
  readonly scrollTo: (top: number) => void;
  /** True while the very top is shown. */
  readonly atTop: boolean;
}

/**
 * Scrolls a list of any height, `content` px, in an element of bearable height. See `scroll-scale.ts`. Another `list`
 * begins at its top.
 */
export function useScaledScroll(content: number, list: unknown): ScaledScroll {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const scroller = useRef<HTMLElement>(null);
  const [viewport, setViewport] = useState(0);
  const place = useRef<Place>(beginning);
  const [stretch, setStretch] = useState<Stretch>(() => stretchAt(beginning, 0));
  const [atTop, setAtTop] = useState(true);
  /** What was last asked to be shown; null: not known. Setting the same again would now and then render in vain. */
  const wanted = useRef<{ readonly stretch: Stretch; readonly atTop: boolean }>(null);
  const [shown, setShown] = useState(list);
  if (shown !== list) {
    // At once, so that nothing is asked for where the reader was in the list before.
    setShown(list);
    setStretch(stretchAt(beginning, viewport));
    setAtTop(true);
  }

  const show = useCallback((next: Place, height: number) => {
    place.current = next;
    const before = wanted.current;
    const now = { stretch: stretchAt(next, height), atTop: next.top < 1 };
    if (before !== null && isSame(before.stretch, now.stretch) && before.atTop === now.atTop) return;
    wanted.current = now;
    setStretch(now.stretch);
    setAtTop(now.atTop);
  }, []);

  useLayoutEffect(() => {
    if (!element) return;
    const measure = () => setViewport(element.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);

  const scrollTo = useCallback(
    (top: number) => {
      if (!scroller.current) return;
      const next = placeAt(scaleOf(content, viewport), top);
      scroller.current.scrollTop = next.scrollTop;
      // The element may round or clamp; what it says is what its next scroll event starts from.
      show({ top: next.top, scrollTop: scroller.current.scrollTop }, viewport);
    },
    [content, viewport, show],
  );
  const attach = useCallback((attached: HTMLElement | null) => {
    scroller.current = attached;
    setElement(attached);
  }, []);

  useLayoutEffect(() => {
    place.current = beginning;
    wanted.current = null;
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [list]);
  // A list that grew or shrank keeps what is read where it is, in both measures.
  useLayoutEffect(() => {
    scrollTo(place.current.top);
  }, [scrollTo]);

  useEffect(() => {
    if (!element) return;
    const scale = scaleOf(content, viewport);
    const scrolled = () => show(follow(scale, place.current, element.scrollTop), viewport);
    // Small moves leave the thumb a little off in a squeezed list; at rest it is put where it belongs.
    const rested = () => {
      if (placeAt(scale, place.current.top).scrollTop === place.current.scrollTop) return;
      // Rows and position in the same frame: else everything would stand elsewhere for the length of one.
      flushSync(() => scrollTo(place.current.top));
    };
    element.addEventListener('scroll', scrolled, { passive: true });
    element.addEventListener('scrollend', rested);
    return () => {
      element.removeEventListener('scroll', scrolled);
      element.removeEventListener('scrollend', rested);
    };
  }, [element, content, viewport, show, scrollTo]);

  const topNow = useCallback(() => place.current.top, []);
  const { range } = scaleOf(content, viewport);
  return { ...stretch, attach, range, viewport, topNow, scrollTo, atTop };
}
