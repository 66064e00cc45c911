import { describe, expect, it } from 'vitest';
import { followPushed } from '../../../main/accounts/pushed-credentials.ts';
import { type AccountAuthority, createAuthority } from '../../../main/auth/authority.ts';
import { DeskError } from '../../../main/failures.ts';
import { silentLog } from '../../../main/log.ts';
import type { Credential, PushedCredentials } from '../../../main/providers/provider.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const account = 'aircall:agentsso01';
const minute = 60_000;
const day = 86_400_000;

/** An account whose credential was obtained `age` ms ago, and the one who pushes renewals. */
async function follow(age: number, part: Partial<Credential> = {}) {
  const clock = createFakeClock();
  const obtainedAt = clock.now() - age;
  const stored = {
    way: 'aircall-sso',
    grant: 'one',
    obtainedAt,
    expiresAt: obtainedAt + 15 * minute,
    renewableUntil: obtainedAt + 90 * day,
    ...part,
  } satisfies Credential;
  let kept: Credential = stored;
  const authorityOf = (): AccountAuthority =>
    createAuthority({
      accountId: account,
      clock,
      log: silentLog,
      http: () => Promise.reject(new Error('nothing is sent')),
      monotonic: () => 0,
      vault: {
        read: async () => ({ found: 'credential', credential: kept, kept: 'keychain' }),
        keep: async (_account, next) => {
          kept = next;
          return 'keychain';
        },
      },
      provider: {
        authorization: ({ grant }) => grant,
        renew: () => Promise.reject(new DeskError('provider-unavailable')),
      },
    });
  let listener: Parameters<PushedCredentials['listen']>[1] | null = null;
  const pushed: PushedCredentials = {
    listen(_held, next) {
      listener = next;
      return () => (listener = null);
    },
    release: () => undefined,
  };
  const run = async () => {
    const authority = authorityOf();
    await authority.load();
    const renewals = followPushed({ accountId: account, pushed, authority, clock, log: silentLog });
    renewals.follow();
    await clock.advance(0);
    return { authority, renewals };
  };
  const push = (change: Partial<Credential>): void => listener?.renewed({ ...stored, ...change });
  return {
    ...(await run()),
    ...{ clock, run, push },
    end: () => listener?.ended(),
    isHeard: () => listener !== null,
    kept: () => kept,
  };
}

describe('credentials that come by themselves', () => {
  it('are kept and used, the newest last', async () => {
    const { authority, push, clock, kept } = await follow(minute);
    push({ grant: 'two' });
    push({ grant: 'three' });
    await clock.advance(0);
    expect([kept().grant, await authority.authorization()]).toEqual(['three', 'three']);
  });

  it('stand for the person long after their own time, until nothing can renew them', async () => {
    const { authority, clock } = await follow(60 * day);
    expect(authority.state()).toBe('signed-in');
    await clock.advance(30 * day - 1);
    expect(authority.state()).toBe('signed-in');
    await clock.advance(1);
    expect(authority.state()).toBe('needs-sign-in');
  });

  it('are over at once when that day passed while the app was closed', async () => {
    expect((await follow(91 * day)).authority.state()).toBe('needs-sign-in');
  });

  it('never end when they have no end', async () => {
    const { authority, clock } = await follow(minute, { expiresAt: null, renewableUntil: null });
    await clock.advance(400 * day);
    expect(authority.state()).toBe('signed-in');
    expect(clock.sleepers).toBe(0);
  });

  it('end when the provider says so, and stay ended over a restart', async () => {
    const { authority, end, clock, run } = await follow(minute);
    end();
    await clock.advance(0);
    expect(authority.state()).toBe('needs-sign-in');
    const again = await run();
    expect(again.authority.state()).toBe('needs-sign-in');
  });

  it('are followed anew by what was read anew, and no longer once that was stopped', async () => {
    const { authority, renewals, push, isHeard, clock, kept } = await follow(minute);
    await authority.load();
    renewals.follow();
    expect(clock.sleepers).toBe(1);
    push({ grant: 'two' });
    await renewals.stop();
    expect([kept().grant, isHeard(), clock.sleepers]).toEqual(['two', false, 0]);
  });
});
