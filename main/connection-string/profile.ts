import { z } from 'zod';
import { AccountLabel, type ProviderId, type SignInWay } from '../../domain/account.ts';
import type { ConnectionDraft, ConnectionProblem } from '../../domain/connection-string.ts';
import { isRedirectAddress, readRelayOrigin } from '../providers/endpoints.ts';
import type { OwnClient } from '../providers/provider.ts';
import { type ConnectionKey, knownKey } from './keys.ts';
import { type ConnectionPair, namedKey } from './parse.ts';

/** Whether the browser may be opened: `off` and `refresh` never. */
export type Initiate = NonNullable<ConnectionDraft['initiate']>;

/** What a connection string signs in with. Holds secrets: never leaves main. */
export type ConnectionAccess =
  | { readonly way: 'aircall-api-key'; readonly apiId: string; readonly apiToken: string }
  | {
      readonly way: 'voipex-password';
      readonly email: string;
      readonly password: string;
      /** Left out: the documented one. Empty: none. */
      readonly scope?: string;
      /** The user to act as once the account is kept. */
      readonly impersonate: string | null;
    }
  | { readonly way: 'aircall-own-client'; readonly client: OwnClient; readonly initiate: Initiate }
  | {
      readonly way: 'aircall-oauth' | 'aircall-sso';
      readonly relay: string;
      readonly initiate: Initiate;
    };

/** The ways that may need a browser. */
export type BrowserAccess = Extract<ConnectionAccess, { readonly initiate: Initiate }>;

/** What the pairs of a connection string mean. */
export interface ConnectionProfile {
  readonly provider: ProviderId;
  /** Null when the string does not say in a way that can be understood. */
  readonly way: SignInWay | null;
  readonly label: string | null;
  /** Null for ways that need no browser. */
  readonly initiate: Initiate | null;
  /** Keys nobody knows, as they were written. */
  readonly unknownKeys: readonly string[];
  readonly problems: readonly ConnectionProblem[];
  /** Null while there are problems. */
  readonly access: ConnectionAccess | null;
}

export interface ProfileFacts {
  /** The relay for strings that name none; null when there is none. */
  readonly relay: string | null;
  /** What this build can sign in with. */
  readonly ways: readonly SignInWay[];
  /** Whether a relay may be an http address on loopback: in development. */
  readonly loopbackRelay: boolean;
}

const word = <const W extends readonly string[]>(words: W) => z.string().toLowerCase().pipe(z.enum(words));
const text = (longest: number) => z.string().min(1).max(longest);

/** The values each key takes (connection-strings.md). Lengths are those of the sign-in forms. */
const valuesOf = (loopbackRelay: boolean) =>
  z
    .object({
      Provider: word(['aircall', 'voipex']),
      AuthScheme: word(['basic', 'oauth', 'sso']),
      User: text(200),
      Password: text(500),
      OAuthClientId: text(200),
      OAuthClientSecret: text(500),
      /** Kept character by character. */
      CallbackURL: text(2000).refine(isRedirectAddress),
      InitiateOAuth: word(['off', 'refresh', 'getandrefresh']),
      Relay: z.string().transform((value, context) => {
        const origin = readRelayOrigin(value, loopbackRelay);
        if (origin === null) context.addIssue('not the plain origin of a relay');
        return origin ?? z.NEVER;
      }),
      /** Printable ASCII, as a scope is; empty means that none is sent. */
      Scope: z
        .string()
        .max(200)
        .regex(/^[\x20-\x7e]*$/),
      Impersonate: z
        .string()
        .min(3)
        .max(200)
        .regex(/^[^\s@]+@[^\s@]+$/),
      Label: AccountLabel,
      /** A driver's own file: printed back, never opened. */
      Profile: z.string(),
    } satisfies Record<ConnectionKey, z.ZodType>)
    .partial();
type Values = z.infer<ReturnType<typeof valuesOf>>;

/** Keys that only a customer's own client has. */
const clientKeys = ['OAuthClientId', 'OAuthClientSecret', 'CallbackURL'] as const;

