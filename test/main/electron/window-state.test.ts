import { describe, expect, it } from 'vitest';
import { openingBounds } from '../../../main/electron/window-state.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };

describe('where the window opens', () => {
  it('remembers itself', () => {
    const kept = { x: 100, y: 80, width: 1000, height: 700, maximised: true };
    expect(openingBounds(kept, [screen])).toEqual({
      bounds: { x: 100, y: 80, width: 1000, height: 700 },
      maximised: true,
    });
  });

  it('is centred at its size when the screen it was on is gone', () => {
    const kept = { x: 2500, y: 80, width: 1000, height: 700, maximised: false };
    expect(openingBounds(kept, [screen])).toEqual({ bounds: { width: 1000, height: 700 }, maximised: false });
  });

  it('never opens smaller than it can be used', () => {
    const kept = { x: 10, y: 10, width: 90, height: 40, maximised: false };
    expect(openingBounds(kept, [screen]).bounds).toMatchObject({ width: 720, height: 480 });
  });

  it.each([[undefined], ['junk'], [{ x: 'left' }], [{ x: 1, y: 1, width: -5, height: 5, maximised: false }]])(
    'takes an unreadable state (%j) for none',
    (kept) => {
      expect(openingBounds(kept, [screen])).toEqual({
        bounds: { width: 1240, height: 800 },
        maximised: false,
      });
    },
  );
});
