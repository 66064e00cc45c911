import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../../domain/failure.ts';
import { recourseAfter } from '../../../main/calls/after-failure.ts';
import { DeskError } from '../../../main/failures.ts';

const now = Date.UTC(2026, 0, 15, 9, 0, 0);

describe('after a failure', () => {
  it('gives up only when nobody is signed in', () => {
    for (const code of failureCodes) {
      const { kind } = recourseAfter(new DeskError(code), 1, now, () => 0.5);
      expect(kind === 'give-up').toBe(code === 'not-signed-in');
    }
  });

  it('spreads desktops that failed together', () => {
    const at = (drawn: number) => recourseAfter(new DeskError('offline'), 4, now, () => drawn);
    expect(at(0)).not.toEqual(at(0.99));
  });

  it('never comes back before the provider allows it, nor the same moment for an allowance long past', () => {
    const allowed = recourseAfter(new DeskError('rate-limited', { retryAt: now + 90_000 }), 1, now, () => 0);
    expect(allowed).toMatchObject({ at: now + 90_000 });
    const past = recourseAfter(new DeskError('rate-limited', { retryAt: now - 90_000 }), 1, now, () => 0);
    expect(past).toMatchObject({ at: now + 2500 });
  });

  it('treats a bug as a failure that somebody has to look at', () => {
    expect(recourseAfter(new TypeError('x'), 1, now, () => 0.5)).toMatchObject({
      kind: 'again',
      phase: 'failed',
    });
  });
});
