import type { Call } from '../../../domain/call.ts';
import { countsBefore, type Said } from '../../../main/calls/fact-order.ts';
import type { CallStore, Checkpoint } from '../../../main/calls/call-store.ts';
import { beginning } from '../../../main/calls/coverage.ts';
import { createSync } from '../../../main/calls/sync-calls.ts';
import type { Clock } from '../../../main/clock.ts';
import { DeskError } from '../../../main/failures.ts';
import { followAccount } from '../../../main/live/follow-account.ts';
import { silentLog } from '../../../main/log.ts';
import { createBudget } from '../../../main/providers/budget.ts';
import { resetInstant } from '../../../main/providers/budget-reset.ts';
import type { SwitchboardReading } from '../../../main/providers/provider.ts';
import { toLiveCall } from '../../../main/providers/live-call.ts';
import { watchSwitchboard } from '../../../main/switchboard/watch-switchboard.ts';
import type { CompanyServer } from './company-server.ts';
import { account, type CompanyDays, type StreamHub } from './relayed-company.ts';

export interface DesktopOptions {
  readonly clock: Clock;
  readonly server: CompanyServer;
  readonly days: CompanyDays;
  /** Null: signed in without a relay. */
  readonly hub: StreamHub | null;
  readonly random: () => number;
  /** Epoch ms: everything before was read on earlier days. */
  readonly closedAt: number;
  readonly stateRequests: number;
  readonly directoryRequests: number;
  /** A call was seen in a state it had not been seen in. */
  readonly onSeen: (call: { readonly id: string; readonly state: string }) => void;
}

const day = 86_400_000;
const pageSize = 50;

/** A desktop of the real parts: budget, pull, switchboard, following. What it asks is only counted. */
export function runWholeDesktop(options: DesktopOptions): { stop(): Promise<void> } {
  const { clock, server, days, hub, random } = options;
  const budget = createBudget({ limitPerMinute: 60, clock, random });

  /** One request, answered or refused as the company's limit has it. */
  const ask = async (
    urgency: 'soon' | 'history' | 'now',
    kind: string,
    signal: AbortSignal,
  ): Promise<void> => {
    await budget.take(urgency, signal, kind);
    const askedAt = clock.now();
    await clock.sleep(50 + random() * 250, signal);
    const { refused, headers } = server.answer(clock.now());
    await clock.sleep(50 + random() * 250, signal);
    budget.answered(askedAt);
    // answered
    const now = clock.now();
    const resetAt = headers === null ? null : resetInstant(headers.reset, now, null);
    if (headers !== null)
      budget.learn({ limitPerMinute: headers.limit, remaining: headers.remaining, resetAt });
    if (refused) throw new DeskError('rate-limited', { retryAt: budget.refused(resetAt) });
  };

  const store = createBenchStore(options);

  const switchboard = watchSwitchboard({
    clock,
    log: silentLog,
    random,
    onChange: () => undefined,
    onLiveCall: ({ before, after }) => {
      if (after !== null)
        options.onSeen({ id: after.id, state: after.state === 'ringing' ? 'ringing' : 'ongoing' });
      else if (before !== null) options.onSeen({ id: before.id, state: 'ended' });
    },
    onCallGone: () => sync.soon(),
    isAgent: () => true,
  });
  const live =
    hub === null
      ? null
      : followAccount({
          ...{
            accountId: account,
            relay: 'https://relay.example',
            openStream: hub.openStream,
            clock,
            random,
          },
          ...{ log: silentLog, store, switchboard },
          reader: { read: ({ event }) => hub.facts(event) },
          http: async () => ({ status: 204, headers: new Headers(), text: '' }),
          sync: () => sync,
          held: () => ({
            session: { token: 't', expiresAt: Infinity, renewableUntil: Infinity, now: clock.now() },
            eventToken: 'w',
          }),
          keep: async () => undefined,
          storable: (call) => call,
          onCallsChanged: () => undefined,
          onStatus: () => undefined,
          onSilence: () => undefined,
        });
  const sync = createSync({
    account: { id: account },
    source: {
      horizonMs: 180 * day,
      async count({ from, to }, urgency, signal) {
        await ask(urgency, 'calls', signal);
        const { length } = days.listed(from, to, clock.now());
        return { calls: length, requests: Math.ceil(length / pageSize) };
      },
      async page({ from, to }, cursor, urgency, signal) {
        await ask(urgency, 'calls', signal);
        const skip = Number(cursor ?? 0);
        const calls = days.listed(from, to, clock.now());
        const more = calls.length > skip + pageSize;
        return {
          calls: calls.slice(skip, skip + pageSize),
          next: more ? String(skip + pageSize) : null,
          ...(cursor === null ? { total: calls.length } : {}),
        };
      },
    },
    store,
    clock,
    log: silentLog,
    random,
    pace: {
      limitPerMinute: () => budget.reading().limitPerMinute,
      pause: (usualMs, requests) => budget.pause(usualMs, requests),
      forecast: (requests) => budget.forecast(requests),
    },
    ...(live?.eventsOfCalls == null ? {} : { events: live.eventsOfCalls }),
    onChange: () => undefined,
    onStatus: () => undefined,
  });

  let read = 0;
  /** As `main/accounts/connections.ts` begins. */
  const begin = async (): Promise<void> => {
    live?.start();
    await live?.begun();
    sync.start();
    switchboard.add(
      account,
      {
        requestsSent: () => read,
        async read(depth, signal): Promise<SwitchboardReading> {
          const requests =
            depth === 'calls'
              ? 1
              : options.stateRequests + (depth === 'everything' ? options.directoryRequests : 0);
          read += requests;
          await Promise.all(
            Array.from({ length: requests }, () =>
              ask('soon', depth === 'calls' ? 'calls' : 'users', signal),
            ),
          );
          const calls = days.running(clock.now());
          const liveCalls = calls.map((call) => toLiveCall(call, { ringing: [], held: false, ivr: [] }));
          return { people: [], lines: [], groups: [], liveCalls, pbx: [] };
        },
      },
      () => budget.reading().limitPerMinute,
      (...asked) => budget.pause(...asked),
    );
    live?.shown();
  };
  void begin();
  return {
    async stop() {
      await live?.stop();
      await sync.stop();
      await switchboard.stop();
    },
  };
}

