import type { AccountId } from '../../domain/account.ts';
import type { LiveStatus } from '../../domain/live.ts';
import type { FollowedAccount } from './follow-account.ts';

/** How every connected account hears of what happens now. */
export interface Live {
  statuses(): LiveStatus[];
  /** Undefined for an account that is not connected. */
  statusOf(id: AccountId): LiveStatus | undefined;
  /** The network changed, or the machine woke: what there is of connections is tried anew at once. */
  woke(): void;
  /** From now on the account is followed so; takes the place of what there was. */
  put(id: AccountId, account: Pick<FollowedAccount, 'status' | 'woke'>): void;
  remove(id: AccountId): void;
  /** A status has changed. */
  changed(): void;
}

/** @param onStatuses told of every change, with all of them */
export function createLive(onStatuses: (statuses: readonly LiveStatus[]) => void): Live {
  const accounts = new Map<AccountId, Pick<FollowedAccount, 'status' | 'woke'>>();
  const statuses = (): LiveStatus[] => [...accounts.values()].map((account) => account.status());
  const changed = (): void => onStatuses(statuses());
  return {
    statuses,
    statusOf: (id) => accounts.get(id)?.status(),
    woke() {
      for (const account of accounts.values()) account.woke();
    },
    put(id, account) {
      accounts.set(id, account);
      changed();
    },
    remove(id) {
      if (accounts.delete(id)) changed();
    },
    changed,
  };
}
