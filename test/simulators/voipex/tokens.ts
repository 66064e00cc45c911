import {
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { z } from 'zod';

/** RS256, as Keycloak signs (2.5). One key per process: making one takes longer than starting the simulator. */
interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}
let shared: SigningKey | null = null;

function signingKey(): SigningKey {
  if (shared === null) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    shared = { id: 'simulator-1', privateKey, publicKey: createPublicKey(privateKey) };
  }
  return shared;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Claims of 14.2 that the simulator itself reads back; the others pass through. */
export const Claims = z.looseObject({
  /** Epoch seconds. */
  exp: z.number(),
  iat: z.number(),
  jti: z.string(),
  iss: z.string(),
  /** The user's id. */
  sub: z.string(),
  typ: z.enum(['Bearer', 'Refresh', 'ID']),
  session_state: z.string(),
  scope: z.string(),
});
export type Claims = z.infer<typeof Claims>;

export function signJwt(claims: Claims): string {
  const key = signingKey();
  const content = `${encode({ alg: 'RS256', typ: 'JWT', kid: key.id })}.${encode(claims)}`;
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), key.privateKey).toString('base64url')}`;
}

/** The claims of a token we signed, or null for anything else. Says nothing about its age. */
export function readJwt(token: string): Claims | null {
  const [header, payload, signature, ...more] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0)
    return null;
  const genuine = verify(
    'RSA-SHA256',
    Buffer.from(`${header}.${payload}`),
    signingKey().publicKey,
    Buffer.from(signature, 'base64url'),
  );
  if (!genuine) return null;
  return Claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
}

/** The public key set, as Keycloak's `/protocol/openid-connect/certs` gives it (2.5). */
export function keySet(): { readonly keys: readonly JsonWebKey[] } {
  const key = signingKey();
  return { keys: [{ ...key.publicKey.export({ format: 'jwk' }), kid: key.id, alg: 'RS256', use: 'sig' }] };
}
