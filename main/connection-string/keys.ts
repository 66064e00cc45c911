/** The keys Switchdeck understands, as the documents spell them; the later half are our own. */
export const connectionKeys = [
  'Provider',
  'AuthScheme',
  'User',
  'Password',
  'OAuthClientId',
  'OAuthClientSecret',
  'CallbackURL',
  'InitiateOAuth',
  'Relay',
  'Scope',
  'Impersonate',
  'Label',
  'Profile',
] as const;
export type ConnectionKey = (typeof connectionKeys)[number];

const secretKeys: ReadonlySet<string> = new Set<ConnectionKey>(['Password', 'OAuthClientSecret']);
const addressKeys: ReadonlySet<string> = new Set<ConnectionKey>(['CallbackURL', 'Relay']);

/** Keys are compared without case and without inner blanks or underscores. Empty when nothing else is left. */
export const foldKey = (written: string): string => written.replaceAll(/[ _]/g, '').toLowerCase();

const byFold: ReadonlyMap<string, ConnectionKey> = new Map(connectionKeys.map((key) => [foldKey(key), key]));

/** The documented spelling of a key, however it was written; null for one nobody knows. */
export const knownKey = (written: string): ConnectionKey | null => byFold.get(foldKey(written)) ?? null;

/** True for keys whose values are never shown. */
export const isSecretKey = (key: string): boolean => secretKeys.has(key);

/** True for keys whose values are addresses, which may carry a password of their own. */
export const isAddressKey = (key: string): boolean => addressKeys.has(key);
