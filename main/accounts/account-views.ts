import type { Account } from '../../domain/account.ts';
import type { CallStore } from '../calls/call-store.ts';
import type { SwitchboardWatch } from '../switchboard/watch-switchboard.ts';
import type { AccountRecord, AccountRegister } from './account-register.ts';
import { viewAccount } from './account-view.ts';
import type { Connections } from './connections.ts';

/** Accounts as the page may see them, with what is known of them now. */
export interface AccountViews {
  view(this: void, record: AccountRecord): Promise<Account>;
  viewAll(this: void): Promise<Account[]>;
}

export function createAccountViews(parts: {
  readonly register: AccountRegister;
  readonly connections: Connections;
  readonly store: Pick<CallStore, 'checkpoint'>;
  readonly switchboard: SwitchboardWatch;
}): AccountViews {
  const { register, connections, store, switchboard } = parts;
  const view = async (record: AccountRecord): Promise<Account> =>
    viewAccount(record, {
      connection: connections.find(record.id),
      // Health must be readable while the calls database is not: that is when people look at it.
      checkpoint: await store.checkpoint(record.id).catch(() => null),
      part: switchboard.part(record.id),
    });
  return { view, viewAll: () => Promise.all(register.list().map(view)) };
}
