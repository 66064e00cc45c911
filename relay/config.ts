import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { z } from 'zod';

/** Deep-link schemes of the product and of development builds. Never taken from a request. */
export const desktopSchemes = ['app.switchdeck', 'dev.switchdeck'] as const;

export interface RelayConfig {
  /** Origin under which browsers and Aircall reach the relay, always https; null for the one it listens at. */
  readonly publicUrl: string | null;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** PEM. Null behind a proxy that ends TLS. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Whose `X-Forwarded-For` is believed: nobody's, everybody's, or that of these addresses. */
  readonly trustProxy: boolean | string;
  readonly aircall: {
    readonly clientId: string;
    readonly clientSecret: string;
    /** Origin of the API. */
    readonly api: string;
    readonly consent: string;
  };
  /** Null: agents cannot sign in through Aircall's identity host. */
  readonly sso: {
    readonly url: string;
    /** What the identity host calls the address to come back to. */
    readonly redirectParameter: string;
    /** Whether a callback without `state` is refused. The cookie binds the browser either way. */
    readonly state: 'required' | 'optional';
  } | null;
  readonly scheme: (typeof desktopSchemes)[number];
  /** Null keeps everything in memory. */
  readonly redisUrl: string | null;
  /** Streams that may be open at this instance at a time. */
  readonly maxStreams: number;
  /** Poll Aircall for companies whose webhooks bring nothing. */
  readonly sharedPolling: boolean;
  /** Write the address of each caller to the log. */
  readonly logAddresses: boolean;
}

/** The environment is wrong. Each problem names its variable and never its value. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

const isSafeAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (username !== '' || password !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && loopbackHosts.has(hostname));
};
const Address = z.string().refine(isSafeAddress, 'must be an https address (http only on loopback)');
const Origin = Address.refine((text) => new URL(text).href === `${new URL(text).origin}/`, {
  message: 'must be an origin: no path, no query',
  abort: true,
}).transform((text) => new URL(text).origin);
const PublicUrl = z
  .string('is missing: the https origin under which browsers reach the relay')
  .refine((text) => URL.canParse(text) && new URL(text).protocol === 'https:', {
    message: 'must be an https origin: the cookies of a sign-in (__Host-) exist on https only',
    abort: true,
  })
  .pipe(Origin);
const flag = z.enum(['0', '1'], 'must be 0 or 1').default('0');
/** `0`, `1`, or addresses and networks apart by commas; Fastify would throw at anything else. */
const isTrust = (text: string): boolean =>
  ['0', '1'].includes(text) ||
  text.split(',').every((one) => {
    const [address = '', bits] = one.trim().split('/', 2);
    const version = isIP(address);
    if (version === 0) return bits === undefined && proxyNames.has(address);
    return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
  });
const proxyNames = new Set(['loopback', 'linklocal', 'uniquelocal']);
/** What the client would throw at, quoting the address with its password. */
const isStoreAddress = (text: string): boolean => {
  if (!/^(?:rediss?|unix):\/\//.test(text) || !URL.canParse(text)) return false;
  const { protocol, pathname, username, password } = new URL(text);
  if (protocol !== 'unix:' && !/^\/?\d*$/.test(pathname)) return false;
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false; // half of an escape; the caller names the variable
  }
};
const needed = (what: string) => z.string(`is missing: ${what}`).min(1, `is missing: ${what}`).max(500);

const Environment = z.object({
  PUBLIC_URL: PublicUrl,
  HOST: z.string().min(1).default('0.0.0.0'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { message: 'must be a port number', abort: true })
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port number')
    .default(8443),
  TLS_CERT_FILE: z.string().optional(),
  TLS_KEY_FILE: z.string().optional(),
  TRUST_PROXY: z
    .string()
    .refine(isTrust, 'must be 0, 1, or addresses and networks apart by commas')
    .default('0'),
  AIRCALL_CLIENT_ID: needed('what Aircall gave out for this app'),
  AIRCALL_CLIENT_SECRET: needed('what Aircall gave out for this app'),
  AIRCALL_API: Origin.default('https://api.aircall.io'),
  AIRCALL_CONSENT: Address.default('https://dashboard.aircall.io/oauth/authorize'),
  AIRCALL_SSO_URL: Address.optional(),
  AIRCALL_SSO_REDIRECT_PARAM: z
    .string()
    .regex(/^[A-Za-z_]{1,40}$/, 'must be the name of a query parameter')
    .default('redirectUrl'),
  AIRCALL_SSO_STATE: z.enum(['required', 'optional'], 'must be required or optional').default('required'),
  DESKTOP_SCHEME: z.enum(desktopSchemes, `must be ${desktopSchemes.join(' or ')}`).default('app.switchdeck'),
  REDIS_URL: z
    .string()
    .refine(
      isStoreAddress,
      'must begin with redis://, rediss:// or unix:// and be an address: host, port, number of the database',
    )
    .optional(),
  MAX_STREAMS: z
    .string()
    .regex(/^[1-9]\d{0,6}$/, 'must be a number from 1 to 9999999')
    .transform(Number)
    .default(20_000),
  SHARED_POLLING: flag,
  LOG_ADDRESSES: flag,
});

