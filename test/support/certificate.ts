import { execFile } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * `key` and `cert` are PEM. `spki` is the base64 SHA-256 of the public key, as Chromium's
 * `--ignore-certificate-errors-spki-list` wants it; Node clients take `cert` as their `ca`.
 */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  readonly spki: string;
}

/** A self-signed certificate for `localhost` and `127.0.0.1`, made now and valid for two days. Needs `openssl`. */
export const makeCertificate = async (): Promise<Certificate> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'switchdeck-certificate-'));
  const keyFile = path.join(folder, 'key.pem');
  const certFile = path.join(folder, 'cert.pem');
  try {
    await run('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc'],
      ...['-keyout', keyFile, '-out', certFile, '-days', '2', '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
      ...['-addext', 'extendedKeyUsage=serverAuth'],
    ]);
    const [key, cert] = await Promise.all([readFile(keyFile, 'utf8'), readFile(certFile, 'utf8')]);
    const publicKey = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
    return { key, cert, spki: createHash('sha256').update(publicKey).digest('base64') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
