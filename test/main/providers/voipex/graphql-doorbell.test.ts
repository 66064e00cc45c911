import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { silentLog } from '../../../../main/log.ts';
import { documentedEndpoints } from '../../../../main/providers/endpoints.ts';
import type { Authority } from '../../../../main/providers/provider.ts';
import { createGraphqlDoorbell } from '../../../../main/providers/voipex/graphql-doorbell.ts';
import { createVoipex } from '../../../../main/providers/voipex/index.ts';
import {
  type OpenSocket,
  openPlatformSocket,
  type SocketListener,
} from '../../../../main/providers/voipex/socket.ts';
import { type Bench, startBench } from '../../../simulators/voipex/bench.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { authorityOf, contextOf } from '../session-context.ts';
import { accessTo } from './voipex-stub.ts';

const hour = 3_600_000;

/** A doorbell that somebody listens to, with a clock of its own. */
function listening(part: { ipbx?: string; authority?: Authority; openSocket?: OpenSocket }) {
  const clock = createFakeClock();
  const { counted, irregularities } = contextOf();
  const heard = { rings: 0, alive: [] as boolean[] };
  const stop = createGraphqlDoorbell({
    accountId: 'voipex:testacct2',
    ipbx: 'https://ipbx.example',
    authority: authorityOf('Bearer a-token'),
    ...{ clock, irregularities, log: silentLog, random: () => 0.5 },
    ...part,
  }).listen({
    rang: () => (heard.rings += 1),
    alive: (is) => heard.alive.push(is),
  });
  onTestFinished(stop);
  return { clock, heard, counted, stop };
}

/** A doorbell of the first user of the simulated PBX. */
async function ofFirstUser(
  switches: Parameters<Bench['simulator']['control']['switches']['change']>[0] = {},
) {
  const bench = await startBench({ world: { calls: 60 }, switches: { messyRows: false } });
  onTestFinished(() => bench.close());
  bench.simulator.control.switches.change(switches);
  const user = bench.simulator.userLogins[0];
  if (user === undefined) throw new Error('there should be users');
  const token = await bench.signIn(user);
  let authorization = `Bearer ${token}`;
  const authority: Authority = {
    authorization: async () => authorization,
    renewed: async () => authorization,
  };
  let said = 0;
  const openSocket: OpenSocket = (url, protocol, listener) =>
    openPlatformSocket(url, protocol, {
      ...listener,
      said: (text) => {
        listener.said(text);
        said += 1;
      },
    });
  const doorbell = listening({ ipbx: bench.simulator.ipbxUrl, authority, openSocket });
  const { subscriptions, control } = bench.simulator;
  const connected = (count = 2) =>
    vi.waitFor(() => {
      expect(subscriptions.clients()[0]?.subscriptions ?? []).toHaveLength(count);
      // The greeting, the first sign of life, and an error for each subscription that there is not.
      expect(said).toBeGreaterThanOrEqual(4 - count);
    });
  /** Rings since the connection began. */
  const rings = (count: number) =>
    vi.waitFor(() => {
      expect(doorbell.heard.rings).toBe(count + 1);
    });
  /** A minute passes at the server, which says all that it has to say then. */
  const beats = async () => {
    const before = said;
    bench.clock.advance(60_000);
    const messages = control.switches.read().graphql === 'no-heartbeat' ? 1 : 2;
    await vi.waitFor(() => {
      expect(said).toBe(before + messages);
    });
  };
  const renew = async () => {
    authorization = `Bearer ${await bench.signIn(user)}`;
  };
  const alive = (...is: boolean[]) =>
    vi.waitFor(() => {
      expect(doorbell.heard.alive).toEqual(is);
    });
  return { ...doorbell, bench, connected, beats, rings, renew, alive, subscriptions, calls: control.calls };
}

