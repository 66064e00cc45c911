import { describe, expect, it, onTestFinished } from 'vitest';
import { DeskError } from '../../../../../main/failures.ts';
import { createAircall } from '../../../../../main/providers/aircall/index.ts';
import { documentedEndpoints } from '../../../../../main/providers/endpoints.ts';
import type { Credential, ProvenAccess } from '../../../../../main/providers/provider.ts';
import {
  createFakeBus,
  type FakeBus,
  granted,
  idTokenOf,
  refreshTokenOf,
} from '../../../../support/fake-bus.ts';
import { createFakeClock, type FakeClock } from '../../../../support/fake-clock.ts';
import { authorityOf, contextOf, failureOf, neverAborted } from '../../session-context.ts';

const bus = 'https://bus.aircall.example';
const grant = {
  way: 'aircall-sso',
  code: 'the-secret-code',
  redirectUrl: 'https://relay.example/aircall/sso/callback',
} as const;
const minute = 60_000;
const day = 86_400_000;

function setUp(change: (fake: FakeBus) => void = () => undefined) {
  const fake = createFakeBus();
  change(fake);
  const clock = createFakeClock();
  const aircall = createAircall({ ...documentedEndpoints.aircall, bus }, () => 0.5, fake.host);
  const abort = new AbortController();
  onTestFinished(() => abort.abort(new DeskError('offline')));
  const signIn = (signal: AbortSignal = abort.signal) =>
    aircall.signIn(grant, { http: () => Promise.reject(new Error('nothing is sent')), clock }, signal);
  const connect = (
    credential: Credential,
    access: ProvenAccess | null = null,
    accountId = 'aircall:agentssso1',
  ) => {
    const authority = authorityOf(aircall.authorization(credential));
    return aircall.connect(contextOf({ accountId, way: 'aircall-sso', authority, access, clock }));
  };
  return { fake, clock, aircall, signIn, connect };
}

/** What was pushed to a listener, in order. */
function listenTo(session: ReturnType<ReturnType<typeof setUp>['connect']>, held: Credential) {
  const heard: (Credential | 'ended')[] = [];
  const stop = session.pushed?.listen(held, {
    renewed: (credential) => heard.push(credential),
    ended: () => heard.push('ended'),
  });
  return { heard, stop };
}

const refreshed = (n: number) => ({
  type: 'AUTH.TOKEN_REFRESHED',
  payload: { idToken: idTokenOf(n), refreshToken: refreshTokenOf(n) },
});

/** Lets a time pass in which somebody waits for the bus. */
async function fails(signingIn: Promise<unknown>, clock: FakeClock, ms: number): Promise<DeskError> {
  const failed = signingIn.then(
    () => new Error('it did not fail'),
    (error: unknown) => error,
  );
  await clock.asleep();
  await clock.advance(ms);
  const error = await failed;
  if (!(error instanceof DeskError)) throw error;
  return error;
}

