import { z } from 'zod';
import {
  AccountColour,
  accountColours,
  AccountId,
  AccountLabel,
  ActingAs,
  AgentIdentity,
  Capabilities,
  EventsState,
  Pbx,
  ProviderId,
  SignInWay,
} from '../../domain/account.ts';
import { keepEverything, Retention } from '../../domain/keeping.ts';
import { AlertRules } from '../../domain/live.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { Log } from '../log.ts';
import type { KeptFile } from '../settings/kept-file.ts';

/** What is remembered of an account between runs. No secret is among it: tokens are in the keychain, under `id`. */
export const AccountRecord = z.strictObject({
  id: AccountId,
  provider: ProviderId,
  label: AccountLabel,
  colour: AccountColour,
  way: SignInWay,
  signedInAs: z.string().max(200),
  createdAt: z.number().int(),
  capabilities: Capabilities,
  pbx: z.array(Pbx),
  /** The provider's note of which API to use; see `ProvenAccess`. */
  surface: z.string().max(100).nullable(),
  /** The user signed out and kept the calls. */
  signedOut: z.boolean(),
  /** Whether a keychain entry was ever written and not yet removed for certain. */
  inKeychain: z.boolean(),
  agent: AgentIdentity.nullable().default(null),
  actingAs: ActingAs.nullable().default(null),
  /** As last seen; asked again when the account connects. */
  events: EventsState.nullable().default(null),
  /** See `ProvenAccess.companyMarks`; absent in what earlier versions wrote, and where none are needed. */
  companyMarks: z.array(z.string().max(100)).max(100).optional(),
  /** The user paused the reading of its past; absent in what earlier versions wrote. */
  historyPaused: z.boolean().optional(),
  /** Origin of the relay it signed in through; null for ways without one. */
  relay: z.string().max(300).nullable().default(null),
  /** How long its calls are kept on this computer. */
  retention: Retention.default(keepEverything),
  /** Which calls the agent is told of; absent until they chose. */
  alerts: AlertRules.optional(),
  /** Who the person at this desk is on its switchboard, where they said so themselves. */
  personId: z.string().max(200).optional(),
});
export type AccountRecord = z.infer<typeof AccountRecord>;

/** The accounts of this machine's user, in the order they were added. */
export interface AccountRegister {
  list(): readonly AccountRecord[];
  find(id: AccountId): AccountRecord | undefined;
  /** Adds a record or replaces the one of the same id. Throws DeskError `cache-unavailable` when the disk refuses. */
  put(record: AccountRecord): void;
  /** Throws DeskError `cache-unavailable` when the disk refuses. */
  remove(id: AccountId): void;
  /** The colour fewest accounts have. */
  freeColour(): AccountColour;
  /** Name of the file that could not be read (in this run); null when all was well. */
  readonly keptAside: string | null;
  /** False when not every account could be read: then an account that is not here may exist all the same. */
  readonly whole: boolean;
}

/**
 * Reads the accounts. Never fails: a file or record that cannot be read is kept aside under a dated name and the
 * readable records still count.
 */
export function createAccountRegister(ports: { file: KeptFile; clock: Clock; log: Log }): AccountRegister {
  const { file, clock, log } = ports;
  const read = readRecords(file);
  let records = read.records;
  let keptAside: string | null = null;

  const write = (next: readonly AccountRecord[]): void => {
    try {
      file.write({ version: 1, accounts: z.array(AccountRecord).parse(next) });
    } catch (error) {
      throw new DeskError('cache-unavailable', { where: 'accounts', cause: error });
    }
    records = next;
  };

  if (!read.whole) {
    log.warn('accounts.wrong', { readable: records.length });
    try {
      keptAside = file.setAside(clock.now());
      write(records);
    } catch (error) {
      // A folder we may not write to: what could be read still works.
      log.error('accounts.not-kept', { kind: error instanceof Error ? error.name : 'unknown' });
    }
  }

  return {
    list: () => records,
    find: (id) => records.find((record) => record.id === id),
    put: (record) =>
      write(
        records.some((other) => other.id === record.id)
          ? records.map((other) => (other.id === record.id ? record : other))
          : [...records, record],
      ),
    remove: (id) => write(records.filter((record) => record.id !== id)),
    freeColour() {
      const uses = (colour: AccountColour): number =>
        records.filter((record) => record.colour === colour).length;
      return accountColours.reduce((best, colour) => (uses(colour) < uses(best) ? colour : best));
    },
    keptAside,
    whole: read.whole,
  };
}

function readRecords(file: KeptFile): { records: readonly AccountRecord[]; whole: boolean } {
  try {
    const content = file.read();
    if (content === undefined) return { records: [], whole: true };
    const { accounts } = z.object({ version: z.literal(1), accounts: z.array(z.unknown()) }).parse(content);
    const parsed = accounts.map((account) => AccountRecord.safeParse(account));
    return {
      records: parsed.flatMap((one) => (one.success ? [one.data] : [])),
      whole: parsed.every((one) => one.success),
    };
  } catch {
    return { records: [], whole: false }; // not JSON, or nothing like a list of accounts
  }
}
