import { z } from 'zod';
import type { AgentIdentity } from '../../../../domain/account.ts';
import { idText, optionalPart, optionalText } from '../../wire-reading.ts';

/**
 * What the bus says (aircall.md 1.5; 003_d5fb4f046f5f5c62.txt). The shapes of `User` and `Company` are not published:
 * of them only what tells who somebody is gets read, under the names that Aircall uses elsewhere.
 */

const Token = z.string().min(1).max(20_000);

const Credentials = z.union([
  z
    .object({ idToken: Token, refreshToken: Token })
    .transform(({ idToken, refreshToken }) => ({ kind: 'migrated' as const, idToken, refreshToken })),
  z
    .object({ legacy_token: Token })
    .transform(({ legacy_token }) => ({ kind: 'legacy' as const, legacyToken: legacy_token })),
]);
export type BusCredentials = z.infer<typeof Credentials>;

const CurrentUser = z.object({
  id: idText.nullish(),
  email: optionalText,
  name: optionalText,
  first_name: optionalText,
  last_name: optionalText,
  firstName: optionalText,
  lastName: optionalText,
});
const Company = z.object({ name: optionalText });

const Envelope = z.object({ type: z.string().max(200), payload: z.unknown().optional() });
const Granted = z.object({
  credentials: Credentials,
  currentUser: CurrentUser.refine((user) => user.id != null || user.email !== null, 'nobody is named'),
  company: optionalPart(Company),
});
const Refreshed = z.object({ idToken: Token, refreshToken: Token });
const Rejected = z.object({ error: z.unknown().optional() });

/** A message of the bus as far as it concerns us. */
export type BusNews =
  | { readonly kind: 'registered' }
  | { readonly kind: 'register-rejected'; readonly error: unknown }
  | { readonly kind: 'granted'; readonly credentials: BusCredentials; readonly agent: AgentIdentity }
  | { readonly kind: 'sso-rejected'; readonly error: unknown }
  | { readonly kind: 'initialised' }
  | { readonly kind: 'refreshed'; readonly idToken: string; readonly refreshToken: string }
  | { readonly kind: 'expired' }
  /** Without what such a message must carry. `where` is the path of what is wrong. */
  | { readonly kind: 'broken'; readonly type: string; readonly where: string };

/** Reads a message; null for one that is none, or of a type that is not ours to know. Never throws. */
export function readNews(message: unknown): BusNews | null {
  const envelope = Envelope.safeParse(message);
  if (!envelope.success) return null;
  const { type, payload } = envelope.data;
  switch (type) {
    case 'BUS.REGISTER_FULFILLED':
      return { kind: 'registered' }; // a restored user says nothing about the person who signs in now
    case 'BUS.REGISTER_REJECTED':
      return { kind: 'register-rejected', error: Rejected.safeParse(payload).data?.error };
    case 'AUTH.SSO_FULFILLED':
      return read(Granted, payload, type, ({ credentials, currentUser, company }) => ({
        kind: 'granted',
        credentials,
        agent: identityOf(currentUser, company),
      }));
    case 'AUTH.SSO_REJECTED':
      return { kind: 'sso-rejected', error: Rejected.safeParse(payload).data?.error };
    case 'BUS.INIT_FULFILLED':
      return { kind: 'initialised' };
    case 'AUTH.TOKEN_REFRESHED':
      return read(Refreshed, payload, type, (tokens) => ({ kind: 'refreshed', ...tokens }));
    case 'AUTH.REFRESH_TOKEN_EXPIRED':
      return { kind: 'expired' };
    default:
      return null;
  }
}

function read<T extends z.ZodType>(
  schema: T,
  payload: unknown,
  type: string,
  make: (value: z.output<T>) => BusNews,
): BusNews {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return make(parsed.data);
  const path = parsed.error.issues[0]?.path ?? [];
  return { kind: 'broken', type, where: [type, 'payload', ...path].join('.').slice(0, 200) };
}

function identityOf(
  user: z.output<typeof CurrentUser>,
  company: z.output<typeof Company> | null,
): AgentIdentity {
  const parts = [user.first_name ?? user.firstName, user.last_name ?? user.lastName];
  const spelt = parts.filter((part) => part !== null).join(' ');
  const name = user.name ?? (spelt === '' ? (user.email ?? '') : spelt);
  return {
    id: (user.id ?? '').slice(0, 100),
    name: name.slice(0, 200),
    email: user.email?.slice(0, 200) ?? null,
    company: company?.name?.slice(0, 200) ?? null,
  };
}
