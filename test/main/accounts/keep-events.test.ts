import { describe, expect, it, onTestFinished } from 'vitest';
import { keepEvents } from '../../../main/accounts/keep-events.ts';
import type { AccountAuthority, AuthorityState } from '../../../main/auth/authority.ts';
import { DeskError } from '../../../main/failures.ts';
import type { EventSubscription } from '../../../main/providers/live.ts';
import type { Credential } from '../../../main/providers/provider.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const day = 86_400_000;
const credential: Credential = {
  way: 'aircall-oauth',
  grant: '{"accessToken":"t"}',
  obtainedAt: 0,
  expiresAt: null,
  renewableUntil: null,
};

function open(
  answer: EventSubscription['ensure'],
  removal: EventSubscription['remove'] = async () => undefined,
) {
  const clock = createFakeClock();
  const states: string[] = [];
  const logged: string[] = [];
  const accepted: Credential[] = [];
  const authority = {
    now: 'signed-in' as AuthorityState, // changed by tests
    held: credential as Credential | null, // likewise
  };
  let checks = 0;
  const line = (event: string, facts = {}): void => void logged.push(`${event} ${JSON.stringify(facts)}`);
  const ports: Pick<AccountAuthority, 'state' | 'credential'> = {
    state: () => authority.now,
    credential: () => authority.held,
  };
  const events = keepEvents({
    accountId: 'aircall:testacct1',
    events: {
      ensure: (signal) => {
        checks += 1;
        return answer(signal);
      },
      remove: removal,
    },
    authority: ports,
    amend: async (change) => {
      if (authority.held === null) return;
      authority.held = change(authority.held);
      accepted.push(authority.held);
    },
    clock,
    log: { info: line, warn: line, error: line },
    random: () => 0.5,
    onState: (state) => states.push(state),
  });
  onTestFinished(() => events.stop());
  return { events, clock, states, logged, accepted, authority, checks: () => checks };
}
const on = async () => ({ state: 'on', token: 'event-token' }) as const;

describe('the events of a connected account', () => {
  it('are checked at once and every day, and their token is kept once', async () => {
    const { events, clock, states, accepted, checks } = open(on);
    events.start();
    events.start();
    await clock.advance(0);
    expect([states, checks()]).toEqual([['on'], 1]);
    await clock.advance(2 * day);
    expect(checks()).toBe(3);
    expect(accepted).toEqual([{ ...credential, eventToken: 'event-token' }]);
  });

  it.each([
    ['offline', 4],
    ['provider-contract-broken', 0],
  ] as const)('that could not be checked (%s) are asked about again in time', async (code, within) => {
    const { events, clock, states, logged, checks } = open(() => Promise.reject(new DeskError(code)));
    events.start();
    await clock.advance(3_600_000);
    expect(new Set(states)).toEqual(new Set(['failed']));
    expect(checks()).toBe(1 + within);
    expect(logged[0]).toBe(`events.check-failed {"account":"aircall:testacct1","code":"${code}"}`);
  });

  it('are checked again when they have ceased, once an hour at most, and every day from then on', async () => {
    const { events, clock, checks } = open(on);
    events.start();
    await clock.advance(30 * 60_000);
    events.again();
    await clock.advance(0);
    expect(checks()).toBe(1);
    await clock.advance(30 * 60_000);
    events.again();
    events.again();
    await clock.advance(0);
    expect(checks()).toBe(2);
    await clock.advance(day - 1);
    expect(checks()).toBe(2);
    await clock.advance(1);
    expect(checks()).toBe(3);
  });

  it('are left alone without a credential, and once it is no longer good', async () => {
    const { events, clock, authority, checks } = open(on);
    authority.now = 'needs-sign-in';
    events.start();
    await clock.advance(day);
    expect(checks()).toBe(0);
    authority.now = 'memory-only';
    events.start();
    await clock.advance(0);
    authority.now = 'needs-sign-in';
    await clock.advance(3 * day);
    expect(checks()).toBe(1);
  });

  it('are checked no more once the account is closed', async () => {
    const { events, clock, checks } = open(on);
    events.start();
    await clock.advance(0);
    await events.stop();
    await clock.advance(3 * day);
    expect([checks(), clock.sleepers]).toEqual([1, 0]);
  });

  it('are waited for five seconds at a sign-out, not longer', async () => {
    const silent = (signal: AbortSignal): Promise<void> =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new DeskError('offline'))));
    const { events, clock, logged } = open(on, silent);
    const removed = events.remove();
    await clock.asleep();
    await clock.advance(5_000);
    await removed;
    await clock.advance(0);
    expect(logged).toEqual(['events.left {"account":"aircall:testacct1","code":"late"}']);
  });

  it('are not asked about at a sign-out that has no token left', async () => {
    let asked = 0;
    const { events, authority } = open(on, async () => void (asked += 1));
    authority.now = 'needs-sign-in';
    await events.remove();
    expect(asked).toBe(0);
  });
});
