import { useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { Call } from '../../domain/call.ts';
import { type Geometry, rowAt, topOfRow } from './row-geometry.ts';
import type { Pin } from './use-pinned-list.ts';
import type { ScaledScroll } from './use-scaled-scroll.ts';

/** Calls that came late push others down by a few rows, not by thousands. */
const lookAround = 200;

/** The row where a call is now, looked for around the row where it was; null when it is not loaded there. */
export function findRow(id: string, near: number, callAt: (row: number) => Call | undefined): number | null {
  for (let distance = 0; distance <= lookAround; distance += 1) {
    if (callAt(near + distance)?.id === id) return near + distance;
    if (distance > 0 && near >= distance && callAt(near - distance)?.id === id) return near - distance;
  }
  return null;
}

/**
 * The row that a row became when days above it gained or lost calls; it keeps its position within its day. Days that
 * become known only divide the rows that were there.
 */
export function rowInNewDays(row: number, before: Geometry, after: Geometry): number {
  const day = before.days.findLast(({ firstRow }) => firstRow <= row);
  const same = after.days.find(({ startsAt }) => startsAt === day?.startsAt);
  if (day === undefined || same === undefined || !day.counted) return row;
  return same.firstRow + Math.min(row - day.firstRow, same.count - 1);
}

type CallAt = (row: number) => Call | undefined;

/** By how many rows moved what is read (the row at the top of the viewport), and the row the keys are at. */
export interface Slide {
  readonly read: number;
  readonly active: number;
}

interface Shown {
  readonly pin: Pin;
  readonly geometry: Geometry;
  readonly callAt: CallAt;
}

/** Where a row of the list before is now. */
function rowNow(row: number, before: Shown, after: Shown): number {
  const expected =
    before.pin === after.pin ? rowInNewDays(row, before.geometry, after.geometry) : row + after.pin.slid;
  const id = before.callAt(row)?.id;
  const found = id === undefined ? null : findRow(id, expected, after.callAt);
  return Math.min(found ?? expected, Math.max(0, after.geometry.rows - 1));
}

/**
 * Keeps what is read where it is while calls come in above it or go: after a new pin, after late calls of earlier days
 * and after late calls of the same day. At the very top the place stays and the rows slide down instead. Either way
 * `onSlide` tells by how many rows. Another filter is another list, with no place to keep.
 */
export function useReadingPlace(
  { pin, geometry, callAt }: Shown,
  active: number,
  { topNow, scrollTo }: Pick<ScaledScroll, 'topNow' | 'scrollTo'>,
  onSlide: (slide: Slide) => void,
): void {
  const shown = useRef<Shown>({ pin, geometry, callAt });
  const slide = useEffectEvent(onSlide);
  const activeNow = useEffectEvent(() => active);

  useLayoutEffect(() => {
    const before = shown.current;
    if (before.pin === pin && before.geometry === geometry && before.callAt === callAt) return;
    const after = { pin, geometry, callAt };
    shown.current = after;
    if (before.pin.filter !== pin.filter || geometry.rows === 0) return;
    const top = topNow();
    const rowBefore = rowAt(before.geometry, top);
    const row = rowNow(rowBefore, before, after);
    const moved = { read: row - rowBefore, active: rowNow(activeNow(), before, after) - activeNow() };
    const wanted = topOfRow(geometry, row) + top - topOfRow(before.geometry, rowBefore);
    if (top >= 1 && wanted !== top) scrollTo(wanted);
    if (moved.read !== 0 || moved.active !== 0) slide(moved);
  }, [pin, geometry, callAt, topNow, scrollTo]);
}
