import {
  type AckRequest,
  type RedeemRequest,
  RedeemReply,
  RelayRefusal,
  relayPaths,
} from '../../domain/relay.ts';
import type { Clock } from '../clock.ts';
import { DeskError, isPassing } from '../failures.ts';
import type { Http, HttpReply } from '../http.ts';
import { postToRelay } from '../relay-post.ts';
import { readJson } from '../read-json.ts';

/** What goes into the browser: the challenge, the state, and where else than to a deep link it may return. */
export interface StartTicket {
  readonly challenge: string;
  readonly state: string;
  /** `<port>.<path>` as `LoopbackReturn` has it; null when nothing listens. */
  readonly loopback: string | null;
}

/** The relay of one sign-in (desktop-security 1.3). All requests throw DeskError with `where` `relay`. */
export interface RelayClient {
  /**
   * What a handle stands for, or null when it is none of this desktop's: unknown, used, over, or made for another
   * verifier. Throws `offline`, `provider-unavailable`, `rate-limited` when trying again for a while did not help,
   * `provider-contract-broken` for a reply nobody documents.
   */
  redeem(request: Required<RedeemRequest>, signal: AbortSignal): Promise<RedeemReply | null>;
  /** The grant is kept; the relay may forget it. */
  ack(request: AckRequest, signal: AbortSignal): Promise<void>;
}

/** Pauses before a request is sent again, ms. A reply that was lost is worth a short while: the handle lives for minutes. */
const pauses = [500, 1_500, 4_000];
const longestPauseMs = 8_000;

/** The address a browser begins at. `relay` is its origin. */
export function startAddress(
  relay: string,
  way: keyof typeof relayPaths.start,
  { challenge, state, loopback }: StartTicket,
): string {
  const query = new URLSearchParams({
    c: challenge,
    s: state,
    ...(loopback === null ? {} : { l: loopback }),
  });
  return `${relay}${relayPaths.start[way]}?${query.toString()}`;
}

export function createRelayClient(relay: string, http: Http, clock: Clock): RelayClient {
  const post = (path: string, body: object, signal: AbortSignal): Promise<HttpReply> =>
    postToRelay({ relay, http, clock }, { path, body, signal });

  const postPatiently = async (path: string, body: object, signal: AbortSignal): Promise<HttpReply> => {
    for (const pause of pauses) {
      try {
        return await post(path, body, signal);
      } catch (error) {
        if (!(error instanceof DeskError) || !isPassing(error.code)) throw error;
        const wait = Math.max(pause, (error.retryAt ?? 0) - clock.now());
        if (wait > longestPauseMs) throw error;
        await clock.sleep(wait, signal);
      }
    }
    return post(path, body, signal);
  };

  return {
    async redeem(request, signal) {
      const { status, text } = await postPatiently(relayPaths.redeem, request, signal);
      const body = readJson(text);
      if (status === 200) {
        const reply = RedeemReply.safeParse(body);
        if (reply.success) return reply.data;
      } else {
        const refusal = RelayRefusal.safeParse(body).data?.error;
        if (refusal === 'unknown' || refusal === 'wrong-verifier') return null;
      }
      throw new DeskError('provider-contract-broken', { where: 'relay', status });
    },
    async ack(request, signal) {
      const { status } = await postPatiently(relayPaths.ack, request, signal);
      if (status < 200 || status >= 300)
        throw new DeskError('provider-contract-broken', { where: 'relay', status });
    },
  };
}
