import { z } from 'zod';
import { DeskError } from '../../failures.ts';
import { type Http, type HttpReply, retryAfter } from '../../http.ts';
import type { Clock } from '../../clock.ts';
import type { OwnClient } from '../provider.ts';
import { looseNumber } from '../wire-reading.ts';
import { readJson } from '../../read-json.ts';

/** Where a browser consents for a customer's own client (aircall.md 1.3). `root` is the dashboard's address. */
export function consentPage(
  root: string,
  { clientId, callbackUrl }: Pick<OwnClient, 'clientId' | 'callbackUrl'>,
  state: string,
): string {
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: callbackUrl,
    response_type: 'code',
    scope: 'public_api',
    state,
  });
  return `${root}/oauth/authorize?${query.toString()}`;
}

const Exchanged = z.object({
  access_token: z.string().min(1).max(4000),
  token_type: z
    .string()
    .regex(/^bearer$/i)
    .nullish(),
  /** Seconds. Not documented: the token is permanent. Believed when it is there. */
  expires_in: looseNumber.pipe(z.number().positive()).nullish().catch(null),
});
const Refused = z.object({ error: z.string().max(4000), error_description: z.string().max(4000).nullish() });

const largestReplyBytes = 64 * 1024;
const where = 'token exchange';

/**
 * Exchanges a code for the company's token (aircall.md 1.3): `POST /v1/oauth/token` with a JSON body. Written by hand
 * because that is what Aircall documents: oauth4webapi sends forms only, and its replies must have what the
 * standard asks for. Sent once: a code is good for one exchange, and asking again after a lost reply would be told
 * "invalid", which is not what happened.
 * Throws DeskError `sign-in-rejected` when Aircall refuses client or code, with what it said; network trouble and a
 * server in trouble stay what they are.
 */
export async function exchangeCode(
  api: string,
  grant: { readonly client: OwnClient; readonly code: string },
  { http, clock }: { readonly http: Http; readonly clock: Clock },
  signal: AbortSignal,
): Promise<{ readonly accessToken: string; readonly expiresAt: number | null }> {
  const { client, code } = grant;
  const reply = await http({
    method: 'POST',
    url: `${api}/v1/oauth/token`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      code,
      redirect_uri: client.callbackUrl,
      client_id: client.clientId,
      client_secret: client.clientSecret,
      grant_type: 'authorization_code',
    }),
    maxBytes: largestReplyBytes,
    signal,
  });
  const body = readJson(reply.text);
  if (reply.status !== 200) throw refusalOf(reply, body, clock);
  const exchanged = Exchanged.safeParse(body);
  if (!exchanged.success) throw new DeskError('provider-contract-broken', { where, status: reply.status });
  const { access_token, expires_in } = exchanged.data;
  return {
    accessToken: access_token,
    expiresAt: expires_in == null ? null : clock.now() + Math.round(expires_in * 1000),
  };
}

function refusalOf({ status, headers }: HttpReply, body: unknown, clock: Clock): DeskError {
  const refused = Refused.safeParse(body).data;
  const facts = { where, status };
  if (status === 429) {
    const retryAt = retryAfter(headers, clock);
    return new DeskError('rate-limited', retryAt === null ? facts : { ...facts, retryAt });
  }
  if (status === 408 || status >= 500) return new DeskError('provider-unavailable', facts);
  // 400 is the documented refusal; RFC 6749 5.2 also has 401 for a wrong client. Without `error` those are the edge's.
  if (status === 400 || (refused !== undefined && (status === 401 || status === 403)))
    return new DeskError('sign-in-rejected', {
      ...facts,
      said: refused?.error_description ?? refused?.error,
    });
  if (status === 401 || status === 403) return new DeskError('provider-refused', facts);
  return new DeskError('provider-contract-broken', facts);
}
