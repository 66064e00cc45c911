import type { AccountId } from '../../domain/account.ts';
import type { Handlers } from '../../domain/contract.ts';
import {
  type AlertSettings,
  defaultAlertRules,
  type LiveCallRef,
  type PresenceChoices,
} from '../../domain/live.ts';
import type { LiveCall } from '../../domain/switchboard.ts';
import type { AccountRecord, AccountRegister } from '../accounts/account-register.ts';
import { tellsOnlyWho } from '../accounts/company.ts';
import type { Connection } from '../accounts/connections.ts';
import type { CallStore } from '../calls/call-store.ts';
import { DeskError } from '../failures.ts';
import { pageToOpen } from '../page-to-open.ts';
import type { Provider } from '../providers/provider.ts';
import type { SwitchboardWatch } from '../switchboard/watch-switchboard.ts';
import type { Alerts } from './alerts.ts';

export interface AlertHandlerPorts {
  readonly alerts: Alerts;
  readonly register: AccountRegister;
  readonly switchboard: Pick<SwitchboardWatch, 'snapshot' | 'refresh'>;
  readonly store: Pick<CallStore, 'callerHistory' | 'detail'>;
  readonly providers: readonly Provider[];
  readonly homeCountry: () => string;
  /** Throws DeskError `not-found` or `not-signed-in`. */
  readonly connectionOf: (id: AccountId) => Connection;
  readonly accountsChanged: () => void;
  /** Rejects with DeskError `unexpected` when the system would not. */
  readonly copyText: (text: string) => Promise<void>;
  readonly openPage: (url: string) => Promise<void>;
  /** Aborts when the app quits. */
  readonly stopping: AbortSignal;
}

type AlertHandlers = Pick<
  Handlers,
  | 'live.copyNumber'
  | 'live.openInProvider'
  | 'alerts.read'
  | 'alerts.dismiss'
  | 'alertSettings.read'
  | 'alertSettings.write'
  | 'callers.history'
  | 'presence.choices'
  | 'presence.set'
  | 'presence.openPage'
>;

/** What the page may ask about running calls, about being told of them, and about its own presence. */
export function createAlertHandlers(ports: AlertHandlerPorts): AlertHandlers {
  const { alerts, register, store, connectionOf, stopping } = ports;

  /** A running call, or one that has just ended and whose card is still there. */
  const liveCall = (ref: LiveCallRef): LiveCall => {
    const running = ports.switchboard
      .snapshot()
      .liveCalls.find(({ accountId, id }) => accountId === ref.accountId && id === ref.id);
    const call = running ?? alerts.find(ref)?.call;
    if (call === undefined) throw new DeskError('not-found', { where: 'call' });
    return call;
  };
  const settingsOf = ({ id, alerts: rules, personId }: AccountRecord): AlertSettings => ({
    accountId: id,
    rules: rules ?? defaultAlertRules,
    personId: personId ?? null,
  });
  const listSettings = (): AlertSettings[] =>
    register
      .list()
      // Calls of an access that only tells who somebody is are told of in their company's accounts.
      .filter((record) => !record.signedOut && !tellsOnlyWho(record))
      .map(settingsOf);

  const open = async (id: AccountId, page: string | null): Promise<void> => {
    const record = register.find(id);
    if (record === undefined) throw new DeskError('not-found', { where: 'account' });
    await ports.openPage(pageToOpen({ provider: record.provider, providerPage: page }, ports.providers));
  };
  const choicesOf = async (id: AccountId): Promise<PresenceChoices> => {
    const { presence, presencePage } = connectionOf(id).session;
    return { choices: (await presence?.choices(stopping)) ?? [], page: presencePage !== null };
  };

  return {
    'live.copyNumber': async (ref) => {
      const { number } = liveCall(ref).remote;
      if (number === null) throw new DeskError('not-found', { where: 'number' });
      await ports.copyText(number);
      return { copied: number };
    },
    'live.openInProvider': async (ref) => {
      const { accountId, callId } = liveCall(ref);
      const stored = callId === null ? null : await store.detail(callId);
      await open(accountId, stored?.call.providerPage ?? connectionOf(accountId).session.presencePage);
      return { done: true };
    },
    'alerts.read': async () => [...alerts.list()],
    'alerts.dismiss': async (ref) => {
      alerts.dismiss(ref);
      return { done: true };
    },
    'alertSettings.read': async () => listSettings(),
    'alertSettings.write': async ({ accountId, rules, personId }) => {
      const record = register.find(accountId);
      if (record === undefined) throw new DeskError('not-found', { where: 'account' });
      const { personId: _before, ...rest } = record;
      register.put({ ...rest, alerts: rules, ...(personId === null ? {} : { personId }) });
      ports.accountsChanged();
      return listSettings();
    },
    'callers.history': async ({ number }) => store.callerHistory(number, ports.homeCountry()),
    'presence.choices': ({ accountId }) => choicesOf(accountId),
    'presence.set': async ({ accountId, choice }) => {
      const { presence } = connectionOf(accountId).session;
      if (presence === null) throw new DeskError('not-found', { where: 'presence' });
      await presence.set(choice, stopping);
      ports.switchboard.refresh(accountId);
      return choicesOf(accountId);
    },
    'presence.openPage': async ({ accountId }) => {
      await open(accountId, connectionOf(accountId).session.presencePage);
      return { done: true };
    },
  };
}
