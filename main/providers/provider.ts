import type { AgentIdentity, Capabilities, Pbx, ProviderId, SignInWay } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import type { RelaySession } from '../../domain/relay.ts';
import type { SignInRequest } from '../../domain/sign-in.ts';
import type { Group, LiveCall, Person, SwitchboardLine } from '../../domain/switchboard.ts';
import type { Clock } from '../clock.ts';
import type { Http } from '../http.ts';
import type { Log } from '../log.ts';
import type { Doorbell, EventReader, EventSubscription, PresenceControl } from './live.ts';

/**
 * What is kept in the keychain for one account. `grant` is the provider's own shape as JSON text: only the provider
 * reads it. Instants are epoch ms; `expiresAt` null means it never expires, `renewableUntil` null means it cannot be renewed.
 */
export interface Credential {
  readonly way: SignInWay;
  readonly grant: string;
  readonly obtainedAt: number;
  readonly expiresAt: number | null;
  readonly renewableUntil: number | null;
  /** The secret by which an event says whose it is, where the provider sends events for this account. */
  readonly eventToken?: string;
  /** What lets this desktop follow the events at the relay; absent where there is none. */
  readonly relaySession?: RelaySession;
}

/** A customer's own OAuth client. */
export interface OwnClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly callbackUrl: string;
}

/** What a provider makes a credential of: what was typed, or what came back from the browser. */
export type SignInGrant =
  | Pick<Extract<SignInRequest, { way: 'aircall-api-key' }>, 'way' | 'apiId' | 'apiToken'>
  | (Pick<Extract<SignInRequest, { way: 'voipex-password' }>, 'way' | 'email' | 'password'> & {
      /** Left out: with the documented scope, and without one where that is refused. Empty: without one. */
      readonly scope?: string;
    })
  /** Redeemed at the relay, which exchanged the code. */
  | {
      readonly way: 'aircall-oauth';
      readonly accessToken: string;
      /** Left out where the relay sends no events. */
      readonly relaySession?: RelaySession;
    }
  | {
      readonly way: 'aircall-own-client';
      readonly client: OwnClient;
      readonly code: string;
      /** False after `InitiateOAuth=OFF` or `REFRESH`: signing in again must not open a browser by itself. */
      readonly mayOpenBrowser: boolean;
    }
  /** Redeemed at the relay; the bus takes the code. */
  | { readonly way: 'aircall-sso'; readonly code: string; readonly redirectUrl: string };

/** The header value to send now. Throws DeskError `not-signed-in` when there is none. */
export interface Authority {
  authorization(signal?: AbortSignal): Promise<string>;
  /**
   * The server answered 401 to `refused`. Renews once for all callers that wait (single flight) and resolves with
   * the new value, or throws `not-signed-in`.
   */
  renewed(refused: string, signal?: AbortSignal): Promise<string>;
}

/** Counts of what a provider sent that we could not use; shown in account health. */
export interface Irregularities {
  unknownValue(field: string): void;
  rejectedRecord(where: string): void;
}

/** Spends one request of the company's budget, waiting for its turn; learns from response headers. */
export interface Budget {
  /**
   * Resolves when a request may be sent. `now` goes before `soon`, `soon` before `history`; of one urgency, kinds of
   * requests (any word) take turns.
   */
  take(urgency: 'now' | 'soon' | 'history', signal?: AbortSignal, kind?: string): Promise<void>;
  /**
   * The request that was granted and sent at `askedAt` (epoch ms) has ended, with an answer or without. Told before what
   * its answer says.
   */
  answered(askedAt: number): void;
  learn(reading: { limitPerMinute: number | null; remaining: number | null; resetAt: number | null }): void;
  /** A 429 came, which named when it ends (epoch ms) or did not. Gives the instant before which nothing is sent. */
  refused(named: number | null): number;
}

/** What the company's budget means for those who ask again and again. */
export interface Pacing {
  /**
   * The pause to make before asking again, ms: `usualMs` when the company has room for it, longer where the `requests`
   * that asking takes would be more than this desktop's part. Pulls have the larger share of that, and are meant unless
   * said otherwise.
   */
  pause(usualMs: number, requests: number, of?: 'calls' | 'switchboard'): number;
  /** Ms until so many `history` requests will have been sent at the present pace; null while refused or not yet known. */
  forecast(requests: number): number | null;
}

