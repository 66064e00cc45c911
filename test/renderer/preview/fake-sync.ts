import type { Account } from '../../../domain/account.ts';
import type { Handlers } from '../../../domain/contract.ts';
import type { SyncStatus } from '../../../domain/sync.ts';
import { dayMs, hourMs, minuteMs } from './fake-accounts.ts';
import type { FakeEvents } from './fake-events.ts';
import type { Scenario } from './scenario.ts';

/** An account whose past is read at the pace of 820 calls per minute. */
const reading = (account: Account, now: number): Partial<SyncStatus> => ({
  phase: 'history',
  stored: account.provider === 'aircall' ? 412_300 : 96_120,
  progress: 0.38,
  earliest: now - 184 * dayMs,
  complete: false,
  remaining: {
    calls: account.provider === 'aircall' ? 672_700 : null,
    requests: 13_454,
    ms: account.provider === 'aircall' ? 14 * minuteMs : hourMs + 22 * minuteMs,
  },
  callsPerMinute: 820,
});
const standingStill = { callsPerMinute: null } as const;

/** How the pull of one account stands in a scenario. */
export function fakeSync(account: Account, { name, now }: Scenario): SyncStatus {
  const current: SyncStatus = {
    accountId: account.id,
    phase: 'current',
    stored: account.provider === 'aircall' ? 18_402 : 6_127,
    progress: 1,
    earliest: now - 180 * dayMs,
    complete: true,
    remaining: null,
    callsPerMinute: null,
    paused: null,
    lastSuccessAt: account.health.lastSuccessAt,
    nextAt: now + 20_000,
    failure: null,
  };
  const failed = (code: 'offline' | 'not-signed-in'): SyncStatus => ({
    ...current,
    phase: 'failed',
    nextAt: null,
    failure: { code },
  });
  switch (name) {
    case 'first-pull':
      return {
        ...current,
        phase: 'first-pull',
        stored: 7_214,
        progress: 0.38,
        earliest: now - 12 * dayMs,
        complete: false,
        remaining: { calls: 11_770, requests: 236, ms: 4 * minuteMs },
        callsPerMinute: 2_900,
        lastSuccessAt: null,
      };
    case 'history':
      return { ...current, ...reading(account, now) };
    case 'paused':
      return { ...current, ...reading(account, now), ...standingStill, paused: 'person' };
    case 'work-hours':
      return { ...current, ...reading(account, now), ...standingStill, paused: 'work-hours' };
    case 'waiting':
      return {
        ...current,
        ...reading(account, now),
        ...standingStill,
        phase: 'waiting',
        remaining: null,
        nextAt: now + 43_000,
      };
    case 'offline':
      return failed('offline');
    case 'stale':
      return failed('not-signed-in');
    case 'empty':
      return { ...current, stored: 0, earliest: null };
    case 'one-call':
      return { ...current, stored: 1 };
    default:
      return account.status === 'needs-sign-in' ? failed('not-signed-in') : current;
  }
}

/** Pulls of the scenario's accounts, whose past can be paused and gone on with. */
export function fakeSyncing(
  scenario: Scenario,
  accounts: () => readonly Account[],
  send: FakeEvents['send'],
): Pick<Handlers, 'sync.read' | 'sync.now' | 'sync.pause'> {
  const chosen = new Map<string, boolean>();
  const statuses = (): SyncStatus[] =>
    accounts().map((account) => {
      const status = fakeSync(account, scenario);
      const paused = chosen.get(account.id);
      if (paused === undefined || status.complete) return status;
      return paused
        ? { ...status, ...standingStill, paused: 'person' }
        : { ...status, ...reading(account, scenario.now), paused: null };
    });
  const tell = (): { readonly done: true } => {
    send('sync.changed', { statuses: statuses() });
    return { done: true };
  };
  return {
    'sync.read': async () => statuses(),
    'sync.now': async () => tell(),
    'sync.pause': async ({ id, paused }) => {
      for (const account of accounts()) if (id === null || id === account.id) chosen.set(account.id, paused);
      return tell();
    },
  };
}