describe('agent SSO', () => {
  it('is offered where there are a relay, an address of the bus and a place for its frame', () => {
    const { host } = createFakeBus();
    const offersOf = (address: string | null, place: typeof host | null, relayKnown: boolean) =>
      createAircall({ ...documentedEndpoints.aircall, bus: address }, () => 0.5, place, relayKnown).offers;
    expect(offersOf(bus, host, true)).toContain('aircall-sso');
    expect(offersOf(null, host, true)).not.toContain('aircall-sso');
    expect(offersOf(bus, null, true)).not.toContain('aircall-sso');
    expect(offersOf(bus, host, false)).not.toContain('aircall-sso');
  });

  it('gives a credential for fifteen minutes that is renewed for ninety days, and the person it stands for', async () => {
    const { fake, clock, aircall, signIn, connect } = setUp();
    const credential = await signIn();
    expect(credential).toEqual({
      way: 'aircall-sso',
      grant: JSON.stringify({ idToken: idTokenOf(1), refreshToken: refreshTokenOf(1) }),
      obtainedAt: clock.now(),
      expiresAt: clock.now() + 15 * minute,
      renewableUntil: clock.now() + 90 * day,
    });
    expect(aircall.authorization(credential)).toBe('Bearer id-token-1');
    const session = connect(credential);
    expect([session.calls, session.switchboard, session.events]).toEqual([null, null, null]);
    expect(await session.probe(neverAborted)).toEqual({
      signedInAs: 'alena@atelier.example',
      capabilities: {
        calls: 'refused',
        switchboard: 'refused',
        recordings: 'refused',
        dial: 'refused',
        impersonate: 'refused',
      },
      pbx: [],
      surface: null,
      agent: { id: '1719007', name: 'Alena Malá', email: 'alena@atelier.example', company: 'Atelier' },
    });
    expect(fake.frames[0]?.told.map(({ type }) => type)).toEqual(['BUS.REGISTER', 'AUTH.SSO', 'BUS.INIT']);
    expect(fake.frames[0]?.address).toBe(bus);
  });

  it('keeps a legacy token for ever', async () => {
    const { signIn, aircall } = setUp((fake) => {
      const { answer } = fake;
      fake.answer = (message, frame) => {
        if (message.type !== 'AUTH.SSO') answer(message, frame);
        else
          frame.says({
            type: 'AUTH.SSO_FULFILLED',
            payload: { ...granted(), credentials: { legacy_token: 'legacy' } },
          });
      };
    });
    const credential = await signIn();
    expect(credential).toMatchObject({ expiresAt: null, renewableUntil: null });
    expect(aircall.authorization(credential)).toBe('Bearer legacy');
  });

  it('gives up on a bus that does not load, does not register or does not answer, and leaves nothing open', async () => {
    const silentFrom = (type: string | null) =>
      setUp((fake) => {
        const { answer } = fake;
        fake.neverLoads = type === null;
        fake.answer = (message, frame) => {
          if (message.type !== type) answer(message, frame);
        };
      });
    for (const [type, ms] of [
      [null, 15_000],
      ['BUS.REGISTER', 15_000],
      ['AUTH.SSO', 30_000],
    ] as const) {
      const { fake, clock, signIn } = silentFrom(type);
      const { code, where } = await fails(signIn(), clock, ms);
      expect([code, where]).toEqual(['provider-unavailable', 'bus']);
      expect(fake.frames.every(({ closed }) => closed)).toBe(true);
    }
  });

  it('is rejected with what the back-end said, and ends with the sign-in it was for', async () => {
    const { fake, signIn } = setUp((one) => {
      const { answer } = one;
      one.answer = (message, frame) => {
        if (message.type !== 'AUTH.SSO') answer(message, frame);
        else frame.says({ type: 'AUTH.SSO_REJECTED', payload: { error: { message: 'No.' } } });
      };
    });
    const error: unknown = await signIn().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'sign-in-rejected', said: 'No.' });
    expect(error).not.toMatchObject({ message: expect.stringContaining('No.') as unknown });
    expect(fake.frames[0]?.closed).toBe(true);
    const cancelled = new AbortController();
    fake.answer = () => undefined;
    const signingIn = failureOf(signIn(cancelled.signal));
    cancelled.abort(new DeskError('sign-in-expired'));
    expect(await signingIn).toBe('sign-in-expired');
    expect(fake.frames.every(({ closed }) => closed)).toBe(true);
  });

  it('hands renewals on to the account, also one that came before it listened, and keeps the ninety days', async () => {
    const { fake, clock, signIn, connect } = setUp();
    const held = await signIn();
    await clock.advance(minute);
    fake.frames[0]?.says(refreshed(2));
    const { heard, stop } = listenTo(connect(held), held);
    const second = {
      ...held,
      grant: JSON.stringify({ idToken: idTokenOf(2), refreshToken: refreshTokenOf(2) }),
      obtainedAt: held.obtainedAt + minute,
      expiresAt: held.obtainedAt + 16 * minute,
    };
    expect(heard).toEqual([second]);
    fake.frames[0]?.says(refreshed(3));
    expect(heard).toHaveLength(2);
    stop?.();
    fake.frames[0]?.says(refreshed(4));
    expect(heard).toHaveLength(2);
    // Connected anew with what was kept last: it goes on with the same session.
    const again = listenTo(connect(second), heard[1] as Credential); // the third one, as asserted above
    expect(again.heard.map((one) => (one === 'ended' ? one : one.grant))).toEqual([
      JSON.stringify({ idToken: idTokenOf(4), refreshToken: refreshTokenOf(4) }),
    ]);
    fake.frames[0]?.says({ type: 'AUTH.REFRESH_TOKEN_EXPIRED' });
    expect(again.heard.at(-1)).toBe('ended');
    expect(fake.frames[0]?.closed).toBe(true);
  });

  it('keeps one session at the bus for an account, and none for a sign-in that came to nothing', async () => {
    const { fake, clock, signIn, connect } = setUp();
    const first = await signIn();
    const session = connect(first);
    listenTo(session, first);
    const unclaimed = await signIn();
    await signIn();
    expect(fake.frames.map(({ closed }) => closed)).toEqual([false, true, false]);
    expect(listenTo(connect(unclaimed), unclaimed).heard).toEqual([]);
    await clock.advance(3 * minute);
    expect(fake.frames.map(({ closed }) => closed)).toEqual([false, true, true]);
    const renewed = await signIn();
    listenTo(connect(renewed), renewed);
    expect(fake.frames.map(({ closed }) => closed)).toEqual([true, true, true, false]);
    session.pushed?.release();
    expect(fake.frames.at(-1)?.closed).toBe(true);
  });

  it('stands for the person after a restart, however old the token, until ninety days are over', async () => {
    const before = setUp();
    const held = await before.signIn();
    const access = await before.connect(held).probe(neverAborted);

    const { clock, aircall, connect } = setUp();
    const context = { http: () => Promise.reject(new Error('nothing is sent')), clock };
    const renewal = (): Promise<string> => failureOf(aircall.renew(held, context, neverAborted));
    await clock.advance(held.obtainedAt + 89 * day - clock.now());
    expect(await renewal()).toBe('provider-unavailable');
    expect(await connect(held, access).probe(neverAborted)).toEqual(access);
    expect(listenTo(connect(held, access), held).heard).toEqual([]);
    await clock.advance(day);
    expect(await renewal()).toBe('not-signed-in');
  });
});
