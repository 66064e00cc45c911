import { describe, expect, it } from 'vitest';
import { systemClock } from '../../main/clock.ts';

describe('sleeping by the system clock', () => {
  it('does not wake at once from a sleep longer than timers can count', async () => {
    const woken: string[] = [];
    const enough = new AbortController();
    const years = systemClock.sleep(1e11, enough.signal).then(
      () => woken.push('years'),
      () => woken.push('given up'),
    );
    await systemClock.sleep(20).then(() => woken.push('20 ms'));
    enough.abort();
    await years;
    expect(woken).toEqual(['20 ms', 'given up']);
  });

  it('refuses at once for a signal that has aborted', async () => {
    await expect(systemClock.sleep(1, AbortSignal.abort(new Error('closed')))).rejects.toThrow('closed');
  });
});
