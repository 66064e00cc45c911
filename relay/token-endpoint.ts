import { z } from 'zod';
import { UpstreamError } from '../domain/relay.ts';
import type { Fetch } from './ports.ts';
import { askShortly } from './short-reply.ts';

/** `error` is a word fit for a page and for the desktop (`UpstreamError`). */
export type Exchanged =
  | { readonly outcome: 'token'; readonly accessToken: string }
  | { readonly outcome: 'refused' | 'unreachable' | 'unreadable'; readonly error: string };

/** Aircall 1.3: more fields may come and are not needed. */
const TokenReply = z.object({ access_token: z.string().min(1).max(4000) });
const RefusalReply = z.object({ error: UpstreamError });

const timeoutMs = 10_000;

export interface TokenClient {
  readonly api: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

/** Trades a code for the company's access token (Aircall 1.3). Never throws for what the upstream does. */
export async function exchangeCode(code: string, client: TokenClient, fetch: Fetch): Promise<Exchanged> {
  const reply = await askShortly(
    fetch,
    `${client.api}/v1/oauth/token`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        code,
        redirect_uri: client.redirectUri,
        client_id: client.clientId,
        client_secret: client.clientSecret,
        grant_type: 'authorization_code',
      }),
    },
    timeoutMs,
  );
  if (reply === null || reply.status >= 500 || reply.status === 429)
    return { outcome: 'unreachable', error: 'temporarily_unavailable' };
  const { status, body } = reply;
  if (status >= 200 && status < 300) {
    const token = TokenReply.safeParse(body);
    if (token.success) return { outcome: 'token', accessToken: token.data.access_token };
    const refusal = RefusalReply.safeParse(body);
    return refusal.success
      ? { outcome: 'refused', error: refusal.data.error }
      : { outcome: 'unreadable', error: 'server_error' };
  }
  const refusal = RefusalReply.safeParse(body);
  return { outcome: 'refused', error: refusal.success ? refusal.data.error : 'server_error' };
}

/** Aircall 4.5: whose integration the token is of. */
const IntegrationReply = z.object({
  integration: z.object({ company_id: z.union([z.number().int(), z.string().min(1).max(100)]) }),
});

/** A person waits in the browser meanwhile, and without it they are signed in all the same. */
const companyTimeoutMs = 5_000;

/** The company an access token acts for; null when that cannot be found out. Never throws for what the upstream does. */
export async function companyOf(accessToken: string, api: string, fetch: Fetch): Promise<string | null> {
  const reply = await askShortly(
    fetch,
    `${api}/v1/integrations/me`,
    { headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' } },
    companyTimeoutMs,
  );
  if (reply?.status !== 200) return null;
  const read = IntegrationReply.safeParse(reply.body);
  return read.success ? String(read.data.integration.company_id) : null;
}