describe('the doorbell of VoIPEX', () => {
  it('rings at each step of the calls of the person signed in, and at nobody else’s', async () => {
    const { calls, connected, rings, alive, bench } = await ofFirstUser();
    await connected();
    await alive(true);
    calls.ring({ rungIndexes: [3] });
    const own = calls.ring({ rungIndexes: [0] });
    await rings(1);
    calls.answer(own);
    await rings(2);
    calls.hold(own, true);
    await rings(3);
    calls.hangUp(own);
    await rings(4);
    calls.ring({ direction: 'out', personIndex: 0, rungIndexes: [] });
    await rings(5);
    bench.clock.advance(31_000);
    await rings(5);
  });

  it.each(['authorization', 'authToken'] as const)('is let in where %s is what counts', async (form) => {
    const { connected } = await ofFirstUser({ connectionInit: form });
    await connected();
  });

  it('looks again at once when it was cut off, since something may have gone unheard', async () => {
    const { connected, subscriptions, alive, clock, heard } = await ofFirstUser();
    await connected();
    subscriptions.drop();
    await alive(true, false);
    await clock.advance(1_000);
    await alive(true, false, true);
    expect(heard.rings).toBe(2);
  });

  it('takes a silence of a minute and a half for the end, and heartbeats for life', async () => {
    const { connected, alive, clock, beats, heard } = await ofFirstUser();
    await connected();
    await clock.asleep();
    for (let beat = 0; beat < 4; beat += 1) {
      await clock.advance(60_000);
      await beats();
    }
    expect(heard.alive).toEqual([true]);
    await clock.advance(110_000);
    await alive(true, false);
  });

  it('goes on where calls are told without heartbeats', async () => {
    const { connected, clock, beats, heard } = await ofFirstUser({ graphql: 'no-heartbeat' });
    await connected(1);
    await clock.asleep();
    for (let beat = 0; beat < 4; beat += 1) {
      await clock.advance(60_000);
      await beats();
    }
    expect(heard.alive).toEqual([true]);
  });

  it('comes again with the new token after a renewal', async () => {
    const { connected, renew, alive, clock } = await ofFirstUser();
    await connected();
    await renew();
    await clock.asleep();
    await clock.advance(20_000);
    await alive(true, false, true);
    await connected();
  });

  it('is quiet when nobody listens any more', async () => {
    const { connected, stop, subscriptions, calls, heard, alive } = await ofFirstUser();
    await connected();
    stop();
    await alive(true, false);
    await vi.waitFor(() => {
      expect(subscriptions.clients()).toEqual([]);
    });
    calls.ring({ rungIndexes: [0] });
    expect(heard.rings).toBe(1);
  });

  it.each(['off', 'refuses', 'subscription-error'] as const)(
    'asks three times and is then quiet for an hour where the socket is %s',
    async (graphql) => {
      const { clock, bench, heard, connected } = await ofFirstUser({ graphql });
      // Two pauses between three attempts, and then the long one.
      for (const pause of [10_000, 10_000, hour]) {
        await vi.waitFor(async () => {
          expect(await clock.asleep()).toBe(pause);
        });
        if (pause < hour) await clock.advance(pause);
      }
      const before = heard.rings;
      bench.simulator.control.switches.change({ graphql: 'on' });
      await clock.advance(hour - 1);
      expect(heard.rings).toBe(before);
      await clock.advance(1);
      await connected();
    },
  );

  it('waits five seconds for an answer to its greeting', async () => {
    const { clock, subscriptions, heard } = await ofFirstUser({ graphql: 'silent' });
    await vi.waitFor(() => {
      expect(subscriptions.clients()).toHaveLength(1);
    });
    await clock.advance(5_000);
    await vi.waitFor(() => {
      expect(subscriptions.clients()).toHaveLength(0);
    });
    expect(heard.alive).toEqual([]);
  });
});

describe('what the socket says', () => {
  /** A socket that a test plays the other end of. */
  function scripted() {
    const sent: unknown[] = [];
    let end: SocketListener | null = null;
    const opened: string[] = [];
    const openSocket: OpenSocket = (url, protocol, listener) => {
      opened.push(`${protocol} ${url}`);
      end = listener;
      return { send: (text) => sent.push(JSON.parse(text)), close: () => undefined };
    };
    const listener = (): SocketListener => {
      if (end === null) throw new Error('no socket was opened');
      return end;
    };
    return { openSocket, opened, sent, listener };
  }
  async function open() {
    const socket = scripted();
    const doorbell = listening({ openSocket: socket.openSocket });
    await doorbell.clock.asleep();
    socket.listener().opened();
    const say = (message: unknown): void => socket.listener().said(JSON.stringify(message));
    say({ type: 'connection_ack' });
    return { ...socket, ...doorbell, say };
  }
  const event = (type: unknown) => ({
    ...{ type: 'data', id: '1' },
    payload: { data: { callEvents: { type, parameters: { number: null } } } },
  });

  it('is asked for at the root path, with the token in both forms that were seen', async () => {
    const { opened, sent } = await open();
    expect(opened).toEqual(['graphql-ws wss://ipbx.example/']);
    expect(sent).toMatchObject([
      {
        type: 'connection_init',
        payload: {
          Authorization: 'Bearer a-token',
          authToken: 'a-token',
          correlationId: expect.any(String) as unknown,
        },
      },
      { type: 'start', id: '1' },
      { type: 'start', id: '2' },
    ]);
  });

  it('rings for every event of calls that is known, and ignores and counts what is not', async () => {
    const { say, heard, counted, listener } = await open();
    for (const type of ['incoming', 'outgoing', 'acceptedIncoming', 'rejectedIncoming', 'ended', 'hold'])
      say(event(type));
    expect(heard.rings).toBe(7);
    say(event('teleported'));
    say(event(null));
    say({ type: 'data', id: '1', payload: { data: { other: 1 } } });
    say({ type: 'data', id: '9', payload: { data: { callEvents: { type: 'incoming' } } } });
    say({ type: 'pong' });
    say(['no', 'message']);
    listener().said('<html>');
    listener().said(`"${'x'.repeat(100_000)}"`);
    expect(heard).toEqual({ rings: 7, alive: [true] });
    expect(counted.unknown).toEqual(Array.from({ length: 2 }, () => 'graphql.callEvents.type'));
    expect(counted.rejected).toEqual(['graphql.callEvents', 'graphql', 'graphql', 'graphql']);
  });

  it('ends with an error of the subscription, as with a refusal', async () => {
    const { say, heard, clock } = await open();
    say({ type: 'data', id: '1', payload: { data: null, errors: [{ message: 'Expired token' }] } });
    expect(heard.alive).toEqual([true, false]);
    await vi.waitFor(async () => {
      expect(await clock.asleep()).toBe(10_000);
    });
  });
});

describe('a session', () => {
  const doorbellOf = (part: Parameters<typeof contextOf>[0]) =>
    createVoipex(documentedEndpoints.voipex, () => 0.5).connect(contextOf(part)).doorbell;

  it('has a doorbell only where that is switched on, and the access is one to the IPBX API', () => {
    expect(doorbellOf({ access: accessTo('ipbx') })).toBeNull();
    expect(doorbellOf({ access: accessTo('ipbx'), doorbells: true })).not.toBeNull();
    expect(doorbellOf({ access: accessTo('central'), doorbells: true })).toBeNull();
  });
});
