import type { Geometry } from './row-geometry.ts';

export type Step = 'down' | 'up' | 'first' | 'last' | 'page-down' | 'page-up';

/** The row a key leads to from row `from`, within the list. A page is what fits into the viewport, less one row. */
export function rowFor(step: Step, from: number, geometry: Geometry, viewport: number): number {
  const page = Math.max(1, Math.floor(viewport / geometry.rowHeight) - 1);
  const wanted: Record<Step, number> = {
    down: from + 1,
    up: from - 1,
    first: 0,
    last: geometry.rows - 1,
    'page-down': from + page,
    'page-up': from - page,
  };
  return Math.min(Math.max(wanted[step], 0), Math.max(0, geometry.rows - 1));
}
