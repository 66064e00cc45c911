import { describe, expect, it } from 'vitest';
import type { LiveStatus } from '../../../domain/live.ts';
import type { LiveCall, SwitchboardSnapshot } from '../../../domain/switchboard.ts';
import { tomorrowMorning } from '../../../renderer/live/call-back-times.ts';
import { liveRows } from '../../../renderer/live/live-rows.ts';
import { aLiveCall } from '../../support/live-calls.ts';

const accountId = 'aircall:p7ra9ue01';
const now = Date.UTC(2026, 10, 21, 12);
const call = (id: string, change: Partial<LiveCall> = {}) =>
  aLiveCall({ id, accountId, startedAt: now, ...change });
const board = (liveCalls: LiveCall[], takenAt = now): SwitchboardSnapshot => ({
  sequence: 1,
  parts: [{ accountId, takenAt, failure: null, pbx: [] }],
  people: [],
  lines: [],
  groups: [],
  liveCalls,
});
const me = {
  people: [{ accountId, provider: 'aircall' as const, name: 'Jana', agentKeys: [], personId: 'me' }],
};
const ids = (snapshot: SwitchboardSnapshot, most = 10, statuses: LiveStatus[] = []) =>
  liveRows(snapshot, me, statuses, now, most).rows.map((row) => row.call.id);

describe('the calls in progress', () => {
  it('begin with one’s own, then those that ring, the longest first, then held ones, then the newest', () => {
    const calls = [
      call('old', { state: 'talking', startedAt: now - 90_000 }),
      call('new', { state: 'talking', startedAt: now - 30_000 }),
      call('held', { state: 'held' }),
      call('rings', { startedAt: now - 5_000 }),
      call('rings longer', { startedAt: now - 20_000 }),
      call('mine', { state: 'talking', personId: 'me' }),
      call('mine rings', { ringing: ['other', 'me'] }),
    ];
    expect(ids(board(calls))).toEqual(['mine rings', 'mine', 'rings longer', 'rings', 'held', 'new', 'old']);
  });

  it('are counted all, of which a few are told', () => {
    const calls = ['a', 'b', 'c', 'd'].map((id) => call(id));
    const rows = liveRows(board(calls), me, [], now, 3);
    expect(rows.rows).toHaveLength(3);
    expect(rows.total).toBe(4);
  });

  it('are none of an account that is known only as it was, unless events tell of every change', () => {
    const longAgo = board([call('a')], now - 3_600_000);
    const live: LiveStatus = { accountId, state: 'live', why: null, since: 0, heardAt: now };
    expect(ids(longAgo)).toEqual([]);
    expect(ids(longAgo, 10, [live])).toEqual(['a']);
  });
});

describe('calling back tomorrow', () => {
  it('is at nine by the clock on the wall, also over a change of the hour', () => {
    const morning = new Date(tomorrowMorning(new Date(2026, 9, 24, 23, 30).getTime()));
    expect([morning.getDate(), morning.getHours(), morning.getMinutes()]).toEqual([25, 9, 0]);
  });
});
