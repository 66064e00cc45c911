import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../../main/calls/call-store.ts';
import {
  beginning,
  continued,
  freshened,
  freshWindow,
  missingMs,
  nothingSeen,
  pastWindow,
  withPage,
} from '../../../main/calls/coverage.ts';
import { defaultTiming as timing } from '../../../main/calls/pull-timing.ts';
import { nextWidth, windowWidth } from '../../../main/calls/window-width.ts';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 15, 9, 0, 0);

const spansOf = ({ coveredFrom, coveredTo, older }: Checkpoint) => [
  { from: coveredFrom, to: coveredTo },
  ...older,
];

describe('what is stored of the past', () => {
  const freshen = (checkpoint: Checkpoint, now: number) =>
    freshened(checkpoint, freshWindow(checkpoint, now, timing), now, nothingSeen, timing);

  /** What may happen to a pull, in any order. */
  const happening = fc.oneof(
    fc.record({ what: fc.constant('pause' as const), ms: fc.integer({ min: 0, max: 60 * day }) }),
    fc.record({ what: fc.constant('pause' as const), ms: fc.integer({ min: 0, max: hour }) }),
    fc.record({ what: fc.constant('freshen' as const) }),
    fc.record({
      what: fc.constant('page' as const),
      last: fc.boolean(),
      width: fc.integer({ min: 60_000, max: 7 * day }),
    }),
    fc.record({ what: fc.constant('clock set back' as const), ms: fc.integer({ min: 0, max: 3 * day }) }),
  );

  it('never claims a moment that was not read, whatever happens, and stays in order', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
        let now = start;
        let checkpoint = beginning(now);
        const read: { from: number; to: number }[] = [];
        for (const happened of happenings) {
          if (happened.what === 'pause') now += happened.ms;
          if (happened.what === 'clock set back') now -= happened.ms;
          checkpoint = continued(checkpoint, now, timing);
          if (happened.what === 'freshen') {
            const window = freshWindow(checkpoint, now, timing);
            read.push({ from: window.from, to: now });
            checkpoint = freshen(checkpoint, now);
          }
          if (happened.what === 'page') {
            const window = pastWindow(checkpoint, now - timing.firstPullMs, happened.width);
            if (window === null) continue;
            if (happened.last) read.push(window);
            checkpoint = withPage(checkpoint, window, happened.last ? null : 'next', nothingSeen);
          }
          const spans = spansOf(checkpoint);
          for (const [place, span] of spans.entries()) {
            expect(span.from).toBeLessThanOrEqual(span.to);
            const above = spans[place - 1];
            if (above !== undefined) expect(span.to).toBeLessThan(above.from);
            if (span.from === span.to) continue;
            // Windows that touch or overlap, taken together, must contain the whole stretch.
            let reached = span.from;
            for (const window of read.toSorted((a, b) => a.from - b.from)) {
              if (window.from <= reached) reached = Math.max(reached, window.to);
            }
            expect(reached).toBeGreaterThanOrEqual(span.to);
          }
        }
      }),
      { seed: 20260115, numRuns: 300 },
    );
  });

  it('is whole again once all windows are read, in finitely many steps', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 * day }), { maxLength: 6 }), (pauses) => {
        let now = start;
        let checkpoint = freshen(beginning(now), now);
        for (const pause of pauses) {
          now += pause;
          checkpoint = freshen(continued(checkpoint, now, timing), now);
          const window = pastWindow(checkpoint, now - timing.firstPullMs, day);
          if (window !== null) checkpoint = withPage(checkpoint, window, null, nothingSeen);
        }
        const floor = now - timing.firstPullMs;
        for (let steps = 0; ; steps += 1) {
          expect(steps).toBeLessThan(60);
          const window = pastWindow(checkpoint, floor, day);
          if (window === null) break;
          checkpoint = withPage(checkpoint, window, null, nothingSeen);
        }
        expect(missingMs(checkpoint, floor, now)).toBe(0);
        expect(checkpoint.older).toEqual(checkpoint.older.filter((span) => span.to < floor));
      }),
      { seed: 20260115, numRuns: 200 },
    );
  });
});

describe('windows of the past', () => {
  it('keep the cursor of the open window over an incremental pull', () => {
    let checkpoint = freshened(
      beginning(start),
      freshWindow(beginning(start), start, timing),
      start,
      nothingSeen,
      timing,
    );
    const window = pastWindow(checkpoint, start - 30 * day, day);
    if (window === null) throw new Error('nothing to read');
    checkpoint = withPage(checkpoint, window, 'page 2', nothingSeen);
    const later = start + 20 * 60_000;
    const wide = freshWindow(checkpoint, later, timing);
    expect(later - wide.from).toBeGreaterThan(2 * hour);
    const after = freshened(checkpoint, wide, later, nothingSeen, timing);
    expect(pastWindow(after, later - 30 * day, day)).toEqual({ ...window, cursor: 'page 2' });
  });

  it('become narrower where there are many calls and wider where there are few, within bounds', () => {
    expect(nextWidth(day, 9000)).toBe(day);
    expect(nextWidth(day, 18_000)).toBe(day / 2);
    expect(nextWidth(day, 4500)).toBe(2 * day);
    expect(nextWidth(day, 10)).toBe(8 * day);
    expect(nextWidth(day, 4500, 45_000)).toBe(8 * day);
    expect(nextWidth(windowWidth.minMs, 90_000)).toBe(windowWidth.minMs);
    expect(nextWidth(windowWidth.maxMs, 0)).toBe(windowWidth.maxMs);
  });
});
