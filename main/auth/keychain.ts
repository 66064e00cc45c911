import { randomBytes } from 'node:crypto';
import type { SecretsReading } from '../../domain/sign-in.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import { createTurns } from '../in-turn.ts';

/** Entries of the OS keychain under our service. Every call throws DeskError `secrets-unavailable` when it cannot be answered. */
export interface Keychain {
  /** Null when there is no such entry. */
  get(account: string): Promise<string | null>;
  set(account: string, secret: string): Promise<void>;
  /** Resolves whether the entry was there or not. */
  delete(account: string): Promise<void>;
  /** Names of all our entries. */
  list(): Promise<string[]>;
}

/** Whether tokens can be kept now, and where. */
export type KeychainReading =
  | { readonly kept: 'keychain'; readonly keychain: Keychain }
  | { readonly kept: 'memory'; readonly reason: NonNullable<SecretsReading['reason']> };

/** What we use of keytar. */
export interface NativeKeychain {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, secret: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
  findCredentials(service: string): Promise<readonly { readonly account: string }[]>;
}

export interface KeychainOptions {
  /** `app.switchdeck` or `dev.switchdeck`: neither may be a prefix of another, Windows lists entries by prefix. */
  readonly service: string;
  readonly clock: Clock;
  /** A locked keyring waits for ever on Linux; 10 s unless given. */
  readonly timeoutMs?: number;
  readonly load?: () => Promise<NativeKeychain>;
}

/**
 * Imported on first use: keytar's loader throws where libsecret is missing, and that must not keep the app from
 * starting. Being CommonJS, its functions are on `default` or on the module itself, depending on who bundles.
 */
async function loadKeytar(): Promise<NativeKeychain> {
  const module: NativeKeychain & { readonly default?: NativeKeychain } = await import('keytar');
  return module.default ?? module;
}

export interface KeychainOpener {
  /**
   * Opens the keychain and proves it by writing, reading and removing a random value; called again, proves it anew
   * (before each sign-in). Never throws, asks nothing while an earlier call hangs, and callers at the same time share
   * one proof.
   */
  open(this: void): Promise<KeychainReading>;
  /**
   * A native call is out that has not been answered, and may never be: it holds a thread of this process, and an
   * orderly end would wait for that thread for ever.
   */
  holdsThread(this: void): boolean;
}

export function createKeychainOpener(options: KeychainOptions): KeychainOpener {
  let native: NativeKeychain | null = null;
  let keychain: Keychain | null = null;
  const line = singleLine(options.clock, options.timeoutMs ?? 10_000);
  const open = async (): Promise<KeychainReading> => {
    try {
      native ??= await (options.load ?? loadKeytar)();
    } catch {
      return { kept: 'memory', reason: 'not-installed' }; // keytar hides why its binary did not load
    }
    keychain ??= overNative(native, options.service, line);
    try {
      await prove(keychain);
      return { kept: 'keychain', keychain };
    } catch (error) {
      return { kept: 'memory', reason: reasonOf(error, line.hangs()) };
    }
  };
  let opening: Promise<KeychainReading> | null = null;
  return {
    open: () =>
      (opening ??= open().finally(() => {
        opening = null;
      })),
    holdsThread: () => line.isOut(),
  };
}

async function prove(keychain: Keychain): Promise<void> {
  const account = 'probe'; // one name: what an interrupted probe left behind, the next one removes
  const value = randomBytes(12).toString('hex');
  await keychain.set(account, value);
  const read = await keychain.get(account);
  await keychain.delete(account);
  if (read !== value) throw new DeskError('secrets-unavailable', { where: 'keychain read-back' });
}

function overNative(native: NativeKeychain, service: string, line: SingleLine): Keychain {
  return {
    get: (account) => line.run(() => native.getPassword(service, account)),
    set: (account, secret) => line.run(() => native.setPassword(service, account, secret)),
    delete: async (account) => {
      await line.run(() => native.deletePassword(service, account));
    },
    list: async () => (await line.run(() => native.findCredentials(service))).map((entry) => entry.account),
  };
}

interface SingleLine {
  /** Runs calls one after another. Throws `secrets-unavailable` for one that fails or does not answer in time. */
  run<T>(call: () => Promise<T>): Promise<T>;
  /** True while a call that timed out has still not answered. */
  hangs(): boolean;
  /** True while any call has not answered. */
  isOut(): boolean;
}

/**
 * A native call that hangs holds one of libuv's four threads, and nothing can take it back. So at most one call is
 * out at a time, and while one hangs every other is refused at once; the latch lifts if the hung call ever answers
 * (the user typed the keyring's password after all).
 */
function singleLine(clock: Clock, timeoutMs: number): SingleLine {
  const inTurn = createTurns();
  let hanging = false;
  let out = false;

  const inTime = async <T>(call: () => Promise<T>): Promise<T> => {
    if (hanging) throw new DeskError('secrets-unavailable', { where: 'keychain silent' });
    const cancel = new AbortController();
    out = true;
    const answer = Promise.resolve().then(call); // keytar throws at once for empty arguments
    const settled = (): void => {
      out = false;
      hanging = false;
      cancel.abort();
    };
    answer.then(settled, settled);
    const silence = clock.sleep(timeoutMs, cancel.signal).then((): never => {
      hanging = true;
      throw new DeskError('secrets-unavailable', { where: 'keychain silent' });
    });
    silence.catch(() => undefined); // when the answer won, nobody is left to see that the sleep was cancelled
    try {
      return await Promise.race([answer, silence]);
    } catch (error) {
      if (error instanceof DeskError) throw error;
      throw new DeskError('secrets-unavailable', { where: 'keychain', cause: error });
    }
  };

  return {
    hangs: () => hanging,
    isOut: () => out,
    run: (call) => inTurn(() => inTime(call)),
  };
}

/**
 * Why the probe failed, in the three words the page has. libsecret gives no code, only a message, so the one case
 * with another cure (no keyring program at all) is told by the bus name that D-Bus puts into it untranslated.
 */
function reasonOf(error: unknown, hangs: boolean): NonNullable<SecretsReading['reason']> {
  if (hangs) return 'locked-or-silent';
  const cause = error instanceof DeskError ? error.cause : error;
  const text = cause instanceof Error ? cause.message : '';
  return /org\.freedesktop\.secrets\b|autolaunch|dbus-launch/.test(text) ? 'not-installed' : 'refused';
}
