import type { Clock } from './clock.ts';
import { DeskError } from './failures.ts';
import { type Http, type HttpReply, retryAfter } from './http.ts';

const timeoutMs = 15_000;
const largestReplyBytes = 64 * 1024;

export interface RelayPost {
  readonly path: string;
  /** Left out: nothing is sent along. */
  readonly body?: object;
  /** Of the desktop's session at the relay. */
  readonly token?: string;
  readonly signal?: AbortSignal;
}

/**
 * Asks something of the relay at `relay` (its origin). Throws DeskError with `where` `relay`: `offline`, `rate-limited` and
 * `provider-unavailable` with when to try again. Any other status is a reply.
 */
export async function postToRelay(
  { relay, http, clock }: { readonly relay: string; readonly http: Http; readonly clock: Clock },
  { path, body, token, signal }: RelayPost,
): Promise<HttpReply> {
  let reply: HttpReply;
  try {
    reply = await http({
      method: 'POST',
      url: `${relay}${path}`,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      maxBytes: largestReplyBytes,
      timeoutMs,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof DeskError ? new DeskError(error.code, { where: 'relay', cause: error }) : error;
  }
  const { status } = reply;
  const retryAt = retryAfter(reply.headers, clock) ?? clock.now();
  if (status === 429) throw new DeskError('rate-limited', { where: 'relay', status, retryAt });
  if (status >= 500) throw new DeskError('provider-unavailable', { where: 'relay', status, retryAt });
  return reply;
}
