import type { AccountId } from '../domain/account.ts';
import type { EventName } from '../domain/channels.ts';
import type { EventPayload } from '../domain/contract.ts';
import type { ExportState } from '../domain/export.ts';
import type { CallAlert, LiveStatus, SwitchboardDelta } from '../domain/live.ts';
import type { LiveCall } from '../domain/switchboard.ts';
import type { SyncStatus } from '../domain/sync.ts';

/** Tells the page what has changed, each kind of event with its own growing number. */
export interface Announcements {
  callsChanged(this: void, change: { readonly accountId: AccountId; readonly changed: number }): void;
  accountsChanged(this: void): void;
  /** Also tells that accounts changed when their health did: another failure, or none any more. */
  syncStatus(this: void, status: SyncStatus): void;
  /** The account is gone; its status is told no more. */
  forgetStatus(this: void, id: AccountId): void;
  switchboardChanged(this: void, sequence: number, delta: SwitchboardDelta | null): void;
  settingsChanged(this: void): void;
  signInChanged(this: void): void;
  connectionChanged(this: void): void;
  viewsChanged(this: void): void;
  exportsChanged(this: void, state: ExportState): void;
  liveChanged(this: void, statuses: readonly LiveStatus[]): void;
  alertsChanged(this: void, alerts: readonly CallAlert[]): void;
  followUpsChanged(this: void): void;
  callRequested(this: void, call: LiveCall): void;
}

type Emit = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

export function createAnnouncements(emit: Emit): Announcements {
  const statuses = new Map<AccountId, SyncStatus>();
  const numbers = new Map<EventName, number>();
  const next = (name: EventName): number => {
    const number = (numbers.get(name) ?? 0) + 1;
    numbers.set(name, number);
    return number;
  };
  const accountsChanged = (): void => emit('accounts.changed', { sequence: next('accounts.changed') });
  const tellStatuses = (): void =>
    emit('sync.changed', { sequence: next('sync.changed'), statuses: [...statuses.values()] });

  return {
    callsChanged: ({ accountId, changed }) =>
      emit('calls.changed', { sequence: next('calls.changed'), accountId, changed }),
    accountsChanged,
    syncStatus(status) {
      const before = statuses.get(status.accountId);
      statuses.set(status.accountId, status);
      tellStatuses();
      if (before?.failure?.code !== status.failure?.code) accountsChanged();
    },
    forgetStatus(id) {
      if (statuses.delete(id)) tellStatuses();
    },
    switchboardChanged: (sequence, delta) => emit('switchboard.changed', { sequence, delta }),
    signInChanged: () => emit('signIn.changed', { sequence: next('signIn.changed') }),
    connectionChanged: () => emit('connection.changed', { sequence: next('connection.changed') }),
    viewsChanged: () => emit('views.changed', { sequence: next('views.changed') }),
    exportsChanged: (state) => emit('exports.changed', { sequence: next('exports.changed'), state }),
    liveChanged: (all) => emit('live.changed', { sequence: next('live.changed'), statuses: [...all] }),
    alertsChanged: (alerts) =>
      emit('alerts.changed', { sequence: next('alerts.changed'), alerts: [...alerts] }),
    followUpsChanged: () => emit('followUps.changed', { sequence: next('followUps.changed') }),
    callRequested: ({ accountId, id, callId }) =>
      emit('call.requested', { sequence: next('call.requested'), call: { accountId, id }, callId }),
    settingsChanged: () => emit('settings.changed', { sequence: next('settings.changed') }),
  };
}