export interface ProviderContext {
  readonly accountId: string;
  /** How the account signed in; a provider picks by it what its access is good for. */
  readonly way: SignInWay;
  readonly http: Http;
  readonly authority: Authority;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly log: Log;
  readonly irregularities: Irregularities;
  /** What probing proved at sign-in; a provider picks its surface by it. */
  readonly access: ProvenAccess | null;
  /** ISO 3166-1 alpha-2, for numbers sent without a country code. */
  readonly homeCountry: string;
  /** Origin of the relay this account signed in through; null for ways without one. */
  readonly relay: string | null;
  /** Whether undocumented connections may be made that say when to look; not when left out. */
  readonly doorbells?: boolean;
}

/** What probing an access showed. `surface` is the provider's own note of which API to use (VoIPEX: `ipbx` or `central`). */
export interface ProvenAccess {
  readonly signedInAs: string;
  readonly capabilities: Capabilities;
  readonly pbx: readonly Pbx[];
  readonly surface: string | null;
  /** The person the access stands for; null for a company's access. */
  readonly agent: AgentIdentity | null;
  /**
   * Ids of things that only this company has: two accesses that share one belong to the same company, whatever it is
   * called. Left out where `signedInAs` and `pbx` tell companies apart.
   */
  readonly companyMarks?: readonly string[];
}

/** Calls whose start lies in [from, to), epoch ms. Pages come in any order that makes progress; `next` null ends. */
export interface CallWindow {
  readonly from: number;
  readonly to: number;
}
export interface CallBatch {
  readonly calls: readonly Call[];
  /** Opaque to everyone else; may be stored and given back after a restart. */
  readonly next: string | null;
  /** With the first page: how many calls the window holds, as the provider counts. Left out where it does not tell. */
  readonly total?: number | null;
  /**
   * True when the provider may have more in what this page covers than came: a record could not be read, the list moved
   * between two pages, an end came too early. What is missing from such a reading proves nothing. False when left out.
   */
  readonly partial?: boolean;
  /** Where records were that could not be read or only in part: a passing fault, perhaps, so worth another look. */
  readonly faulty?: CallWindow | null;
}
/** What reading a window would take. */
export interface WindowSize {
  /** As the provider counts; null where it does not. */
  readonly calls: number | null;
  readonly requests: number;
}
export interface CallSource {
  /** One page. Never more than one request's worth; respects the provider's caps by itself. */
  page(
    window: CallWindow,
    cursor: string | null,
    urgency: 'now' | 'soon' | 'history',
    signal: AbortSignal,
  ): Promise<CallBatch>;
  /** The longest history the provider serves, ms before now; null when it does not say. */
  readonly horizonMs: number | null;
  /** How many calls a window should hold to be read with the fewest requests; 9,000 when left out. */
  readonly roomyWindow?: number;
  /** Asks once what a window holds, reading none of it. Left out where a provider cannot tell. */
  count?(window: CallWindow, urgency: 'now' | 'soon' | 'history', signal: AbortSignal): Promise<WindowSize>;
  /**
   * Whether the provider still has a call that its list no longer served; null when it could not be told for certain.
   * One request. Left out where a provider cannot be asked: then nothing counts as gone.
   */
  stillThere?(
    call: { readonly id: string; readonly providerCallId: string; readonly startedAt: number },
    signal: AbortSignal,
  ): Promise<boolean | null>;
}

/** One account's part of the switchboard, read whole. */
export interface SwitchboardReading {
  readonly people: readonly Person[];
  readonly lines: readonly SwitchboardLine[];
  readonly groups: readonly Group[];
  readonly liveCalls: readonly LiveCall[];
  readonly pbx: readonly Pbx[];
}
export interface SwitchboardSource {
  /**
   * `everything` reads directory and state; `state` only what changes by the minute (presence, live calls), reusing
   * the directory of the last full reading; `calls` only the calls in progress, reusing the rest too. People come as their
   * presence is without calls: who is on which call is put together where events are (`main/switchboard`).
   */
  read(depth: 'everything' | 'state' | 'calls', signal: AbortSignal): Promise<SwitchboardReading>;
  /** Requests sent so far: what a reading costs grows with the company. */
  requestsSent(): number;
  /** True where no limit is known that asking for the calls would take from others. */
  readonly cheapCalls?: boolean;
}
/** A switchboard as a provider reads it; what it costs is counted around it. */
export type SwitchboardReader = Pick<SwitchboardSource, 'read'>;

