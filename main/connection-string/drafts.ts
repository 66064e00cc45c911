import type { Handlers } from '../../domain/contract.ts';
import type { SignInPorts } from '../accounts/sign-in.ts';
import type { Announcements } from '../announcements.ts';
import { DeskError } from '../failures.ts';
import type { Endpoints } from '../providers/endpoints.ts';
import type { SignInGrant } from '../providers/provider.ts';
import type { AttemptPlan, Attempts } from '../sign-in/attempts.ts';
import type { Account } from '../../domain/account.ts';
import type { AccountRecord } from '../accounts/account-register.ts';

export interface DraftPorts extends SignInPorts {
  readonly attempts: Pick<Attempts, 'begin' | 'cancel' | 'current'>;
  readonly endpoints: Pick<Endpoints, 'relay'>;
  readonly announce: Announcements;
  /** The account as the page may see it. */
  readonly view: (record: AccountRecord) => Promise<Account>;
  /** Aborts when the app quits. */
  readonly stopping: AbortSignal;
}

/** Connection strings that wait to be kept. One at a time; the string and what a dry run proved stay in main. */
export interface Drafts {
  readonly handlers: Pick<
    Handlers,
    'connection.open' | 'connection.pending' | 'connection.try' | 'connection.keep' | 'connection.discard'
  >;
  /** Reads a file that the command line named and shows it as a draft. Never throws: what is wrong shows in the draft. */
  openFile(path: string): Promise<void>;
  /** What the browser brought for the dry run of `plan.draftId`. Throws DeskError. */
  finish(plan: AttemptPlan, grant: SignInGrant, signal: AbortSignal): Promise<null>;
}

export function createDrafts(ports: DraftPorts): Drafts {
  const refuse = (): Promise<never> => Promise.reject(new DeskError('not-found', { where: 'draft' }));
  return {
    handlers: {
      'connection.open': refuse,
      'connection.pending': async () => null,
      'connection.try': refuse,
      'connection.keep': refuse,
      'connection.discard': async () => ({ done: true }),
    },
    openFile: async () => ports.announce.connectionChanged(),
    finish: refuse,
  };
}
