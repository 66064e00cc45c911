import { RelayRefusal, RelaySession, relayPaths, type WebhookClaim } from '../../domain/relay.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { Http, HttpReply } from '../http.ts';
import { postToRelay, type RelayPost } from '../relay-post.ts';
import { readJson } from '../read-json.ts';

export interface RelaySessionPorts {
  /** Origin. */
  readonly relay: string;
  readonly http: Http;
  readonly clock: Clock;
  /** What lies with the account's credential; null when there is none. */
  readonly held: () => RelaySession | null;
  /** Keeps what takes its place. */
  readonly keep: (session: RelaySession) => Promise<void>;
}

/** What lets this desktop follow its company's events at the relay, kept fresh. All requests throw DeskError. */
export interface RelaySessionKeeper {
  /**
   * A token that is good for now, as far as is known: renewed after two thirds of its life. Throws `not-signed-in` when
   * there is none that the relay would take.
   */
  token(signal: AbortSignal): Promise<string>;
  /** The relay did not take `token`: the next one is renewed first. */
  refused(token: string): void;
  /** Tells the relay that events with this webhook token are this company's. False: they are another company's. */
  claim(token: string, signal: AbortSignal): Promise<boolean>;
  /** The relay's clock, as its replies and streams tell. */
  learnClock(relayNow: number): void;
  /** What the relay's clock is ahead of this computer's, ms; 0 until it is known. */
  offsetMs(): number;
  /** Resolves when no renewal is under way: one that is broken off may leave the relay with a session we do not have. */
  settled(): Promise<void>;
  /** Makes the session worthless. Never throws: what is left ends by itself. */
  end(signal: AbortSignal): Promise<void>;
}

export function createRelaySession(ports: RelaySessionPorts): RelaySessionKeeper {
  const { clock, held, keep } = ports;
  let offset = 0;
  let refusedToken: string | null = null;
  let renewing: Promise<RelaySession> | null = null;

  const now = (): number => clock.now() + offset;

  const post = async (asked: RelayPost): Promise<HttpReply> => {
    const reply = await postToRelay(ports, asked);
    if (reply.status === 401) throw new DeskError('not-signed-in', { where: 'relay', status: 401 });
    return reply;
  };

  const session = (): RelaySession => {
    const one = held();
    if (one === null) throw new DeskError('not-signed-in', { where: 'relay' });
    return one;
  };

  const renew = async (old: RelaySession): Promise<RelaySession> => {
    // By its time-out only: the relay takes the old token for a moment after it gave a new one.
    const { status, text } = await post({ path: relayPaths.renewSession, token: old.token });
    const renewed = status === 200 ? RelaySession.safeParse(readJson(text)) : null;
    if (renewed?.success !== true)
      throw new DeskError('provider-contract-broken', { where: 'relay session', status });
    offset = renewed.data.now - clock.now();
    // Kept before it is used: the relay knows the old one for a moment only.
    await keep(renewed.data);
    refusedToken = null;
    return renewed.data;
  };

  const isDue = ({ token, expiresAt, now: issuedAt }: RelaySession): boolean =>
    token === refusedToken || now() >= issuedAt + ((expiresAt - issuedAt) * 2) / 3;

  const token = async (signal: AbortSignal): Promise<string> => {
    const one = session();
    if (!isDue(one)) return one.token;
    renewing ??= renew(one).finally(() => {
      renewing = null;
    });
    try {
      const renewed = await renewing;
      signal.throwIfAborted();
      return renewed.token;
    } catch (error) {
      signal.throwIfAborted();
      const isOver = error instanceof DeskError && error.code === 'not-signed-in';
      if (isOver || one.token === refusedToken || now() >= one.expiresAt) throw error;
      return one.token; // what there is is still good while the relay cannot renew it
    }
  };

  return {
    token,
    refused(one) {
      refusedToken = one;
    },
    async claim(webhookToken, signal) {
      const body: WebhookClaim = { token: webhookToken };
      const { status, text } = await post({
        path: relayPaths.claimWebhook,
        token: await token(signal),
        body,
        signal,
      });
      if (status >= 200 && status < 300) return true;
      if (status === 409 && RelayRefusal.safeParse(readJson(text)).data?.error === 'taken') return false;
      throw new DeskError('provider-contract-broken', { where: 'relay claim', status });
    },
    learnClock(relayNow) {
      offset = relayNow - clock.now();
    },
    offsetMs: () => offset,
    async settled() {
      await renewing?.catch(() => undefined); // whoever asked for it sees why
    },
    async end(signal) {
      const one = held();
      if (one === null) return;
      await post({ path: relayPaths.endSession, token: one.token, signal }).catch(() => undefined); // it expires within the hour
    },
  };
}
