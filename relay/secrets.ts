import {
  createCipheriv,
  createDecipheriv,
  createHash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** 32 random bytes as base64url: handles, transaction ids, upstream states. */
export const random256 = (): string => randomBytes(32).toString('base64url');

/** SHA-256 of a text as base64url. The challenge of a verifier is made this way, over its text, as in PKCE's S256. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Compares without telling by its duration where two texts differ. */
export const sameText = (left: string, right: string): boolean =>
  timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest());

const nonceBytes = 12;
const tagBytes = 16;

/** A key of 32 bytes for one purpose, made from a secret. */
export const keyFrom = (secret: string | Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));

/** Seals a text: AES-256-GCM, base64url. @param bound what it belongs to; it opens with the same only. */
export function sealUnder(key: Buffer, text: string, bound: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(bound));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Opens what `sealUnder` made. Throws when it was made with another key, for something else, or was changed. */
export function unsealUnder(key: Buffer, sealed: string, bound: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(bound));
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  const text = decipher.update(bytes.subarray(nonceBytes + tagBytes));
  return Buffer.concat([text, decipher.final()]).toString('utf8');
}

/** The store knows only the handle's hash, so whoever reads the store cannot open what it keeps. */
const keyOf = (handle: string): Buffer =>
  keyFrom(Buffer.from(handle, 'base64url'), 'switchdeck relay result 1');

/** Seals a text for whoever holds the handle, bound to the handle's hash. */
export const seal = (handle: string, text: string): string => sealUnder(keyOf(handle), text, sha256(handle));

/** Opens what `seal` made. Throws when it was made for another handle or was changed. */
export const unseal = (handle: string, sealed: string): string =>
  unsealUnder(keyOf(handle), sealed, sha256(handle));
