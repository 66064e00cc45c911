import type { AccountId } from '../../domain/account.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { Http } from '../http.ts';
import type { Log } from '../log.ts';
import type { Authority, Credential, Provider } from '../providers/provider.ts';
import type { CredentialVault, Kept } from './credential-vault.ts';
import { createLifetime } from './lifetime.ts';

/**
 * - `loading`: the keychain has not answered yet. - `signed-in` / `memory-only`: there is a credential.
 * - `needs-sign-in`: there is none, it cannot be read, or the provider will not renew it.
 */
export type AuthorityState = 'loading' | 'signed-in' | 'memory-only' | 'needs-sign-in';

/** The one place that holds an account's credential while the app runs. */
export interface AccountAuthority extends Authority {
  state(): AuthorityState;
  /** The credential in use; null when there is none. For keeping it, never for showing it. */
  credential(): Credential | null;
  /** Reads the credential from the vault; again after `needs-sign-in`, for what was unreadable may have become readable. */
  load(): Promise<void>;
  /** Keeps and from now on uses a credential that came by itself: a pushed renewal, one with more written on it. */
  accept(credential: Credential): Promise<void>;
  /** The provider said that this access is over. */
  end(): void;
  /** Lets a renewal in flight be kept, for five seconds at most. Calls made meanwhile or later throw `not-signed-in`. */
  close(): Promise<void>;
}

export interface AuthorityOptions {
  readonly accountId: AccountId;
  readonly provider: Pick<Provider, 'authorization' | 'renew'>;
  readonly http: Http;
  readonly clock: Clock;
  readonly vault: Pick<CredentialVault, 'read' | 'keep'>;
  readonly log: Log;
  /** Called on every change of `state` and after every renewal. */
  readonly onChange?: () => void;
  /** Ms that only grow, whatever happens to the wall clock. */
  readonly monotonic?: () => number;
}

/** A value that replaced a refused one and is refused this soon itself: the access is no longer good. */
const freshMs = 10_000;
/** A renewal that could have waited is not tried again sooner, so that requests do not hang on a silent sign-in host. */
const pauseMs = 30_000;
const closingMs = 5_000;

/**
 * Serves one account's Authorization value, renewing it before it expires and when it is refused, once for all who
 * wait. A renewal is stored before it is used: the provider may have made the old one worthless.
 */
export function createAuthority(options: AuthorityOptions): AccountAuthority {
  const { accountId, provider, vault, log } = options;
  const onChange = options.onChange ?? ((): void => undefined);
  const closing = new AbortController();
  const lifetime = createLifetime(options.clock, options.monotonic ?? ((): number => performance.now()));
  let held: Credential | null = null;
  let state: AuthorityState = 'loading';
  let loading: Promise<void> | null = null;
  let renewing: Promise<string> | null = null;
  /** The value that replaced a refused one. */
  let replacement: string | null = null;
  let pausedUntil = 0;
  let closed = false;

  const become = (next: AuthorityState): void => {
    if (state === next) return;
    state = next;
    onChange();
  };
  const hold = (credential: Credential, where: Kept): void => {
    held = credential;
    lifetime.begin(credential);
    become(where === 'memory' ? 'memory-only' : 'signed-in');
  };
  const lose = (why: string): DeskError => {
    log.warn('authority.needs-sign-in', { account: accountId, why });
    become('needs-sign-in');
    return new DeskError('not-signed-in');
  };

  const load = (): Promise<void> =>
    (loading = vault.read(accountId).then((reading) => {
      if (reading.found === 'credential') hold(reading.credential, reading.kept);
      else lose(reading.found);
    }));

  /** The credential, or throws: there is none, or it was found to be no good. */
  const usable = async (): Promise<Credential> => {
    await (loading ?? load());
    if (held === null || state === 'needs-sign-in' || closed) throw new DeskError('not-signed-in');
    return held;
  };

  const renew = async (old: Credential): Promise<string> => {
    let next: Credential;
    try {
      next = await provider.renew(old, { http: options.http, clock: options.clock }, closing.signal);
    } catch (error) {
      closing.signal.throwIfAborted();
      // Anything but a clear no (no network, 5xx, too many requests) leaves the account signed in.
      if (error instanceof DeskError && error.code === 'not-signed-in') throw lose('renewal refused');
      throw error;
    }
    const where = await vault.keep(accountId, next);
    hold(next, where);
    log.info('authority.renewed', { account: accountId, kept: where });
    onChange();
    return provider.authorization(next);
  };
  const renewOnce = (old: Credential): Promise<string> => {
    renewing ??= renew(old).finally(() => {
      renewing = null;
    });
    return renewing;
  };

  return {
    state: () => state,
    credential: () => held,
    load,
    async accept(credential) {
      if (closed) return;
      hold(credential, await vault.keep(accountId, credential));
      onChange();
    },
    end() {
      lose('ended by the provider');
    },
    async close() {
      closed = true;
      if (renewing === null) return;
      const enough = new AbortController();
      const ended = renewing.then(
        () => enough.abort(),
        () => enough.abort(),
      );
      await Promise.race([ended, options.clock.sleep(closingMs, enough.signal).catch(() => undefined)]);
      closing.abort(new DeskError('not-signed-in'));
    },
    async authorization(signal) {
      const credential = await abortable(usable(), signal);
      const due = credential.renewableUntil !== null && lifetime.isDue(credential);
      const over = due && lifetime.isOver(credential);
      const mayWait = due && !over && options.clock.now() < pausedUntil;
      if (renewing === null && (!due || mayWait)) return provider.authorization(credential);
      try {
        return await abortable(renewOnce(credential), signal);
      } catch (error) {
        const refused = error instanceof DeskError && error.code === 'not-signed-in';
        if (refused || over || signal?.aborted === true) throw error;
        // What we have still works while the provider's sign-in host does not answer.
        pausedUntil = options.clock.now() + pauseMs;
        return provider.authorization(credential);
      }
    },
    async renewed(refused, signal) {
      const credential = await abortable(usable(), signal);
      if (renewing !== null) return abortable(renewing, signal);
      const value = provider.authorization(credential);
      if (value !== refused) return value;
      if (credential.renewableUntil === null) throw lose('credential refused');
      if (value === replacement && lifetime.ageMs(credential) < freshMs)
        throw lose('fresh credential refused');
      replacement = await abortable(renewOnce(credential), signal);
      return replacement;
    },
  };
}

/** The caller stops waiting when its signal aborts; the work itself goes on for the others. */
function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error); // handed on as the caller gave it
    if (signal.aborted) {
      onAbort();
      work.catch(() => undefined); // whoever else waits sees it
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
