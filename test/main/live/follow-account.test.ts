import { describe, expect, it } from 'vitest';
import { aCall } from '../../support/calls.ts';
import { deliver, delivery, type LiveRelay, openLiveRelay, sessionOf } from '../../relay/live-relay.ts';
import { account, agent, followedDesktop, wireCall } from './followed-desktop.ts';

const second = (ms: number): number => Math.floor(ms / 1000);

async function open(change: Parameters<typeof openLiveRelay>[0] = {}) {
  const relay = await openLiveRelay(change);
  const session = await sessionOf('7', relay.clock);
  const desktop = await followedDesktop(relay.origin, session, { eventToken: 'w' });
  return { relay, session, desktop };
}
async function live(change: Parameters<typeof openLiveRelay>[0] = {}) {
  const all = await open(change);
  all.desktop.account.start();
  await all.desktop.account.begun();
  await all.desktop.until(() => all.desktop.requests.includes('POST /session/webhook 204'));
  return all;
}
const happens = async (
  relay: LiveRelay,
  name: string,
  data: object,
  timestamp = second(relay.clock.now()),
): Promise<void> => {
  const { status } = await deliver(relay, delivery('w', { event: `call.${name}`, timestamp, data }));
  expect(status).toBe(204);
};

const minute = 60_000;
/** Calls of a list, a minute apart. */
const listedFrom = (start: number, count: number) =>
  Array.from({ length: count }, (_, n) =>
    aCall({ accountId: account, providerCallId: `u${String(n)}`, startedAt: start + n * minute }),
  );

