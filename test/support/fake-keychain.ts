import type { Keychain, KeychainReading } from '../../main/auth/keychain.ts';
import { DeskError } from '../../main/failures.ts';

/** A keychain in memory that refuses entries Windows would refuse, and everything once it is told to. */
export interface FakeKeychain extends Keychain {
  readonly entries: Map<string, string>;
  /** Entry names in the order they were written. */
  readonly written: string[];
  /** Called before each operation; throw to make it fail. */
  interfere: (operation: 'get' | 'set' | 'delete' | 'list', account: string) => void;
}

/** Bytes of the largest entry that Windows takes. */
const windowsLimit = 2560;

export function createFakeKeychain(): FakeKeychain {
  const entries = new Map<string, string>();
  const written: string[] = [];
  const keychain: FakeKeychain = {
    entries,
    written,
    interfere: () => undefined,
    async get(account) {
      keychain.interfere('get', account);
      return entries.get(account) ?? null;
    },
    async set(account, secret) {
      keychain.interfere('set', account);
      if (Buffer.byteLength(secret) > windowsLimit)
        throw new DeskError('secrets-unavailable', { where: 'entry too long' });
      entries.set(account, secret);
      written.push(account);
    },
    async delete(account) {
      keychain.interfere('delete', account);
      entries.delete(account);
    },
    async list() {
      keychain.interfere('list', '');
      return [...entries.keys()];
    },
  };
  return keychain;
}

/** What `openKeychain` of a desk or vault gives back for a keychain that works. */
export const opens =
  (keychain: Keychain): (() => Promise<KeychainReading>) =>
  async () => ({ kept: 'keychain', keychain });

/** A machine without any keychain. */
export const noKeychain = async (): Promise<KeychainReading> => ({ kept: 'memory', reason: 'not-installed' });