/** Variables that `<name>_FILE` can fill from a file, as container platforms hand out secrets. */
const fromFiles = ['AIRCALL_CLIENT_ID', 'AIRCALL_CLIENT_SECRET', 'REDIS_URL'] as const;

/** Reads a file a variable names. Adds a problem and gives undefined when that fails. */
async function contentOf(name: string, file: string, problems: string[]): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    problems.push(`${name} names a file that cannot be read (${code})`);
    return undefined;
  }
}

/** Whether a server can be made of them. What exactly is wrong may quote them, so it is not told. */
function areCertificateAndKey(cert: string, key: string): boolean {
  try {
    createSecureContext({ cert, key });
    return true;
  } catch {
    return false; // the caller says so
  }
}

const trustOf = (text: string): boolean | string => (text === '0' ? false : text === '1' ? true : text);

/** The relay's settings from the environment. Throws ConfigError with every problem found. */
export async function readConfig(env: NodeJS.ProcessEnv): Promise<RelayConfig> {
  const problems: string[] = [];
  // Set to nothing is the same as not set: compose files and shells make no difference either.
  const given: Record<string, string | undefined> = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== ''),
  );
  for (const name of fromFiles) {
    const file = given[`${name}_FILE`];
    if (file === undefined) continue;
    if (given[name] !== undefined) problems.push(`${name} and ${name}_FILE are both set`);
    given[name] = (await contentOf(`${name}_FILE`, file, problems))?.trim();
  }
  const read = Environment.safeParse(given);
  if (!read.success) {
    const known = new Set(problems.map((problem) => problem.split(/_FILE| /, 1)[0]));
    for (const { path, message } of read.error.issues) {
      const name = path.map(String).join('.');
      if (!known.has(name)) problems.push(`${name} ${message}`);
    }
  }
  const { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile, TRUST_PROXY: proxy } = given;
  if ((certFile === undefined) !== (keyFile === undefined))
    problems.push(`${certFile === undefined ? 'TLS_CERT_FILE' : 'TLS_KEY_FILE'} is missing`);
  else if (certFile === undefined && (proxy ?? '0') === '0')
    problems.push('TLS_CERT_FILE and TLS_KEY_FILE are missing, and TRUST_PROXY says that no proxy ends TLS');
  const [cert, key] = await Promise.all([
    certFile === undefined ? undefined : contentOf('TLS_CERT_FILE', certFile, problems),
    keyFile === undefined ? undefined : contentOf('TLS_KEY_FILE', keyFile, problems),
  ]);
  if (cert !== undefined && key !== undefined && !areCertificateAndKey(cert, key))
    problems.push('TLS_CERT_FILE and TLS_KEY_FILE are not a certificate and its key in PEM');
  if (problems.length > 0 || !read.success) throw new ConfigError(problems);

  const values = read.data;
  return {
    publicUrl: values.PUBLIC_URL,
    host: values.HOST,
    port: values.PORT,
    tls: cert === undefined || key === undefined ? null : { cert, key },
    trustProxy: trustOf(values.TRUST_PROXY),
    aircall: {
      clientId: values.AIRCALL_CLIENT_ID,
      clientSecret: values.AIRCALL_CLIENT_SECRET,
      api: values.AIRCALL_API,
      consent: values.AIRCALL_CONSENT,
    },
    sso:
      values.AIRCALL_SSO_URL === undefined
        ? null
        : {
            url: values.AIRCALL_SSO_URL,
            redirectParameter: values.AIRCALL_SSO_REDIRECT_PARAM,
            state: values.AIRCALL_SSO_STATE,
          },
    scheme: values.DESKTOP_SCHEME,
    redisUrl: values.REDIS_URL ?? null,
    maxStreams: values.MAX_STREAMS,
    sharedPolling: values.SHARED_POLLING === '1',
    logAddresses: values.LOG_ADDRESSES === '1',
  };
}
