import type { Handlers } from '../../../domain/contract.ts';
import type { AlertSettings, CallAlert, CallerHistory, LiveCallRef } from '../../../domain/live.ts';
import { defaultAlertRules } from '../../../domain/live.ts';
import type { LiveCall } from '../../../domain/switchboard.ts';
import { accountIds } from './fake-accounts.ts';
import { fakeCall } from './fake-call-log.ts';
import { companies, noteTexts, personName, pick, sides, tags } from './fake-company.ts';
import type { FakeEvents } from './fake-events.ts';
import { FakeFailure } from './fake-failure.ts';
import type { FakeAlert, Scenario } from './scenario.ts';

type AlertOperation =
  | 'alerts.read'
  | 'alerts.dismiss'
  | 'alertSettings.read'
  | 'alertSettings.write'
  | 'callers.history'
  | 'live.copyNumber'
  | 'live.openInProvider';

/** What a test's page may do to the calls it is told of; found as `window.fakeAlerts`. */
export interface FakeAlerts {
  /** A call comes; returns its reference. */
  readonly ring: (kind: FakeAlert) => LiveCallRef;
  /** The newest call is taken, or over. */
  readonly become: (state: LiveCall['state'] | 'over') => void;
  /** What was asked of the phone systems and the clipboard, oldest first. */
  readonly acted: readonly string[];
}

/** Nothing is known of a number that ends so. */
const strangers = '000';

const longName = 'Mezinárodní sdružení přátel dálkové dopravy a spojů Jihomoravského kraje, z. s.';

function liveCall(kind: FakeAlert, index: number, now: number): LiveCall {
  const isBrno = kind === 'elsewhere' || kind === 'hidden';
  const side = pick(sides, isBrno ? 0.99 : 0);
  const line = pick(side.lines, (index % 3) / 3);
  const number = `+42060612345${index % 10}`;
  const lineName = line.name ?? line.number ?? '';
  const long = kind === 'long';
  return {
    id: `alert-${index}`,
    accountId: side.accountId,
    callId: isBrno ? null : `${side.accountId}:${index + 3}`,
    conversationId: isBrno ? `linked-${index}` : null,
    direction: 'in',
    state: kind === 'talking' || kind === 'over' ? 'talking' : kind === 'held' ? 'held' : 'ringing',
    remote: {
      number: kind === 'hidden' ? null : kind === 'stranger' ? `+420700100${strangers}` : number,
      name:
        kind === 'unnamed' || kind === 'hidden' || kind === 'stranger'
          ? null
          : long
            ? longName
            : personName(index + 40),
    },
    personId: 'person-0',
    ringing: kind === 'talking' || kind === 'over' || kind === 'held' ? [] : ['person-0'],
    lineId: line.id,
    way:
      kind === 'hidden'
        ? []
        : [
            { kind: 'line', name: lineName },
            ...(isBrno
              ? [{ kind: 'queue' as const, name: 'Reklamace' }]
              : [
                  {
                    kind: 'ivr' as const,
                    name: long ? 'Technická podpora, záruky a reklamace výrobků' : 'Reklamace',
                  },
                  { kind: 'team' as const, name: 'Podpora 1. úrovně' },
                ]),
            ...(long
              ? [
                  { kind: 'forwarded-from' as const, name: '+420541110200' },
                  { kind: 'transferred-by' as const, name: 'Žaneta Procházková' },
                ]
              : []),
          ],
    startedAt: now - (kind === 'ringing' ? 8_000 : 95_000),
  };
}

function historyOf(number: string, now: number): CallerHistory {
  if (number.endsWith(strangers))
    return { calls: { count: 0, exact: true }, last: [], openMissed: 0, notes: [], tags: [] };
  const last = [0, 1, 2, 3, 4].map((step) => {
    const call = fakeCall(100 + step * 7, now - (step + 1) ** 2 * 26 * 3_600_000, now);
    const remote = {
      ...call.remote,
      e164: number,
      raw: number,
      hidden: false,
      organisation: pick(companies, 0.2),
    };
    // The newest was lost: that is what makes somebody call again.
    const missed = { direction: 'in', outcome: 'missed', agent: null, talkSeconds: null } as const;
    return { ...call, remote, ...(step === 0 ? missed : {}) };
  });
  const [first, second] = last;
  return {
    calls: { count: 14, exact: true },
    last,
    openMissed: 2,
    notes: [first, second].flatMap((call, index) =>
      call
        ? [
            {
              callId: call.id,
              note: {
                id: `n${index}`,
                text: noteTexts[index] ?? '',
                author: personName(100 + index),
                at: call.startedAt,
              },
            },
          ]
        : [],
    ),
    tags: [...tags],
  };
}

/** The calls the agent is told of, what is known of their callers, and the rules for it. */
export function fakeAlerts(scenario: Scenario, send: FakeEvents['send']): Pick<Handlers, AlertOperation> {
  const acted: string[] = [];
  let count = 0;
  let settings: AlertSettings[] =
    scenario.name === 'first-run'
      ? []
      : [accountIds.prague, accountIds.brno].map((accountId) => ({
          accountId,
          rules: defaultAlertRules,
          personId: null,
        }));
  const alertOf = (kind: FakeAlert, now: number): CallAlert => {
    const index = count;
    count += 1;
    return {
      call: liveCall(kind, index, now),
      since: now - (kind === 'ringing' ? 8_000 : 95_000),
      overAt: kind === 'over' ? now - 20_000 : null,
    };
  };
  let alerts = scenario.alerts.map((kind) => alertOf(kind, scenario.now));
  const tell = () => send('alerts.changed', { alerts });
  const found = (ref: LiveCallRef): LiveCall => {
    const alert = alerts.find(({ call }) => call.id === ref.id);
    if (!alert) throw new FakeFailure({ code: 'not-found' });
    return alert.call;
  };
  const hooks: FakeAlerts = {
    ring: (kind) => {
      const alert = alertOf(kind, Date.now());
      alerts = [alert, ...alerts];
      tell();
      return { accountId: alert.call.accountId, id: alert.call.id };
    },
    become: (state) => {
      const [first, ...others] = alerts;
      if (!first) return;
      const next =
        state === 'over'
          ? { ...first, overAt: Date.now() }
          : { ...first, call: { ...first.call, state, ringing: [] } };
      alerts = [next, ...others];
      tell();
    },
    acted,
  };
  Object.assign(globalThis, { fakeAlerts: hooks });

  return {
    'alerts.read': async () => alerts,
    'alerts.dismiss': async ({ id }) => {
      alerts = alerts.filter(({ call }) => call.id !== id);
      tell();
      return { done: true };
    },
    'alertSettings.read': async () => settings,
    'alertSettings.write': async (change) => {
      settings = settings.map((one) => (one.accountId === change.accountId ? change : one));
      return settings;
    },
    'callers.history': async ({ number }) => {
      if (scenario.history === 'failing') throw new FakeFailure({ code: 'cache-unavailable' });
      if (scenario.history === 'waiting') return new Promise(() => undefined);
      return historyOf(number, scenario.now);
    },
    'live.copyNumber': async (ref) => {
      const { number } = found(ref).remote;
      if (number === null) throw new FakeFailure({ code: 'not-found' });
      acted.push(`copy ${number}`);
      return { copied: number };
    },
    'live.openInProvider': async ({ id }) => {
      acted.push(`open ${id}`);
      return { done: true };
    },
  };
}
