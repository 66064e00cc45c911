import { describe, expect, it } from 'vitest';
import type { LiveStatus } from '../../../domain/live.ts';
import type { SyncStatus } from '../../../domain/sync.ts';
import { summariseSync } from '../../../renderer/frame/sync-summary.ts';

const now = Date.UTC(2026, 10, 21);
const status = (change: Partial<SyncStatus>): SyncStatus => ({
  accountId: 'aircall:abcdefgh',
  phase: 'current',
  stored: 100,
  progress: 1,
  earliest: 1,
  complete: true,
  remaining: null,
  callsPerMinute: null,
  paused: null,
  lastSuccessAt: 1,
  nextAt: 2,
  failure: null,
  ...change,
});
const kind = (statuses: SyncStatus[], isOnline = true) => summariseSync(statuses, isOnline, now).kind;

describe('one word for all accounts', () => {
  it('is up to date when every account is', () => {
    expect(kind([status({}), status({})])).toBe('up-to-date');
  });

  it('is idle without a signed-in account, also without a network', () => {
    expect(kind([])).toBe('idle');
    expect(kind([status({ phase: 'idle' })], false)).toBe('idle');
  });

  it('names what needs a person before what is under way, and that before what waits', () => {
    const failed = status({ phase: 'failed', failure: { code: 'not-signed-in' } });
    const pulling = status({ phase: 'first-pull', progress: 0.5 });
    const waiting = status({ phase: 'waiting' });
    expect(kind([waiting, pulling, failed])).toBe('failed');
    expect(kind([waiting, pulling])).toBe('pulling');
    expect(kind([status({}), waiting])).toBe('waiting');
  });

  it('is offline when the system or an account says so', () => {
    expect(kind([status({})], false)).toBe('offline');
    expect(kind([status({}), status({ phase: 'waiting', failure: { code: 'offline' } })])).toBe('offline');
  });

  it('tells how far the first pulls are, and nothing of older calls that are read', () => {
    const daysBack = (days: number) =>
      status({ phase: 'first-pull', progress: 0.01, earliest: now - days * 86_400_000 });
    const pulling = summariseSync([daysBack(6), daysBack(18), status({})], true, now);
    expect(pulling.kind === 'pulling' && pulling.progress).toBeCloseTo(0.4);
    expect(kind([status({ phase: 'history', progress: 0.4 })])).toBe('up-to-date');
  });

  it('is live when every account that can hear of calls at once does, and behind when one no longer does', () => {
    const heard = (state: LiveStatus['state'], why: LiveStatus['why']): LiveStatus => ({
      ...{ accountId: 'aircall:abcdefgh', state, why, since: 1, heardAt: 2 },
    });
    const live = (...statuses: LiveStatus[]) => summariseSync([status({})], true, now, statuses).kind;
    const none = heard('polling', 'none');
    expect(live(heard('live', null), none)).toBe('live');
    expect(live(heard('live', null), heard('polling', 'no-relay'))).toBe('up-to-date');
    expect(live(heard('connecting', null))).toBe('up-to-date');
    expect(live(none)).toBe('up-to-date');
    expect(live(heard('live', null), heard('polling', 'relay-down'))).toBe('behind');
    expect(live(heard('polling', 'sign-in'))).toBe('behind');
  });
});