/** Gives the pairs of a connection string their meaning. Pure; never throws. */
export function readProfile(pairs: readonly ConnectionPair[], facts: ProfileFacts): ConnectionProfile {
  const schema = valuesOf(facts.loopbackRelay);
  // An empty value is none, except for a scope.
  const given = new Map(
    pairs.filter(({ key, value }) => value !== '' || key === 'Scope').map((pair) => [pair.key, pair]),
  );
  const entered = Object.fromEntries([...given.values()].map(({ key, value }) => [key, value]));
  const bad = new Set(schema.safeParse(entered).error?.issues.map(({ path }) => String(path[0])));
  const values = schema.parse(Object.fromEntries(Object.entries(entered).filter(([key]) => !bad.has(key))));

  const unclear = bad.has('Provider') || bad.has('AuthScheme');
  const meant = unclear ? null : wayOf(values, given, facts.relay);
  const way = meant !== null && facts.ways.includes(meant) ? meant : null;
  // VoIPEX knows no other scheme, and this build may not know that of Aircall.
  if (way === null && !unclear) bad.add('AuthScheme');

  const missing = new Set<ConnectionKey>();
  const access = way === null ? null : accessOf(way, values, facts.relay, (key) => missing.add(key));
  const problems: ConnectionProblem[] = [
    ...[...bad].map((key) => ({
      kind: 'bad-value' as const,
      key,
      position: given.get(key)?.valueAt ?? null,
    })),
    ...[...missing]
      .filter((key) => !bad.has(key))
      .map((key) => ({ kind: 'missing-key' as const, key, position: null })),
  ];
  return {
    provider: values.Provider ?? 'aircall',
    way,
    label: values.Label ?? null,
    initiate: way !== null && browserWays.has(way) ? initiateOf(values) : null,
    unknownKeys: pairs.filter(({ key }) => knownKey(key) === null).map(({ key }) => namedKey(key)),
    problems,
    access: problems.length > 0 ? null : access,
  };
}

const browserWays: ReadonlySet<SignInWay> = new Set(['aircall-oauth', 'aircall-own-client', 'aircall-sso']);

/** Null for a scheme that the provider does not have. */
function wayOf(
  { Provider, AuthScheme = 'basic' }: Values,
  given: ReadonlyMap<string, ConnectionPair>,
  relay: string | null,
): SignInWay | null {
  if (Provider === 'voipex') return AuthScheme === 'basic' ? 'voipex-password' : null;
  switch (AuthScheme) {
    case 'basic':
      return 'aircall-api-key';
    case 'sso':
      return 'aircall-sso';
    case 'oauth':
      // A client of one's own goes before a relay; without either, the client's keys are what is asked for.
      return clientKeys.some((key) => given.has(key)) || (!given.has('Relay') && relay === null)
        ? 'aircall-own-client'
        : 'aircall-oauth';
  }
}

/** Null, with each key that is missing told, when something is. */
function accessOf(
  way: SignInWay,
  values: Values,
  ownRelay: string | null,
  tellMissing: (key: ConnectionKey) => void,
): ConnectionAccess | null {
  const need = <K extends ConnectionKey>(key: K): Values[K] => {
    if (values[key] === undefined) tellMissing(key);
    return values[key];
  };
  switch (way) {
    case 'aircall-api-key': {
      const [apiId, apiToken] = [need('User'), need('Password')];
      return apiId === undefined || apiToken === undefined ? null : { way, apiId, apiToken };
    }
    case 'voipex-password': {
      const [email, password, scope] = [need('User'), need('Password'), values.Scope];
      if (email === undefined || password === undefined) return null;
      const impersonate = values.Impersonate ?? null;
      return { way, email, password, impersonate, ...(scope === undefined ? {} : { scope }) };
    }
    case 'aircall-own-client': {
      const [clientId, clientSecret, callbackUrl] = clientKeys.map((key) => need(key));
      if (clientId === undefined || clientSecret === undefined || callbackUrl === undefined) return null;
      return { way, client: { clientId, clientSecret, callbackUrl }, initiate: initiateOf(values) };
    }
    case 'aircall-oauth':
    case 'aircall-sso': {
      const relay = values.Relay ?? ownRelay ?? need('Relay');
      return relay === undefined ? null : { way, relay, initiate: initiateOf(values) };
    }
  }
}

/** A browser opens only where the string says so: left out is `OFF`. */
function initiateOf({ InitiateOAuth = 'off' }: Values): Initiate {
  return InitiateOAuth === 'getandrefresh' ? 'get-and-refresh' : InitiateOAuth;
}