/** What is kept of a day: of each call how it stands. As the database does, later facts count before earlier ones. */
function createBenchStore({
  days,
  closedAt,
  clock,
  random,
  onSeen,
}: DesktopOptions): Pick<CallStore, 'checkpoint' | 'store' | 'apply' | 'count' | 'earliest' | 'heldIn'> {
  const held = new Map<string, { readonly call: Call; readonly said: Said }>();
  let checkpoint: Checkpoint = {
    ...beginning(closedAt),
    coveredFrom: closedAt - 200 * day,
    lastSuccessAt: closedAt,
    newestStartAt: closedAt,
    // On some day of the last ones.
    deepRereadAt: closedAt - random() * 30 * day,
    rereadAt: closedAt,
    past: {
      ...{
        earliestSeen: closedAt - 200 * day,
        suspended: null,
        rereadTo: null,
        comparedTo: null,
        faulty: [],
      },
      rereadAt: closedAt - random() * day,
    },
  };
  const put = (call: Call, asOf: number): boolean => {
    const said = { state: call.state, asOf, document: '' };
    const before = held.get(call.id);
    if (before !== undefined && !countsBefore(said, before.said)) return false;
    held.set(call.id, { call, said });
    if (call.startedAt > closedAt) onSeen({ id: call.providerCallId, state: call.state });
    return true;
  };
  return {
    checkpoint: async () => checkpoint,
    count: async () => held.size,
    earliest: async () => closedAt - 200 * day,
    // What began on earlier days is all there; only its number counts.
    heldIn: async (_account, { from, to }) =>
      days
        .listed(from, to, clock.now())
        .filter(({ id, startedAt }) => startedAt < closedAt || held.has(id))
        .map(({ id, startedAt }) => ({
          ...{ id, startedAt },
          isOver: startedAt < closedAt || held.get(id)?.call.state === 'ended',
        })),
    async store(_account, calls, next, _gone, asOf) {
      checkpoint = next;
      return { changed: calls.filter((call) => put(call, asOf ?? clock.now())).length };
    },
    async apply(_account, told) {
      return {
        changed: told.filter(({ call, asOf }) => put(call, asOf)).map(({ call }) => call.id),
        reread: [],
      };
    },
  };
}
