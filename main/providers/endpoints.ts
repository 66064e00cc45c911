import { z } from 'zod';

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** True for an address that never leaves this machine. */
export const isLoopback = (url: URL): boolean => loopbackNames.has(url.hostname);

/** A redirect that a browser can be sent to: https, or http on loopback, with nothing that a redirect cannot have. */
export function isRedirectAddress(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

/**
 * An API root. https is required, except on loopback, where a simulator may speak plain http. Credentials, query and
 * fragment are refused; the trailing slash is dropped so that paths can be appended.
 */
const ApiRoot = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const secure = url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)));
  if (!secure || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    context.addIssue({ code: 'custom', message: 'must be a plain https address (http only on loopback)' });
    return z.NEVER;
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
});

/**
 * A relay as a person may name it: the origin of a plain https address and nothing more, or an http one on loopback
 * where that is allowed. Null for anything else.
 */
export function readRelayOrigin(text: string, loopbackAllowed: boolean): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return null;
  const secure =
    url.protocol === 'https:' || (loopbackAllowed && url.protocol === 'http:' && isLoopback(url));
  // Compared as a whole, so that no user, path, query or fragment gets by.
  return secure && url.href === `${url.origin}/` ? url.origin : null;
}

/** Where the providers are. Overridable only from managed configuration or a demo run, never from the page. */
export const Endpoints = z.strictObject({
  aircall: z.strictObject({
    api: ApiRoot,
    /** Where a browser opens the consent page for a customer's own OAuth client. */
    consent: ApiRoot.default('https://dashboard.aircall.io'),
    /** The bus frame of agent SSO. Its address is not published (aircall.md 1.5): null offers no agent SSO. */
    bus: ApiRoot.nullable().default(null),
  }),
  /** The relay to sign in through when nothing names another one; null offers no sign-in through a relay. */
  relay: ApiRoot.nullable().default(null),
  voipex: z.strictObject({ auth: ApiRoot, ipbx: ApiRoot, central: ApiRoot }),
});
export type Endpoints = z.infer<typeof Endpoints>;

/** The documented hosts: aircall.md 1.1, voipex.md 3. */
export const documentedEndpoints: Endpoints = {
  aircall: { api: 'https://api.aircall.io', consent: 'https://dashboard.aircall.io', bus: null },
  relay: null,
  voipex: {
    auth: 'https://auth.voipex.io',
    ipbx: 'https://ipbxapi.voipex.io',
    central: 'https://restapi.ipex.cz',
  },
};
