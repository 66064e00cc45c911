import { createHash, generateKeyPair, randomBytes, sign, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * `key` and `cert` are PEM. `spki` is the base64 SHA-256 of the public key, as Chromium's
 * `--ignore-certificate-errors-spki-list` wants it; Node clients take `cert` as their `ca`.
 */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  readonly spki: string;
}

/** The part of DER (X.690) that a certificate needs: tag, length, content. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const bits = (content: Uint8Array): Buffer => der(0x03, Buffer.of(0), content);

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const groups = rest.map((part) => {
    const sevens = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) sevens.unshift((left & 0x7f) | 0x80);
    return sevens;
  });
  return der(0x06, Buffer.from([first * 40 + second, ...groups.flat()]));
}

const utcTime = (instant: number): Buffer => {
  const digits = new Date(instant).toISOString().replace(/\D/g, '');
  return der(0x17, Buffer.from(`${digits.slice(2, 14)}Z`));
};

const extension = (id: string, critical: boolean, value: Uint8Array): Buffer =>
  sequence(oid(id), ...(critical ? [der(0x01, Buffer.of(0xff))] : []), der(0x04, value));

const extensions = der(
  0xa3,
  sequence(
    // Its own authority, so that Node takes it as a `ca`.
    extension('2.5.29.19', true, sequence(der(0x01, Buffer.of(0xff)))),
    extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'))), // for servers
    extension(
      '2.5.29.17',
      false,
      sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.of(127, 0, 0, 1))),
    ),
  ),
);

/** A self-signed certificate for `localhost` and `127.0.0.1` (RFC 5280), made now and valid for two days. */
export const makeCertificate = async (): Promise<Certificate> => {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'prime256v1' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));
  const name = sequence(der(0x31, sequence(oid('2.5.4.3'), der(0x0c, Buffer.from('localhost')))));
  const now = Date.now();
  const day = 86_400_000;
  const serial = Buffer.concat([Buffer.of(1), randomBytes(15)]); // positive, without leading zeros
  const signed = sequence(
    der(0xa0, der(0x02, Buffer.of(2))), // version 3
    der(0x02, serial),
    ecdsaWithSha256,
    name,
    sequence(utcTime(now - day), utcTime(now + 2 * day)),
    name,
    spki,
    extensions,
  );
  const raw = sequence(signed, ecdsaWithSha256, bits(sign('sha256', signed, privateKey)));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: new X509Certificate(raw).toString(),
    spki: createHash('sha256').update(spki).digest('base64'),
  };
};
