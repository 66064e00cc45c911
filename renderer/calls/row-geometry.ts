import type { CallDay } from '../../domain/call.ts';

/** One local day of the list as it lies on the page. Positions are px from the top of the whole list. */
export interface DaySection {
  readonly startsAt: number;
  readonly count: number;
  /** False while `count` also stands for older days that are not known yet. */
  readonly counted: boolean;
  /** Position of the day's newest call among all calls of the list, from 0. */
  readonly firstRow: number;
  readonly top: number;
  readonly height: number;
}

/**
 * Where every row of the list lies. Rows are all of one height and days are few, so a million calls cost a few
 * hundred entries: nothing is kept per call, and a change costs what the number of days costs.
 */
export interface Geometry {
  readonly days: readonly DaySection[];
  readonly rowHeight: number;
  readonly headerHeight: number;
  /** Calls in the list. */
  readonly rows: number;
  readonly height: number;
}

/** A run of calls of one day: rows `from` to `to`, both inclusive; `dayIndex` points into `Geometry.days`. */
export interface VisibleRun {
  readonly dayIndex: number;
  readonly from: number;
  readonly to: number;
}

/** Lays out the days, newest first, each under a header. Heights are px. */
export function layOut(
  days: readonly (CallDay & { readonly counted?: boolean })[],
  rowHeight: number,
  headerHeight: number,
): Geometry {
  const sections: DaySection[] = [];
  let rows = 0;
  let top = 0;
  for (const day of days) {
    const height = headerHeight + day.count * rowHeight;
    const { startsAt, count, counted = true } = day;
    sections.push({ startsAt, count, counted, firstRow: rows, top, height });
    rows += day.count;
    top += height;
  }
  return { days: sections, rowHeight, headerHeight, rows, height: top };
}

/** The last section for which `isPast` does not hold, by halving; 0 for an empty list. */
function lastSection(days: readonly DaySection[], isPast: (day: DaySection) => boolean): number {
  let low = 0;
  let high = days.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const day = days[middle];
    if (day === undefined || isPast(day)) high = middle - 1;
    else low = middle;
  }
  return low;
}

/** Index in `days` of the day that holds a row. */
export const dayOfRow = (geometry: Geometry, row: number): number =>
  lastSection(geometry.days, (day) => day.firstRow > row);

/** Index in `days` of the day that lies at a height of the list, px. */
export const dayAt = (geometry: Geometry, y: number): number =>
  lastSection(geometry.days, (day) => day.top > y);

/** Top of a row, px from the top of the whole list. */
export function topOfRow(geometry: Geometry, row: number): number {
  const day = geometry.days[dayOfRow(geometry, row)];
  return day === undefined ? 0 : day.top + geometry.headerHeight + (row - day.firstRow) * geometry.rowHeight;
}

/** The row at a height of the list; a header answers with the first row under it. Clamped to the list. */
export function rowAt(geometry: Geometry, y: number): number {
  const day = geometry.days[dayAt(geometry, Math.max(0, y))];
  if (day === undefined) return 0;
  const within = Math.floor((y - day.top - geometry.headerHeight) / geometry.rowHeight);
  return day.firstRow + Math.min(Math.max(within, 0), day.count - 1);
}

/** The runs of rows that touch [from, to) px, in order; a day of which only the header shows still has a run. */
export function runsBetween(geometry: Geometry, from: number, to: number): VisibleRun[] {
  const runs: VisibleRun[] = [];
  for (let index = dayAt(geometry, Math.max(0, from)); index < geometry.days.length; index += 1) {
    const day = geometry.days[index];
    if (day === undefined || day.top >= to) break;
    const rowsTop = day.top + geometry.headerHeight;
    const first = Math.floor((Math.max(from, rowsTop) - rowsTop) / geometry.rowHeight);
    const last = Math.ceil((to - rowsTop) / geometry.rowHeight) - 1;
    runs.push({
      dayIndex: index,
      from: day.firstRow + Math.min(first, day.count - 1),
      to: day.firstRow + Math.min(Math.max(last, 0), day.count - 1),
    });
  }
  return runs;
}

/** Rows that are drawn as one part of the page: `from` to `to`, both inclusive, of one day. */
export interface RowBlock {
  /** Stays with its calls while others push them down. */
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

const blockRows = 5;

/**
 * The blocks that hold a run of rows, in order: it may be widened by a few rows of its day at both ends. `slid`: rows that
 * came in above since the list was opened; blocks are counted by where rows were then.
 */
export function blocksOf({ days }: Geometry, run: VisibleRun, slid: number): RowBlock[] {
  const day = days[run.dayIndex];
  if (day === undefined) return [];
  const blockAt = (row: number): number => Math.floor((row - slid) / blockRows);
  const first = blockAt(run.from);
  return Array.from({ length: blockAt(run.to) - first + 1 }, (_, place) => {
    const from = (first + place) * blockRows + slid;
    return {
      index: first + place,
      from: Math.max(day.firstRow, from),
      to: Math.min(day.firstRow + day.count, from + blockRows) - 1,
    };
  });
}

/** Position of a row for assistive technology, from 1, day headers counted as rows. */
export const ariaIndexOfRow = (geometry: Geometry, row: number): number => row + dayOfRow(geometry, row) + 2;

/** Position of a day's header for assistive technology, from 1. */
export const ariaIndexOfDay = (day: DaySection, dayIndex: number): number => day.firstRow + dayIndex + 1;
