import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstKeyAt, keyOfTry, keysPerMs, preferredKey, startOfKey } from '../../../main/storage/row-key.ts';

describe('row keys', () => {
  it('follow the start of the call and tell it again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2240, 0, 1) }), fc.string(), (at, id) => {
        const key = preferredKey(at, id);
        expect(startOfKey(key)).toBe(at);
        expect(key).toBeGreaterThanOrEqual(firstKeyAt(at));
        expect(key).toBeLessThan(firstKeyAt(at + 1));
        expect(Number.isSafeInteger(key)).toBe(true);
      }),
      { seed: 20260115 },
    );
  });

  it('stay exact numbers for instants no clock should show', () => {
    expect(firstKeyAt(-1)).toBe(0);
    expect(Number.isSafeInteger(preferredKey(Number.MAX_SAFE_INTEGER, 'x') + keysPerMs)).toBe(true);
  });

  it('do not depend on anything but the start and the id', () => {
    expect(preferredKey(1000, 'aircall:a:1')).toBe(preferredKey(1000, 'aircall:a:1'));
    expect(preferredKey(1000, 'aircall:a:1')).not.toBe(preferredKey(1000, 'aircall:a:2'));
  });

  it('are found soon for thousands of calls that all begin in one millisecond', () => {
    const taken = new Set<number>();
    let most = 0;
    for (let call = 0; call < 8000; call += 1) {
      const preferred = preferredKey(1000, `aircall:a:${String(call)}`);
      let tries = 0;
      while (taken.has(keyOfTry(preferred, tries))) tries += 1;
      taken.add(keyOfTry(preferred, tries));
      most = Math.max(most, tries);
    }
    expect(most).toBeLessThan(500);
    expect(Math.max(...taken)).toBeLessThan(firstKeyAt(1000 + 20));
  });
});
