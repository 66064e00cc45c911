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
/** The store knows only the handle's hash, so whoever reads the store cannot open what it keeps. */
const keyOf = (handle: string): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.from(handle, 'base64url'), '', 'switchdeck relay result 1', 32));

/** Seals a text for whoever holds the handle: AES-256-GCM, bound to the handle's hash; base64url. */
export function seal(handle: string, text: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(handle), nonce);
  cipher.setAAD(Buffer.from(sha256(handle)));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Opens what `seal` made. Throws when it was made for another handle or was changed. */
export function unseal(handle: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(handle), bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(sha256(handle)));
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  const text = decipher.update(bytes.subarray(nonceBytes + tagBytes));
  return Buffer.concat([text, decipher.final()]).toString('utf8');
}
