import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { compactVerify, errors, SignJWT } from 'jose';
import { z } from 'zod';
import type { RelaySession } from '../domain/relay.ts';
import type { RelayClock } from './ports.ts';
import { keyFrom } from './secrets.ts';
import { type SessionMark, sessionTtlMs } from './store/session-store.ts';
import type { Store } from './store/store.ts';

/** A session as its token tells it. */
export interface Session extends SessionMark {
  /** Epoch ms. */
  readonly expiresAt: number;
}

/**
 * Sessions of desktops. Their tokens are signed with a key made from the client secret, so every instance knows them,
 * and so does one that was restarted. All reject with `StoreUnavailable` when the store cannot be asked.
 */
export interface Sessions {
  /** Begins one for a desktop that has just proven to be of this company. */
  open(company: string): Promise<RelaySession>;
  /** Null when it is expired, ended or none of ours. */
  check(token: string): Promise<Session | null>;
  /** The session that takes its place; null when it cannot be renewed any more. */
  renew(token: string): Promise<RelaySession | null>;
  /** Ends it; null when the token is none of ours. */
  end(token: string): Promise<Session | null>;
}

const tokenTtlMs = 3_600_000;
const algorithm = 'HS256';

/** Instants in whole ms under names of our own: those of JWT are seconds, too coarse to tell what came before an end. */
const Claims = z.object({
  sid: z.string().min(16).max(64),
  gen: z.number().int().positive(),
  company: z.string().min(1).max(100),
  issued: z.number().int(),
  expires: z.number().int(),
  renewable: z.number().int(),
});
type Claims = z.infer<typeof Claims>;

export function createSessions(
  clientSecret: string,
  store: Pick<Store, 'useSession' | 'renewSession' | 'endSession'>,
  clock: RelayClock,
): Sessions {
  const key = keyFrom(clientSecret, 'switchdeck relay session 1');

  const issue = async (sid: string, gen: number, company: string): Promise<RelaySession> => {
    const now = clock.now();
    const claims: Claims = {
      sid,
      gen,
      company,
      issued: now,
      expires: now + tokenTtlMs,
      renewable: now + sessionTtlMs,
    };
    const token = await new SignJWT({ ...claims })
      .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
      .setIssuedAt(Math.floor(now / 1000))
      .setExpirationTime(Math.floor(claims.expires / 1000))
      .sign(key);
    return { token, expiresAt: claims.expires, renewableUntil: claims.renewable, now };
  };

  /** Null for what we did not sign. */
  const read = async (token: string): Promise<{ session: Session; renewableUntil: number } | null> => {
    try {
      const { payload } = await compactVerify(token, key, { algorithms: [algorithm] });
      const claims = Claims.parse(JSON.parse(new TextDecoder().decode(payload)));
      const { sid: id, gen: generation, company, issued: issuedAt, expires: expiresAt } = claims;
      return { session: { id, generation, company, issuedAt, expiresAt }, renewableUntil: claims.renewable };
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) return null;
      throw error;
    }
  };

  return {
    open: async (company) => issue(randomBytes(16).toString('base64url'), 1, company),
    async check(token) {
      const session = (await read(token))?.session;
      if (session === undefined || session.expiresAt <= clock.now()) return null;
      return (await store.useSession(session, clock.now())) ? session : null;
    },
    async renew(token) {
      const known = await read(token);
      if (known === null || known.renewableUntil <= clock.now()) return null;
      const { id, company } = known.session;
      const generation = await store.renewSession(known.session, clock.now());
      return generation === null ? null : issue(id, generation, company);
    },
    async end(token) {
      const session = (await read(token))?.session ?? null;
      if (session !== null) await store.endSession(session.id);
      return session;
    },
  };
}

const bearer = /^Bearer ([\x21-\x7e]{1,2000})$/i;
/** The token a request shows, or null. */
export const tokenOf = ({ headers }: FastifyRequest): string | null =>
  bearer.exec(headers.authorization ?? '')?.[1] ?? null;
