import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigError, readConfig } from '../../relay/config.ts';
import { makeCertificate } from '../support/certificate.ts';

const whole = {
  PUBLIC_URL: 'https://relay.example',
  AIRCALL_CLIENT_ID: 'id',
  AIRCALL_CLIENT_SECRET: 'canary-secret',
  TRUST_PROXY: '1',
};

/** What `readConfig` objects to. */
async function problemsOf(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  try {
    await readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'switchdeck-config-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  return folder;
}

describe('the relay’s environment', () => {
  it('needs four variables and has Aircall’s documented addresses for the rest', async () => {
    expect(await readConfig(whole)).toEqual({
      publicUrl: 'https://relay.example',
      host: '0.0.0.0',
      port: 8443,
      tls: null,
      trustProxy: true,
      aircall: {
        clientId: 'id',
        clientSecret: 'canary-secret',
        api: 'https://api.aircall.io',
        consent: 'https://dashboard.aircall.io/oauth/authorize',
      },
      sso: null,
      scheme: 'app.switchdeck',
      redisUrl: null,
      maxStreams: 20_000,
      sharedPolling: false,
      logAddresses: false,
    });
  });

  it('may say everything itself, and take secrets and certificates from files', async () => {
    const { cert, key } = await makeCertificate();
    const folder = await folderWith({
      secret: 'from-a-file\n',
      cert,
      key,
      redis: 'redis://r:6379/3',
    });
    const config = await readConfig({
      PUBLIC_URL: 'https://relay.example:8443/',
      HOST: '127.0.0.1',
      PORT: '0',
      AIRCALL_CLIENT_ID: 'id',
      AIRCALL_CLIENT_SECRET_FILE: path.join(folder, 'secret'),
      AIRCALL_API: 'http://127.0.0.1:4020',
      AIRCALL_CONSENT: 'http://localhost:4020/oauth/authorize',
      AIRCALL_SSO_URL: 'https://id.aircall.example/login',
      AIRCALL_SSO_REDIRECT_PARAM: 'redirect_uri',
      AIRCALL_SSO_STATE: 'optional',
      DESKTOP_SCHEME: 'dev.switchdeck',
      REDIS_URL_FILE: path.join(folder, 'redis'),
      TLS_CERT_FILE: path.join(folder, 'cert'),
      TLS_KEY_FILE: path.join(folder, 'key'),
      MAX_STREAMS: '500',
      SHARED_POLLING: '1',
      LOG_ADDRESSES: '1',
    });
    expect(config).toEqual({
      publicUrl: 'https://relay.example:8443',
      host: '127.0.0.1',
      port: 0,
      tls: { cert, key },
      trustProxy: false,
      aircall: {
        clientId: 'id',
        clientSecret: 'from-a-file',
        api: 'http://127.0.0.1:4020',
        consent: 'http://localhost:4020/oauth/authorize',
      },
      sso: { url: 'https://id.aircall.example/login', redirectParameter: 'redirect_uri', state: 'optional' },
      scheme: 'dev.switchdeck',
      redisUrl: 'redis://r:6379/3',
      maxStreams: 500,
      sharedPolling: true,
      logAddresses: true,
    });
  });

  it('may trust some proxies only, and leaves empty variables out', async () => {
    const config = await readConfig({ ...whole, TRUST_PROXY: '10.0.0.0/8, 127.0.0.1', REDIS_URL: '' });
    expect([config.trustProxy, config.redisUrl]).toEqual(['10.0.0.0/8, 127.0.0.1', null]);
  });

  it.each<readonly [string, NodeJS.ProcessEnv, string]>([
    ['no public address', { PUBLIC_URL: undefined }, 'PUBLIC_URL is missing'],
    [
      'a public address without TLS',
      { PUBLIC_URL: 'http://relay.example' },
      'PUBLIC_URL must be an https origin',
    ],
    ['one on loopback without TLS', { PUBLIC_URL: 'http://127.0.0.1' }, 'PUBLIC_URL must be an https origin'],
    [
      'a public address with a path',
      { PUBLIC_URL: 'https://relay.example/x' },
      'PUBLIC_URL must be an origin',
    ],
    ['no client id', { AIRCALL_CLIENT_ID: '' }, 'AIRCALL_CLIENT_ID is missing'],
    ['no client secret', { AIRCALL_CLIENT_SECRET: undefined }, 'AIRCALL_CLIENT_SECRET is missing'],
    ['a port that is none', { PORT: 'https' }, 'PORT must be a port number'],
    ['a port beyond all', { PORT: '70000' }, 'PORT must be a port number'],
    ['an API without TLS', { AIRCALL_API: 'http://api.example' }, 'AIRCALL_API must be an https address'],
    [
      'a consent page that is none',
      { AIRCALL_CONSENT: 'javascript:1' },
      'AIRCALL_CONSENT must be an https address',
    ],
    [
      'a password in an address',
      { AIRCALL_SSO_URL: 'https://a:b@id.example' },
      'AIRCALL_SSO_URL must be an https',
    ],
    [
      'a strange parameter',
      { AIRCALL_SSO_REDIRECT_PARAM: 'a&b' },
      'AIRCALL_SSO_REDIRECT_PARAM must be the name',
    ],
    ['half a choice', { AIRCALL_SSO_STATE: 'maybe' }, 'AIRCALL_SSO_STATE must be required or optional'],
    [
      'a foreign scheme',
      { DESKTOP_SCHEME: 'evil' },
      'DESKTOP_SCHEME must be app.switchdeck or dev.switchdeck',
    ],
    ['another database', { REDIS_URL: 'http://canary-secret' }, 'REDIS_URL must begin with redis://'],
    ['a database at no port', { REDIS_URL: 'redis://:canary-secret@r:abc/0' }, 'REDIS_URL must begin with'],
    [
      'a database without a number',
      { REDIS_URL: 'redis://:canary-secret@r/main' },
      'REDIS_URL must begin with',
    ],
    ['a password half encoded', { REDIS_URL: 'redis://:%canary-secret@r' }, 'REDIS_URL must begin with'],
    ['a port of blanks', { PORT: ' ' }, 'PORT must be a port number'],
    ['a port in another base', { PORT: '0x10' }, 'PORT must be a port number'],
    ['half of TLS', { TLS_CERT_FILE: '/nowhere' }, 'TLS_KEY_FILE is missing'],
    ['a proxy by name', { TRUST_PROXY: 'proxy.example' }, 'TRUST_PROXY must be 0, 1, or addresses'],
    ['a network that is none', { TRUST_PROXY: '10.0.0.0/33' }, 'TRUST_PROXY must be 0, 1, or addresses'],
    ['no TLS at all', { TRUST_PROXY: undefined }, 'TLS_CERT_FILE and TLS_KEY_FILE are missing'],
    ['a secret twice', { AIRCALL_CLIENT_SECRET_FILE: '/nowhere' }, 'AIRCALL_CLIENT_SECRET_FILE are both set'],
    ['a flag that is none', { LOG_ADDRESSES: 'yes' }, 'LOG_ADDRESSES must be 0 or 1'],
  ])('is refused with %s, naming the variable and no value', async (_, change, expected) => {
    const problems = await problemsOf({ ...whole, ...change });
    expect(problems.join('\n')).toContain(expected);
    expect(problems.join('\n')).not.toContain('canary-secret');
  });

  it('is refused with a key that is not the certificate’s, and with files that are neither', async () => {
    const [one, other] = await Promise.all([makeCertificate(), makeCertificate()]);
    const folder = await folderWith({ cert: one.cert, key: other.key, text: 'canary-secret' });
    const refused = async (cert: string, key: string): Promise<readonly string[]> =>
      problemsOf({ ...whole, TLS_CERT_FILE: path.join(folder, cert), TLS_KEY_FILE: path.join(folder, key) });
    const said = 'TLS_CERT_FILE and TLS_KEY_FILE are not a certificate and its key in PEM';
    expect(await refused('cert', 'key')).toEqual([said]);
    expect(await refused('text', 'key')).toEqual([said]);
    expect(await refused('cert', 'text')).toEqual([said]);
  });

  it('is told every problem at once, and each once', async () => {
    expect(await problemsOf({ AIRCALL_CLIENT_SECRET_FILE: '/nowhere/secret' })).toEqual([
      'AIRCALL_CLIENT_SECRET_FILE names a file that cannot be read (ENOENT)',
      'PUBLIC_URL is missing: the https origin under which browsers reach the relay',
      'AIRCALL_CLIENT_ID is missing: what Aircall gave out for this app',
      'TLS_CERT_FILE and TLS_KEY_FILE are missing, and TRUST_PROXY says that no proxy ends TLS',
    ]);
  });
});
