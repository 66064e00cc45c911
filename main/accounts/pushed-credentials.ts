import type { AccountAuthority } from '../auth/authority.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Credential, PushedCredentials } from '../providers/provider.ts';

export interface PushedCredentialsPorts {
  readonly accountId: string;
  readonly pushed: PushedCredentials;
  readonly authority: Pick<AccountAuthority, 'state' | 'credential' | 'accept' | 'end'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps what a provider renews by itself, for as long as the account is connected. */
export interface PushedRenewals {
  /** Begins, or begins anew after the credential was read again. Does nothing while there is none. */
  follow(): void;
  /** Ends the listening; resolves when nothing is being kept any more. */
  stop(): Promise<void>;
}

/**
 * Follows an account whose credential nobody asks for: renewals are kept, an end is the end. What was renewed last may
 * long be past its own time (the app was started anew, and who renewed it is gone) and still stand for the person, until
 * it can no longer be renewed. Nothing would notice that instant by itself, so it is waited for here.
 */
export function followPushed(ports: PushedCredentialsPorts): PushedRenewals {
  const { accountId, pushed, authority, clock, log } = ports;
  let waiting = new AbortController();
  let stopListening = (): void => undefined;
  /** Keeping takes its time, and each renewal makes the one before it worthless: in order. */
  let keeping = Promise.resolve();

  const inOrder = (work: () => Promise<void>): void => {
    keeping = keeping.then(work).catch((error: unknown) => {
      log.error('pushed.not-kept', {
        account: accountId,
        kind: error instanceof Error ? error.name : typeof error,
      });
    });
  };

  /** Written down as over, so that a restart does not take it for good. */
  const end = async (held: Credential | null): Promise<void> => {
    const now = clock.now();
    if (held !== null) await authority.accept({ ...held, expiresAt: now, renewableUntil: now });
    authority.end();
  };

  const endInTime = async (signal: AbortSignal): Promise<void> => {
    for (;;) {
      const held = authority.credential();
      if (held === null || held.renewableUntil === null) return;
      const left = held.renewableUntil - clock.now();
      if (left <= 0) break;
      await clock.sleep(left, signal);
    }
    if (!signal.aborted) authority.end();
  };

  const leave = (): void => {
    waiting.abort();
    stopListening();
    stopListening = (): void => undefined;
  };

  return {
    follow() {
      leave();
      const held = authority.credential();
      if (held === null || authority.state() === 'needs-sign-in') return;
      waiting = new AbortController();
      const { signal } = waiting;
      stopListening = pushed.listen(held, {
        renewed: (credential) => inOrder(() => authority.accept(credential)),
        ended: () => inOrder(() => end(authority.credential())),
      });
      endInTime(signal).catch(() => undefined); // aborted: no longer ours to end
    },
    async stop() {
      leave();
      await keeping;
    },
  };
}
