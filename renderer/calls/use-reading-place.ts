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

/** The row that a row became when days above it gained or lost calls; it keeps its position within its day. */
export function rowInNewDays(row: number, before: Geometry, after: Geometry): number {
  const day = before.days.findLast(({ firstRow }) => firstRow <= row);
  const same = after.days.find(({ startsAt }) => startsAt === day?.startsAt);
  if (day === undefined || same === undefined) return row;
  return same.firstRow + Math.min(row - day.firstRow, same.count - 1);
}

type CallAt = (row: number) => Call | undefined;

/**
 * Keeps what is read where it is while calls come in above it: after a new pin, after late calls of earlier days and
 * after late calls of the same day. At the very top the place stays and the rows slide down instead. Either way
 * `onSlide` tells by how many rows.
 */
export function useReadingPlace(
  pin: Pin,
  geometry: Geometry,
  callAt: CallAt,
  { topNow, scrollTo }: Pick<ScaledScroll, 'topNow' | 'scrollTo'>,
  onSlide: (rows: number) => void,
): void {
  const shown = useRef({ pin, geometry, callAt });
  const slide = useEffectEvent(onSlide);

  useLayoutEffect(() => {
    const before = shown.current;
    if (before.pin === pin && before.geometry === geometry && before.callAt === callAt) return;
    shown.current = { pin, geometry, callAt };
    const top = topNow();
    const rowBefore = rowAt(before.geometry, top);
    const expected =
      before.pin === pin ? rowInNewDays(rowBefore, before.geometry, geometry) : rowBefore + pin.slid;
    const id = before.callAt(rowBefore)?.id;
    const row = (id === undefined ? null : findRow(id, expected, callAt)) ?? expected;
    if (row === rowBefore) return;
    if (top >= 1) scrollTo(topOfRow(geometry, row) + top - topOfRow(before.geometry, rowBefore));
    slide(row - rowBefore);
  }, [pin, geometry, callAt, topNow, scrollTo]);
}
