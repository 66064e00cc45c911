import type { Handlers } from '../../domain/contract.ts';
import type { Account } from '../../domain/account.ts';
import type { AccountRecord } from '../accounts/account-register.ts';
import type { SignInPorts } from '../accounts/sign-in.ts';
import type { Announcements } from '../announcements.ts';
import { DeskError } from '../failures.ts';
import type { KeptFile } from '../settings/kept-file.ts';
import type { WritableCalls } from '../calls/call-store.ts';

export interface ActingPorts extends SignInPorts {
  /** `openKeptFile(profile, 'audit', openStore)`. */
  readonly auditFile: KeptFile;
  readonly store: Pick<WritableCalls, 'forget'>;
  readonly announce: Announcements;
  readonly view: (record: AccountRecord) => Promise<Account>;
  readonly viewAll: () => Promise<Account[]>;
  readonly stopping: AbortSignal;
}

/** Acting as another user by token exchange (voipex.md 2.4). */
export interface Acting {
  readonly handlers: Pick<Handlers, 'accounts.impersonate' | 'accounts.stopImpersonating' | 'accounts.audit'>;
  /** Removes what an earlier run left of acting accounts: record and calls. Called before anything connects. */
  clear(): Promise<void>;
}

export function createActing(ports: ActingPorts): Acting {
  const refuse = (): Promise<never> =>
    Promise.reject(new DeskError('provider-refused', { where: 'impersonation' }));
  return {
    handlers: {
      'accounts.impersonate': refuse,
      'accounts.stopImpersonating': () => ports.viewAll(),
      'accounts.audit': async () => [],
    },
    clear: async () => undefined,
  };
}
