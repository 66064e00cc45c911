import { z } from 'zod';
import { UpstreamError } from '../domain/relay.ts';
import type { Fetch } from './ports.ts';

/** `error` is a word fit for a page and for the desktop (`UpstreamError`). */
export type Exchanged =
  | { readonly outcome: 'token'; readonly accessToken: string }
  | { readonly outcome: 'refused' | 'unreachable' | 'unreadable'; readonly error: string };

/** Aircall 1.3: more fields may come and are not needed. */
const TokenReply = z.object({ access_token: z.string().min(1).max(4000) });
const RefusalReply = z.object({ error: UpstreamError });

const timeoutMs = 10_000;
const largestReplyBytes = 64 * 1024;

export interface TokenClient {
  readonly api: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

/** Trades a code for the company's access token (Aircall 1.3). Never throws for what the upstream does. */
export async function exchangeCode(code: string, client: TokenClient, fetch: Fetch): Promise<Exchanged> {
  let status: number;
  let text: string | null;
  try {
    const response = await fetch(`${client.api}/v1/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        code,
        redirect_uri: client.redirectUri,
        client_id: client.clientId,
        client_secret: client.clientSecret,
        grant_type: 'authorization_code',
      }),
      redirect: 'error', // the secret goes to no other address
      signal: AbortSignal.timeout(timeoutMs),
    });
    status = response.status;
    text = await readShort(response);
  } catch {
    // Refused, cut or too late: all the same to the person waiting, and the error may quote what was sent.
    return { outcome: 'unreachable', error: 'temporarily_unavailable' };
  }
  if (status >= 500 || status === 429) return { outcome: 'unreachable', error: 'temporarily_unavailable' };
  const body = text === null ? undefined : readJson(text);
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

/** The body, or null when it is larger than any token reply. */
async function readShort(response: Response): Promise<string | null> {
  const body: AsyncIterable<Uint8Array> | null = response.body;
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > largestReplyBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Undefined for what is no JSON: the schemas refuse that as they refuse a wrong shape. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
