import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { follow, longestRange, placeAt, scaleOf, topOf } from '../../../renderer/calls/scroll-scale.ts';

const viewport = 700;
const long = scaleOf(48_000_000, viewport);

describe('the scale of a long list', () => {
  it('leaves a list alone that fits into what browsers can lay out', () => {
    const scale = scaleOf(90_000, viewport);
    expect(scale.range).toBe(90_000);
    expect(placeAt(scale, 12_345)).toEqual({ scrollTop: 12_345, top: 12_345 });
    expect(topOf(scale, 12_345)).toBe(12_345);
  });

  it('never makes the element higher than browsers can lay out', () => {
    expect(long.range).toBe(longestRange);
  });

  it('reaches the very first and the very last pixel', () => {
    expect(topOf(long, 0)).toBe(0);
    expect(topOf(long, longestRange - viewport)).toBe(48_000_000 - viewport);
    expect(placeAt(long, 99_000_000).scrollTop).toBe(longestRange - viewport);
  });

  it('finds the scroll position of every place, to within what a pixel stands for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 48_000_000 - viewport }), (top) => {
        expect(Math.abs(topOf(long, placeAt(long, top).scrollTop) - top)).toBeLessThan(10);
      }),
    );
  });

  it('moves by exactly as much as a small scroll asks, wherever it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5000, max: 47_000_000 }),
        fc.integer({ min: -2000, max: 2000 }),
        (top, delta) => {
          const before = placeAt(long, top);
          expect(follow(long, before, before.scrollTop + delta).top).toBe(before.top + delta);
        },
      ),
    );
  });

  it('takes a dragged thumb proportionally', () => {
    const before = placeAt(long, 0);
    expect(follow(long, before, 6_000_000 - viewport / 2).top).toBeCloseTo(24_000_000 - viewport / 2, -3);
  });

  it('is at the end when the element is at its end, whatever drift there was', () => {
    const drifted = { scrollTop: 11_999_000, top: 30_000_000 };
    expect(follow(long, drifted, longestRange - viewport).top).toBe(48_000_000 - viewport);
    expect(follow(long, { scrollTop: 300, top: 9_000 }, 0).top).toBe(0);
  });

  it('stays at the top of a list shorter than the viewport', () => {
    expect(placeAt(scaleOf(200, viewport), 50)).toEqual({ scrollTop: 0, top: 0 });
  });
});
