import type { AccountId } from '../../domain/account.ts';
import type { AlertRules, CallAlert, CallerHistory, LiveCallRef } from '../../domain/live.ts';
import type { LiveCall } from '../../domain/switchboard.ts';
import type { Clock } from '../clock.ts';
import { toFailure } from '../failures.ts';
import type { Log } from '../log.ts';
import { localMinute } from './local-minute.ts';
import { type Notice, noticeOf, type NoticeLanguage } from './notice-text.ts';
import { concerns, isQuiet, isTheirs, type OwnIds } from './whose-call.ts';

/** Shows something outside the window; returns what takes it away again. */
export type ShowNotice = (notice: Notice, onClick: () => void) => () => void;

export interface AlertPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly rulesOf: (id: AccountId) => AlertRules;
  /** The person at this desk in an account. */
  readonly ownIds: (id: AccountId) => OwnIds;
  readonly liveCalls: () => readonly LiveCall[];
  readonly history: (number: string) => Promise<CallerHistory>;
  readonly show: ShowNotice;
  readonly onClick: (call: LiveCall) => void;
  readonly onChange: (alerts: readonly CallAlert[]) => void;
  readonly language: () => NoticeLanguage;
  readonly homeCountry: () => string;
}

/** Running calls the agent is told of. */
export interface Alerts {
  /** A running call began, changed or ended (`after` null). */
  changed(change: { readonly before: LiveCall | null; readonly after: LiveCall | null }): void;
  /** The newest first. */
  list(): readonly CallAlert[];
  find(call: LiveCallRef): CallAlert | undefined;
  dismiss(call: LiveCallRef): void;
  /** The account is gone, with its calls. */
  forget(id: AccountId): void;
  stop(): void;
}

/** A card of a call that is over stays for so long. */
const afterwardsMs = 2 * 60_000;
const mostAlerts = 20;
/** A notification that comes later than this says too little too late: it goes without what is known of the caller. */
const historyMs = 250;

interface Raised {
  alert: CallAlert;
  /** Takes the notification away; null when there is none. */
  unshow: (() => void) | null;
  dismissed: boolean;
}

const keyOf = ({ accountId, id }: LiveCallRef): string => `${accountId}/${id}`;

export function createAlerts(ports: AlertPorts): Alerts {
  const { clock, log } = ports;
  const raised = new Map<string, Raised>();
  const stopping = new AbortController();

  const list = (): readonly CallAlert[] =>
    [...raised.values()]
      .filter(({ dismissed }) => !dismissed)
      .map(({ alert }) => alert)
      .sort((a, b) => b.since - a.since);
  const tell = (): void => ports.onChange(list());

  const talks = (): boolean =>
    ports
      .liveCalls()
      .some(
        (call) =>
          call.state !== 'ringing' && isTheirs({ ...call, ringing: [] }, ports.ownIds(call.accountId)),
      );

  const mayNotify = (call: LiveCall): boolean => {
    const rules = ports.rulesOf(call.accountId);
    if (call.state !== 'ringing' || isQuiet(rules, localMinute(clock.now()))) return false;
    return rules.duringOwnCalls || !talks();
  };

  /** What is known of the caller, if it is known in time. */
  const historyInTime = async ({ remote: { number } }: LiveCall): Promise<CallerHistory | null> => {
    if (number === null) return null;
    const late = new AbortController();
    const known = ports.history(number).catch((error: unknown) => {
      log.warn('alerts.no-history', { code: toFailure(error).code });
      return null;
    });
    const tooLate = clock.sleep(historyMs, AbortSignal.any([late.signal, stopping.signal])).then(
      () => null,
      () => null, // it was known in time, or the app quits
    );
    const first = await Promise.race([known, tooLate]);
    late.abort();
    return first;
  };

  const notify = async (key: string, call: LiveCall): Promise<void> => {
    const history = await historyInTime(call);
    const still = raised.get(key);
    if (stopping.signal.aborted || still === undefined || still.dismissed) return;
    if (still.alert.call.state !== 'ringing' || still.alert.overAt !== null) return;
    const texts = { language: ports.language(), homeCountry: ports.homeCountry() };
    still.unshow = ports.show(noticeOf(call, history, texts), () => ports.onClick(still.alert.call));
  };

  const unshow = (one: Raised): void => {
    one.unshow?.();
    one.unshow = null;
  };
  const drop = (key: string): void => {
    const one = raised.get(key);
    if (one === undefined) return;
    unshow(one);
    raised.delete(key);
  };

  const begin = (key: string, call: LiveCall): void => {
    const oldest = [...raised.keys()].slice(0, Math.max(0, raised.size + 1 - mostAlerts));
    for (const each of oldest) drop(each);
    raised.set(key, { alert: { call, since: clock.now(), overAt: null }, unshow: null, dismissed: false });
    if (mayNotify(call)) void notify(key, call);
    tell();
  };

  const end = (key: string, one: Raised): void => {
    unshow(one);
    one.alert = { ...one.alert, overAt: clock.now() };
    tell();
    void clock.sleep(afterwardsMs, stopping.signal).then(
      () => {
        if (raised.get(key) !== one) return;
        drop(key);
        tell();
      },
      () => undefined, // the app quits
    );
  };

  return {
    changed({ after, before }) {
      const call = after ?? before;
      if (call === null) return;
      const key = keyOf(call);
      const known = raised.get(key);
      if (after === null) {
        if (known !== undefined && known.alert.overAt === null) end(key, known);
        return;
      }
      if (known !== undefined) {
        if (known.alert.overAt !== null) return; // nothing rises again
        const taken = known.alert.call.state === 'ringing' && after.state !== 'ringing';
        if (taken) unshow(known);
        known.alert = { ...known.alert, call: after };
        if (!known.dismissed) tell();
        return;
      }
      if (concerns(after, ports.rulesOf(after.accountId), () => ports.ownIds(after.accountId)))
        begin(key, after);
    },
    list,
    find: (call) => raised.get(keyOf(call))?.alert,
    dismiss(call) {
      const one = raised.get(keyOf(call));
      if (one === undefined || one.dismissed) return;
      unshow(one);
      // Kept while it runs, or its next change would raise it anew.
      one.dismissed = true;
      tell();
    },
    forget(id) {
      const theirs = [...raised].filter(([, { alert }]) => alert.call.accountId === id);
      for (const [key] of theirs) drop(key);
      if (theirs.length > 0) tell();
    },
    stop() {
      stopping.abort();
      for (const one of raised.values()) unshow(one);
    },
  };
}
