import type { AccountId, SignInWay } from '../../domain/account.ts';
import type { PasteReading, SignInAttempt } from '../../domain/sign-in.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { Http } from '../http.ts';
import type { Arrival } from '../links/arrival.ts';
import type { Log } from '../log.ts';
import type { OwnClient, Provider, SignInGrant } from '../providers/provider.ts';
import type { Keychain } from '../auth/keychain.ts';

/** The ways that go through the system browser. */
export type BrowserWay = Extract<SignInWay, 'aircall-oauth' | 'aircall-own-client' | 'aircall-sso'>;

/** What a sign-in through the browser is to do; survives a restart when it is for an account. */
export interface AttemptPlan {
  readonly way: BrowserWay;
  readonly label: string | null;
  readonly renew: AccountId | null;
  /** Origin of the relay; null for an own client. */
  readonly relay: string | null;
  /** Null for the ways through a relay. */
  readonly client: OwnClient | null;
  /** Set for the dry run of a connection string; such an attempt does not survive a restart. */
  readonly draftId: string | null;
}

export interface AttemptPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly http: Http;
  readonly providers: readonly Provider[];
  /** Deep-link scheme of this build, without a colon. */
  readonly scheme: string;
  /** The keychain, for the verifier of an attempt that must outlive a restart; null when there is none. */
  readonly keychain: () => Promise<Keychain | null>;
  /** Name of the entry that holds the attempt: profiles must not read each other's. */
  readonly entry: string;
  /** Opens the system browser; called with https addresses, and http ones on loopback in development. */
  openBrowser(url: string): Promise<void>;
  copyText(text: string): Promise<void>;
  /** Something `current` shows has changed. */
  readonly onChange: () => void;
  /** An attempt of an earlier run goes on: the page should show it. */
  readonly onRestored: () => void;
  /**
   * Proves and keeps what the browser brought. Resolves with the account, or null for a draft. Throws DeskError.
   */
  finish(plan: AttemptPlan, grant: SignInGrant, signal: AbortSignal): Promise<AccountId | null>;
}

/** The one sign-in through the browser at a time. */
export interface Attempts {
  /** Ends an attempt under way and begins this one. Throws DeskError `invalid-request`, `secrets-unavailable`. */
  begin(plan: AttemptPlan): Promise<SignInAttempt>;
  current(): SignInAttempt | null;
  openBrowser(): Promise<SignInAttempt>;
  copyAddress(): Promise<void>;
  paste(text: string): Promise<PasteReading>;
  cancel(): Promise<void>;
  /** A link came. One that does not belong to the attempt is dropped and disturbs nothing. */
  receive(arrival: Extract<Arrival, { kind: 'callback' }>): void;
  /** Takes up an attempt that an earlier run began, when it has not expired. */
  restore(): Promise<void>;
  stop(): Promise<void>;
}

export function createAttempts(ports: AttemptPorts): Attempts {
  const refuse = (): Promise<never> => Promise.reject(new DeskError('not-found', { where: 'attempt' }));
  ports.log.info('attempts.none');
  return {
    begin: refuse,
    current: () => null,
    openBrowser: refuse,
    copyAddress: refuse,
    paste: async () => ({ accepted: false, why: 'no-attempt' }),
    cancel: async () => undefined,
    receive: () => undefined,
    restore: async () => undefined,
    stop: async () => undefined,
  };
}
