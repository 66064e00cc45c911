import { describe, expect, it } from 'vitest';
import type { SyncStatus } from '../../../domain/sync.ts';
import { firstPullShare, summariseFirstPull } from '../../../renderer/progress/first-pull.ts';

const now = Date.UTC(2026, 10, 21);
const day = 86_400_000;
const pulling = (daysBack: number | null, change: Partial<SyncStatus> = {}): SyncStatus => ({
  accountId: 'aircall:abcdefgh',
  phase: 'first-pull',
  stored: 100,
  progress: 0.02,
  earliest: daysBack === null ? null : now - daysBack * day,
  complete: false,
  remaining: { calls: 4_900, requests: 98, ms: 60_000 },
  callsPerMinute: 50,
  paused: null,
  lastSuccessAt: null,
  nextAt: null,
  failure: null,
  ...change,
});

describe('how much of the last 30 days is here', () => {
  it('is told by the earliest call, whatever share of the whole history that is', () => {
    expect(firstPullShare(pulling(12), now)).toBeCloseTo(0.4);
    expect(firstPullShare(pulling(null), now)).toBe(0);
    expect(firstPullShare(pulling(-1), now)).toBe(0);
  });

  it('is not told by a call older than that', () => {
    expect(firstPullShare(pulling(200), now)).toBeNull();
  });
});

describe('the first pulls of several accounts as one', () => {
  it('are as far as all of them together, and give no end to what is older', () => {
    const summary = summariseFirstPull([pulling(3), pulling(9), pulling(9, { phase: 'history' })], now);
    expect(summary).toMatchObject({ of: 'days', leftMs: null, paused: null });
    expect(summary?.share).toBeCloseTo(0.2);
  });

  it('speak of all calls, to the end of the last, where a time without the app is caught up with', () => {
    const caught = pulling(200, { progress: 0.9, remaining: { calls: 10, requests: 1, ms: 90_000 } });
    const summary = summariseFirstPull([caught, pulling(3, { progress: 0.5 })], now);
    expect(summary).toMatchObject({ of: 'all', leftMs: 90_000 });
    expect(summary?.share).toBeCloseTo(0.7);
    const endless = pulling(3, { remaining: null });
    expect(summariseFirstPull([caught, endless], now)?.leftMs).toBeNull();
  });

  it('are paused when all of them are', () => {
    expect(summariseFirstPull([pulling(3, { paused: 'person' }), pulling(3)], now)?.paused).toBeNull();
    expect(summariseFirstPull([pulling(3, { paused: 'work-hours' })], now)?.paused).toBe('work-hours');
  });

  it('are nothing to tell of when none runs', () => {
    expect(summariseFirstPull([pulling(3, { phase: 'current' })], now)).toBeNull();
  });
});