describe('an account that follows the relay', () => {
  it('is live from the hello on, before anything is read, and tells the relay whose its events are', async () => {
    const { desktop } = await live();
    expect(desktop.states).toEqual(['live']);
    expect(desktop.requests).toEqual(['GET /events 200', 'POST /session/webhook 204']);
    expect(desktop.pulls).toEqual(['pace']);
    await desktop.clock.advance(0);
    expect(desktop.depths).toEqual(['everything']);
    expect(desktop.account.eventsOfCalls?.told()).toBe('now');
  });

  it('shows a call on the switchboard and has it in the call log, through all it becomes', async () => {
    const { relay, desktop } = await live();
    const now = relay.clock.now();
    const call = (part: object = {}) => wireCall(1, now, { ...part });
    const shown = () => desktop.switchboard.snapshot().liveCalls;
    const stored = async () => (await desktop.store.detail(`${account}:1`))?.call;
    await happens(relay, 'created', call());
    await desktop.until(() => shown()[0]?.state === 'ringing');
    await happens(relay, 'ringing_on_agent', call({ user: agent }));
    await desktop.until(() => shown()[0]?.personId === '456');
    await desktop.clock.advance(60);
    await happens(relay, 'answered', call({ status: 'answered', answered_at: second(now), user: agent }));
    await desktop.until(() => shown()[0]?.state === 'talking');
    await desktop.clock.advance(60);
    await desktop.until(async () => (await stored())?.state === 'ongoing');
    expect(shown()).toMatchObject([{ state: 'talking', personId: '456', ringing: [] }]);
    const ended = call({ status: 'done', answered_at: second(now), ended_at: second(now) + 9, user: agent });
    await happens(relay, 'ended', ended, second(now) + 9);
    await desktop.until(() => shown().length === 0);
    await desktop.clock.advance(60);
    await desktop.until(async () => (await stored())?.state === 'ended');
    expect(desktop.pulls).toEqual(['pace']);
  });

  it('comes back by itself where it was, and is live all the while but for a moment', async () => {
    const { relay, desktop } = await live();
    await relay.close();
    await desktop.until(() => desktop.states.length > 1);
    expect(desktop.states).toEqual(['live', 'connecting']);
    expect(desktop.account.eventsOfCalls?.told()).toBe('now');
    await desktop.wait(1_000, () => desktop.states.length > 2);
    expect(desktop.states.at(-1)).toMatch(/^polling (relay-down|offline)$/);
    expect(desktop.account.eventsOfCalls?.told()).toBe('soon');
    expect(desktop.pulls.slice(1)).toEqual(['pace']);
  });

  it('takes what it missed when the machine wakes', async () => {
    const { relay, desktop } = await live();
    const wakes = async (): Promise<void> => {
      const streams = (): number => desktop.requests.filter((one) => one === 'GET /events 200').length;
      const before = streams();
      desktop.account.woke();
      await desktop.until(() => streams() > before);
    };
    await happens(relay, 'created', wireCall(1, relay.clock.now()));
    await desktop.until(() => desktop.switchboard.snapshot().liveCalls.length === 1);
    await wakes();
    await happens(relay, 'created', wireCall(2, relay.clock.now()));
    await desktop.until(() => desktop.switchboard.snapshot().liveCalls.length === 2);
    expect(desktop.pulls).toEqual(['pace']);
    await relay.close();
    await desktop.until(() => desktop.states.at(-1) === 'connecting');
    await desktop.wait(1_000, () => desktop.states.at(-1) !== 'connecting');
    expect(desktop.pulls).toEqual(['pace', 'pace']);
  });

  it('reads again after a gap', async () => {
    const { relay, desktop } = await live();
    await happens(relay, 'created', wireCall(1, relay.clock.now()));
    await desktop.until(() => desktop.switchboard.snapshot().liveCalls.length === 1);
    // Nobody hears the next one, and after ten minutes it is not kept any more.
    desktop.asleep(true);
    desktop.account.woke();
    await desktop.until(() => desktop.requests.at(-1) === 'GET /events failed');
    await happens(relay, 'created', wireCall(2, relay.clock.now()));
    relay.clock.advance(700_000);
    desktop.asleep(false);
    await desktop.wait(1_000, () => desktop.states.at(-1) === 'live');
    await desktop.until(() => desktop.pulls.includes('soon'));
  });

  it('gives up a connection that has gone silent', async () => {
    const { desktop } = await live();
    await desktop.clock.advance(44_000);
    expect(desktop.states).toEqual(['live']);
    await desktop.clock.advance(2_000);
    await desktop.until(() => desktop.states.includes('connecting'));
    await desktop.wait(500, () => desktop.states.at(-1) === 'live');
  });

  it('renews its session in time, keeps it, and goes on with it', async () => {
    const { relay, session, desktop } = await live();
    const later = 45 * 60_000;
    relay.clock.advance(later);
    desktop.clock.set(desktop.clock.now() + later);
    desktop.account.woke();
    await desktop.until(() => desktop.kept.length === 1);
    await desktop.until(() => desktop.requests.filter((one) => one === 'GET /events 200').length === 2);
    expect(desktop.requests).toContain('POST /session/renew 200');
    expect(desktop.held.session?.token).not.toBe(session.token);
  });

  it('renews a session that the relay does not take though it should be good, once', async () => {
    const relay = await openLiveRelay();
    const session = await sessionOf('7', relay.clock);
    relay.clock.advance(2 * 3_600_000);
    // This computer's clock is two hours slow.
    const desktop = await followedDesktop(relay.origin, session, { now: session.now });
    desktop.account.start();
    await desktop.until(() => desktop.requests.includes('GET /events 401'));
    await desktop.wait(500, () => desktop.states.includes('live'));
    expect(desktop.requests.slice(0, 3)).toEqual([
      'GET /events 401',
      'POST /session/renew 200',
      'GET /events 200',
    ]);
    const ahead = (desktop.account.eventsOfCalls?.providerNow() ?? 0) - desktop.clock.now();
    expect(Math.round(ahead / 60_000)).toBe(120);
  });

  it('asks for a sign-in when its session is worth nothing any more, and tries no more', async () => {
    const relay = await openLiveRelay();
    const session = await sessionOf('7', relay.clock, 'the secret of another relay');
    const desktop = await followedDesktop(relay.origin, session);
    desktop.account.start();
    await desktop.wait(500, () => desktop.states.includes('polling sign-in'));
    const { length } = desktop.requests;
    await desktop.clock.advance(3_600_000);
    expect(desktop.requests).toHaveLength(length);
  });

  it('says so where there is no session at all, without asking', async () => {
    const desktop = await followedDesktop('http://127.0.0.1:9', null);
    desktop.account.start();
    expect(desktop.account.status()).toMatchObject({ state: 'polling', why: 'sign-in', heardAt: null });
    expect(desktop.requests).toEqual([]);
  });

  it('reads what came before where the relay answers later than the app could wait', async () => {
    const relay = await openLiveRelay();
    const desktop = await followedDesktop(relay.origin, await sessionOf('7', relay.clock));
    desktop.asleep(true);
    desktop.account.start();
    await desktop.account.begun();
    expect(desktop.account.status()).toMatchObject({ state: 'polling', heardAt: null });
    desktop.asleep(false);
    await desktop.wait(500, () => desktop.states.includes('live'));
    expect(desktop.pulls).toEqual(['pace', 'soon']);
    expect(desktop.depths.at(-1)).toBe('state');
  });

  it('tries again ever more rarely while nobody answers', async () => {
    const desktop = await followedDesktop('http://127.0.0.1:9', {
      ...{ token: 't', expiresAt: 3_600_000, renewableUntil: 3_600_000, now: 0 },
    });
    desktop.account.start();
    await desktop.until(() => desktop.states.length > 0);
    for (let minutes = 0; minutes < 20; minutes += 1) await desktop.clock.advance(60_000);
    expect(desktop.states).toHaveLength(1);
    expect(desktop.states[0]).toMatch(/^polling /);
    expect(desktop.requests.length).toBeLessThan(40);
  });

  it('is not live where the provider sends no events for this access', async () => {
    const { desktop } = await live();
    desktop.account.eventsChecked('refused');
    expect(desktop.account.status()).toMatchObject({ state: 'polling', why: 'refused' });
    expect(desktop.pulls).toEqual(['pace', 'pace']);
    // That nobody tells of calls is no news there, and later not of the calls from before they were told of.
    const untold = listedFrom(desktop.clock.now(), 4);
    desktop.account.eventsOfCalls?.onRead(untold, desktop.clock.now() + 20 * minute);
    expect(desktop.account.status()).toMatchObject({ state: 'polling', why: 'refused' });
    await desktop.clock.advance(10_000);
    desktop.account.eventsChecked('on');
    expect(desktop.account.status()).toMatchObject({ state: 'live', why: null });
    const before = listedFrom(desktop.clock.now() - 5 * minute, 4);
    desktop.account.eventsOfCalls?.onRead(before, desktop.clock.now() + 20 * minute);
    expect(desktop.account.status()).toMatchObject({ state: 'live', why: null });
    expect(desktop.pulls).not.toContain('silence');
  });

  it('says so and asks as before when the list has calls that no event told of, until one does again', async () => {
    const { relay, desktop } = await live();
    const now = relay.clock.now();
    const list = (count: number) =>
      desktop.account.eventsOfCalls?.onRead(listedFrom(now, count), desktop.clock.now() + 20 * minute);
    list(2);
    expect(desktop.states).toEqual(['live']);
    list(4);
    list(5);
    expect(desktop.states).toEqual(['live', 'polling silent']);
    expect(desktop.pulls).toEqual(['pace', 'pace', 'silence']);
    expect(desktop.account.eventsOfCalls?.told()).toBe('soon');
    await happens(relay, 'created', wireCall(1, now));
    await desktop.until(() => desktop.states.at(-1) === 'live');
    list(6);
    expect(desktop.states.at(-1)).toBe('polling silent');
  });

  it('is live for as long as events tell of what the list has', async () => {
    const { relay, desktop } = await live();
    const now = relay.clock.now();
    for (const id of [1, 2, 3]) await happens(relay, 'created', wireCall(id, now));
    await desktop.until(() => desktop.switchboard.snapshot().liveCalls.length === 3);
    const told = [1, 2, 3].map((id) =>
      aCall({ accountId: account, providerCallId: String(id), startedAt: now }),
    );
    desktop.account.eventsOfCalls?.onRead(told, desktop.clock.now() + 20 * minute);
    expect(desktop.states).toEqual(['live']);
  });

  it('ends when the company ends the integration', async () => {
    const { relay, desktop } = await live();
    const gone = {
      event: 'integration.deleted',
      resource: 'integration',
      data: { integration_id: 1, company_id: 7 },
    };
    expect((await deliver(relay, delivery('w', gone))).status).toBe(204);
    await desktop.until(() => desktop.states.at(-1) === 'polling refused');
  });

  it('makes its session worthless when the account is signed out', async () => {
    const { desktop } = await live();
    await desktop.account.end();
    expect(desktop.requests.at(-1)).toBe('POST /session/end 204');
    const again = await followedDesktop('http://127.0.0.1:9', desktop.held.session);
    expect(again.requests).toEqual([]);
  });

  it('never shows what another company’s calls are', async () => {
    const { relay, desktop } = await live();
    const other = await followedDesktop(relay.origin, await sessionOf('8', relay.clock), { eventToken: 'v' });
    other.account.start();
    await other.until(() => other.requests.includes('POST /session/webhook 204'));
    await happens(relay, 'created', wireCall(1, relay.clock.now()));
    await desktop.until(() => desktop.switchboard.snapshot().liveCalls.length === 1);
    expect(other.switchboard.snapshot().liveCalls).toEqual([]);
  });
});
