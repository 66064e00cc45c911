import { describe, expect, it } from 'vitest';
import type { SyncStatus } from '../../../domain/sync.ts';
import { hasMoreToRead, standingOf, totalOf } from '../../../renderer/progress/standing.ts';

const status = (change: Partial<SyncStatus>): SyncStatus => ({
  accountId: 'aircall:abcdefgh',
  phase: 'history',
  stored: 100,
  progress: 0.4,
  earliest: 1,
  complete: false,
  remaining: { calls: 150, requests: 3, ms: 60_000 },
  callsPerMinute: 50,
  paused: null,
  lastSuccessAt: 1,
  nextAt: 2,
  failure: null,
  ...change,
});

describe('what an account is said to do', () => {
  it.each([
    [{}, 'history'],
    [{ phase: 'first-pull' }, 'firstPull'],
    [{ phase: 'current' }, 'current'],
    [{ phase: 'current', complete: true }, 'whole'],
    [{ phase: 'waiting' }, 'waiting'],
    [{ phase: 'waiting', failure: { code: 'rate-limited' } }, 'waiting'],
    [{ phase: 'waiting', failure: { code: 'provider-unavailable' } }, 'retrying'],
    [{ phase: 'failed', failure: { code: 'not-signed-in' } }, 'failed'],
    [{ paused: 'person' }, 'paused'],
    [{ paused: 'work-hours' }, 'workHours'],
    [{ phase: 'idle' }, 'idle'],
  ] as const)('of %j is %s', (change, standing) => {
    expect(standingOf(status(change))).toBe(standing);
  });

  it('names what needs a person before the pause that hides it', () => {
    expect(
      standingOf(status({ phase: 'failed', paused: 'person', failure: { code: 'not-signed-in' } })),
    ).toBe('failed');
  });

  it('does not speak of a pause when there is nothing to read any more', () => {
    expect(standingOf(status({ phase: 'current', complete: true, paused: 'person' }))).toBe('whole');
  });
});

describe('pausing', () => {
  it('is offered while something is missing, and undoing it as long as it lasts', () => {
    expect(hasMoreToRead(status({}))).toBe(true);
    expect(hasMoreToRead(status({ paused: 'person' }))).toBe(true);
    expect(hasMoreToRead(status({ phase: 'current', complete: true }))).toBe(false);
    expect(hasMoreToRead(status({ phase: 'idle' }))).toBe(false);
  });

  it('is not offered where working hours pause already, for nothing would come of it', () => {
    expect(hasMoreToRead(status({ paused: 'work-hours' }))).toBe(false);
  });
});

describe('how many calls there will be', () => {
  it('is known only where the provider counts them', () => {
    expect(totalOf(status({}))).toBe(250);
    expect(totalOf(status({ remaining: null }))).toBeNull();
    expect(totalOf(status({ remaining: { calls: null, requests: 1, ms: null } }))).toBeNull();
  });
});
