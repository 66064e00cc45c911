import { z } from 'zod';
import { AccountId, SignInWay } from '../../domain/account.ts';
import type { SecretsReading } from '../../domain/sign-in.ts';
import { RelaySession } from '../../domain/relay.ts';
import { DeskError } from '../failures.ts';
import { createTurns } from '../in-turn.ts';
import type { Log } from '../log.ts';
import type { Credential } from '../providers/provider.ts';
import { accountOfEntry, readEntry, removeEntry, toAsciiJson, writeEntry } from './chunked-entry.ts';
import type { Keychain, KeychainReading } from './keychain.ts';

/** Where a credential now lies: `memory` is gone when the app quits. */
export type Kept = 'keychain' | 'memory';

/** Unreadable is not absent: the entry may be fine tomorrow (an unlocked keyring), so it is left where it is. */
export type VaultReading =
  | { readonly found: 'credential'; readonly credential: Credential; readonly kept: Kept }
  | { readonly found: 'absent' }
  | { readonly found: 'unreadable' };

/** Credentials of accounts: in the OS keychain, else in memory only, never anywhere else. */
export interface CredentialVault {
  /**
   * Proves the keychain anew, so that a user is told before typing anything whether tokens can be kept. One that has
   * become usable takes over what memory alone held.
   */
  prove(): Promise<SecretsReading>;
  /** What the last proof showed; proves when there was none yet. */
  reading(): Promise<SecretsReading>;
  read(account: AccountId): Promise<VaultReading>;
  /** Keeps a credential, in memory when the keychain will not take it. Never throws. */
  keep(account: AccountId, credential: Credential): Promise<Kept>;
  /**
   * Removes it and makes sure nothing of it is left. Throws DeskError `secrets-unavailable` when that cannot be
   * made sure of; memory is cleared all the same.
   */
  remove(account: AccountId): Promise<void>;
  /**
   * Removes from the keychain what is kept of accounts for which `isLeft` holds. Throws DeskError
   * `secrets-unavailable` when that cannot be made sure of.
   */
  removeLeft(isLeft: (account: AccountId) => boolean): Promise<void>;
}

const StoredCredential = z.strictObject({
  way: SignInWay,
  grant: z.string(),
  obtainedAt: z.number(),
  expiresAt: z.number().nullable(),
  renewableUntil: z.number().nullable(),
  eventToken: z.string().optional(),
  relaySession: RelaySession.optional(),
});

export interface VaultPorts {
  /** Asked once, and again by `prove`. */
  readonly open: () => Promise<KeychainReading>;
  readonly log: Log;
  /** Called before anything of an account is written to the keychain; when it throws, nothing is. */
  readonly beforeWrite?: (account: AccountId) => void;
}

export function createCredentialVault({ open, log, beforeWrite }: VaultPorts): CredentialVault {
  const memory = new Map<AccountId, Credential>();
  let opened: Promise<KeychainReading> | null = null;
  /** Reading and writing one account takes several keychain calls that must not mix with one another. */
  const inTurn = createTurns();

  const current = (): Promise<KeychainReading> => (opened ??= open());
  const keychain = async (): Promise<Keychain> => {
    const reading = await current();
    if (reading.kept === 'memory') throw new DeskError('secrets-unavailable', { where: reading.reason });
    return reading.keychain;
  };
  const told = (reading: KeychainReading): SecretsReading => ({
    kept: reading.kept,
    reason: reading.kept === 'memory' ? reading.reason : null,
  });
  const failed = (event: string, account: AccountId, error: unknown): void =>
    log.warn(event, { account, where: error instanceof DeskError ? (error.where ?? null) : null });

  const keepIn = async (chain: Keychain, account: AccountId, credential: Credential): Promise<void> => {
    beforeWrite?.(account);
    await writeEntry(chain, account, toAsciiJson(credential));
    memory.delete(account);
  };

  return {
    prove: () =>
      inTurn(async () => {
        opened = open();
        const reading = await opened;
        if (reading.kept === 'keychain') {
          for (const [account, credential] of [...memory]) {
            await keepIn(reading.keychain, account, credential).catch((error: unknown) =>
              failed('vault.memory-only', account, error),
            );
          }
        }
        return told(reading);
      }),
    reading: async () => told(await current()),
    read: (account) =>
      inTurn(async () => {
        const remembered = memory.get(account);
        if (remembered !== undefined) return { found: 'credential', credential: remembered, kept: 'memory' };
        try {
          const text = await readEntry(await keychain(), account);
          if (text === null) return { found: 'absent' };
          const credential = parseCredential(text);
          if (credential !== null) return { found: 'credential', credential, kept: 'keychain' };
          log.warn('vault.unreadable', { account, where: 'credential' });
        } catch (error) {
          failed('vault.unreadable', account, error);
        }
        return { found: 'unreadable' };
      }),
    keep: (account, credential) =>
      inTurn(async () => {
        try {
          await keepIn(await keychain(), account, credential);
          return 'keychain';
        } catch (error) {
          failed('vault.memory-only', account, error);
          memory.set(account, credential);
          return 'memory';
        }
      }),
    remove: (account) =>
      inTurn(async () => {
        memory.delete(account);
        await removeEntry(await keychain(), account);
      }),
    removeLeft: (isLeft) =>
      inTurn(async () => {
        const chain = await keychain();
        const kept = (await chain.list()).map((entry) => AccountId.safeParse(accountOfEntry(entry)).data);
        for (const account of new Set(kept)) {
          if (account !== undefined && isLeft(account)) await removeEntry(chain, account);
        }
      }),
  };
}

/** Null when the text is not one of ours. Says nothing more: what it holds is secret. */
function parseCredential(text: string): Credential | null {
  try {
    const { eventToken, relaySession, ...credential } = StoredCredential.parse(JSON.parse(text));
    return {
      ...credential,
      ...(eventToken === undefined ? {} : { eventToken }),
      ...(relaySession === undefined ? {} : { relaySession }),
    };
  } catch {
    return null;
  }
}