/** A signed-in provider. Absent bundles are absent: the page shows nothing for them. */
export interface ProviderSession {
  /** Asks what the access may do. Throws `sign-in-rejected`, `provider-refused`, `offline` … */
  probe(signal: AbortSignal): Promise<ProvenAccess>;
  /** Null for an access that only says who somebody is. */
  readonly calls: CallSource | null;
  readonly switchboard: SwitchboardSource | null;
  /** Null where no relay could receive events. */
  readonly events: EventSubscription | null;
  /** Null for a provider whose events no relay takes. */
  readonly eventReader: EventReader | null;
  /** Null where there is none, or it is switched off. */
  readonly doorbell: Doorbell | null;
  /** Null where the provider documents no way to set it. */
  readonly presence: PresenceControl | null;
  /** https page where the person signed in sets their presence; null when there is none. */
  readonly presencePage: string | null;
  /** Renewals the provider sends by itself; null where the app has to ask for them. */
  readonly pushed: PushedCredentials | null;
}

/** Credentials that come without being asked for; the app cannot ask for them. */
export interface PushedCredentials {
  /**
   * Tells of renewals of `held`, and at once of one that came since it was obtained. `ended`: the provider signed the
   * person out. Returns what ends the listening. Silent when what sent them is gone, as after a restart of the app.
   */
  listen(held: Credential, listener: { renewed(credential: Credential): void; ended(): void }): () => void;
  /** Ends what sends them: the account is signed out, or the app quits. */
  release(): void;
}

export interface Provider {
  readonly id: ProviderId;
  /** Every way it takes a grant of: an account of an earlier run or another relay may need one that is not offered. */
  readonly ways: readonly SignInWay[];
  /** Those of `ways` that this run offers; all of them when left out. */
  readonly offers?: readonly SignInWay[];
  /** https hosts whose pages may be opened for the user (`Call.providerPage`). */
  readonly pageHosts: readonly string[];
  /** Requests per minute to assume for a whole company until the provider says otherwise. */
  readonly assumedLimitPerMinute: number;
  /** The page a browser opens to consent for a customer's own client; absent where there is no such way. */
  readonly consentPage?: (client: Pick<OwnClient, 'clientId' | 'callbackUrl'>, state: string) => string;
  /** The own client that a credential of that way was made with; null for others. */
  readonly ownClient?: (credential: Credential) => (OwnClient & { readonly mayOpenBrowser: boolean }) | null;
  /** A credential of that way with another own client noted on it; what it gives access to stays the same. */
  readonly withOwnClient?: (
    credential: Credential,
    client: OwnClient & { readonly mayOpenBrowser: boolean },
  ) => Credential;
  /** The API id or e-mail that was typed for a credential; null where none was. */
  readonly enteredUser?: (credential: Credential) => string | null;
  /**
   * Acts as another user by token exchange: `authorization` is the value of an access that may. The credential is
   * renewed by exchanging again. Throws `provider-refused` when the access may not, `not-found` for a user nobody
   * knows, `not-signed-in` when `authorization` itself is refused.
   */
  readonly impersonate?: (
    authorization: string,
    email: string,
    context: { http: Http; clock: Clock },
    signal: AbortSignal,
  ) => Promise<Credential>;
  /** Turns a grant into a credential, asking the provider where the grant needs it. */
  signIn(grant: SignInGrant, context: { http: Http; clock: Clock }, signal: AbortSignal): Promise<Credential>;
  /** The Authorization header value of a credential. */
  authorization(credential: Credential): string;
  /** A fresh credential for one that expires, or throws `not-signed-in` when it can no longer be renewed. */
  renew(
    credential: Credential,
    context: { http: Http; clock: Clock },
    signal: AbortSignal,
  ): Promise<Credential>;
  connect(context: ProviderContext): ProviderSession;
}
