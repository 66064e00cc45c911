import { onTestFinished } from 'vitest';
import type { LiveStatus } from '../../../domain/live.ts';
import type { RelaySession } from '../../../domain/relay.ts';
import { createHttp, type Fetch } from '../../../main/http.ts';
import { type FollowedAccount, followAccount } from '../../../main/live/follow-account.ts';
import { silentLog } from '../../../main/log.ts';
import { createOpenStream } from '../../../main/open-stream.ts';
import { createEventReader } from '../../../main/providers/aircall/live-events.ts';
import { type SwitchboardWatch, watchSwitchboard } from '../../../main/switchboard/watch-switchboard.ts';
import { createDirectStore } from '../../support/direct-store.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { fakeSource, reading } from '../switchboard/board-bench.ts';
import { aPerson } from '../../support/people.ts';

export const account = 'aircall:testacct1';

export interface FollowedDesktop {
  readonly account: FollowedAccount;
  readonly clock: FakeClock;
  readonly store: ReturnType<typeof createDirectStore>;
  readonly switchboard: SwitchboardWatch;
  /** What was asked of the pull, in order, and `silence`: whether events are sent is to be looked at. */
  readonly pulls: string[];
  /** Every status there was, as `state` or `state why`. */
  readonly states: string[];
  /** Depths of readings of the switchboard. */
  readonly depths: string[];
  /** Requests to the relay, as `GET /events 200`. */
  readonly requests: string[];
  readonly held: { session: RelaySession | null; eventToken: string | null };
  readonly kept: RelaySession[];
  /** While it sleeps, nobody can be reached. */
  asleep(is: boolean): void;
  /** Resolves once `holds`; looked at whenever anything happened. */
  until(holds: () => boolean | Promise<boolean>): Promise<void>;
  /** Moves the clock, step by step, until `holds`. */
  wait(stepMs: number, holds: () => boolean): Promise<void>;
}

/** An account that follows a relay, with everything real but the clock, the pull and the provider's switchboard. */
export async function followedDesktop(
  origin: string,
  session: RelaySession | null,
  part: { readonly now?: number; readonly fetch?: Fetch; readonly eventToken?: string | null } = {},
): Promise<FollowedDesktop> {
  const clock = createFakeClock(part.now ?? session?.now ?? 0);
  const watchers = new Set<() => void>();
  const happened = (): void => {
    for (const look of [...watchers]) look();
  };
  const noted =
    (list: string[]): ((what: string) => void) =>
    (what) => {
      list.push(what);
      happened();
    };
  const pulls: string[] = [];
  const states: string[] = [];
  const requests: string[] = [];
  const note = { pull: noted(pulls), state: noted(states), request: noted(requests) };
  const kept: RelaySession[] = [];
  const held: FollowedDesktop['held'] = { session, eventToken: part.eventToken ?? null };
  let asleep = false;
  let underWay = 0;
  const watchedFetch: Fetch = async (url, init) => {
    const { pathname } = new URL(url);
    const what = `${init.method ?? 'GET'} ${pathname}`;
    underWay += 1;
    try {
      if (asleep) throw new Error('asleep');
      const response = await (part.fetch ?? fetch)(url, init);
      note.request(`${what} ${String(response.status)}`);
      return response;
    } catch (error) {
      note.request(`${what} failed`);
      throw error;
    } finally {
      underWay -= 1;
      happened();
    }
  };
  const switchboard = watchSwitchboard({
    clock,
    log: silentLog,
    random: () => 0.5,
    onChange: happened,
    onLiveCall: happened,
    onCallGone: () => undefined,
  });
  const source = fakeSource(reading([aPerson({ accountId: account, id: '456' })]));
  switchboard.add(account, source, () => 60);
  const store = createDirectStore();
  const describe = ({ state, why }: LiveStatus): string => (why === null ? state : `${state} ${why}`);
  const followed = followAccount({
    accountId: account,
    relay: origin,
    reader: createEventReader({
      accountId: account,
      homeCountry: 'CZ',
      irregularities: { unknownValue: () => undefined, rejectedRecord: () => undefined },
    }),
    http: createHttp(watchedFetch),
    openStream: createOpenStream(watchedFetch),
    clock,
    log: silentLog,
    random: () => 0.5,
    store,
    switchboard: {
      ...switchboard,
      tell(...told) {
        switchboard.tell(...told);
        happened();
      },
    },
    sync: () => ({
      soon: () => note.pull('soon'),
      reread: () => note.pull('reread'),
      eventsChanged: () => note.pull('pace'),
    }),
    held: () => held,
    keep: async (next) => {
      held.session = next;
      kept.push(next);
    },
    storable: (call) => call,
    onCallsChanged: happened,
    onStatus: () => note.state(describe(followed.status())),
    onSilence: () => note.pull('silence'),
  });
  onTestFinished(async () => {
    await followed.stop();
    await switchboard.stop();
  });
  await clock.advance(0);
  const until: FollowedDesktop['until'] = async (holds) => {
    let { promise, resolve } = Promise.withResolvers<void>();
    const look = (): void => resolve();
    watchers.add(look);
    try {
      while (!(await holds())) {
        await promise;
        ({ promise, resolve } = Promise.withResolvers<void>());
      }
    } finally {
      watchers.delete(look);
    }
  };
  return {
    ...{ account: followed, clock, store, switchboard, pulls, states, requests, held, kept },
    depths: source.depths,
    asleep(is) {
      asleep = is;
    },
    until,
    async wait(stepMs, holds) {
      while (!holds()) {
        await clock.advance(stepMs);
        // The relay answers in real time: a clock that ran on meanwhile would take it for dead.
        await until(() => underWay === 0 || holds());
      }
    },
  };
}

/** A call as Aircall has it in an event. */
export const wireCall = (id: number, startedAt: number, part: Record<string, unknown> = {}) => ({
  ...{ id, direction: 'inbound', status: 'initial', raw_digits: '+420 606 123 456' },
  ...{ started_at: Math.floor(startedAt / 1000), answered_at: null, ended_at: null, user: null },
  number: { id: 1234, name: 'Support', digits: '+420226221870', country: 'CZ' },
  ...part,
});
export const agent = { id: 456, name: 'Jana Nováková' };
