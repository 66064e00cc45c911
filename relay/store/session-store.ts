/** What the token of a session says, as far as the store must judge it. */
export interface SessionMark {
  readonly id: string;
  /** Grows by one with each renewal. */
  readonly generation: number;
  readonly company: string;
  /** Epoch ms. */
  readonly issuedAt: number;
}

/**
 * What must be remembered of sessions, whose tokens say the rest themselves: which generation is the newest, whether it
 * was ever used, and what was ended. A session the store knows nothing of is good. Instants are epoch ms.
 *
 * The generation before the newest stays good until the newest has been used, and a minute longer: the reply to a renewal
 * may have been lost, and the desktop asleep since. Any older one was copied: it ends the session for both.
 */
export interface SessionStore {
  /** Whether the session is good, of which somebody makes use. */
  useSession(session: SessionMark, now: number): Promise<boolean>;
  /** The generation that takes this one's place, also when asked again; null when the session is over. */
  renewSession(session: SessionMark, now: number): Promise<number | null>;
  endSession(id: string): Promise<void>;
  /** Ends the sessions of a company that were issued until `now` and forgets its webhooks. */
  endCompany(company: string, now: number): Promise<void>;
  /** The ids of those that were ended. Looks without judging generations. */
  endedAmong(sessions: readonly SessionMark[]): Promise<ReadonlySet<string>>;
  /**
   * Has the events with a token (by its hash) be a company's. Never takes another company's. Kept for 30 days after the
   * last claim or delivery; of more than `mostWebhooks` of a company the one that was quiet longest is forgotten.
   */
  claimWebhook(tokenHash: string, company: string, now: number): Promise<'claimed' | 'taken'>;
  /** Whose events come with the token; null when nobody claimed it. */
  companyOfWebhook(tokenHash: string, now: number): Promise<string | null>;
}

/** As long as a session can be renewed. */
export const sessionTtlMs = 30 * 86_400_000;
export const webhookTtlMs = 30 * 86_400_000;
/** How long the generation before stays good once the newest is in use. */
export const overlapMs = 60_000;
/** Aircall has 100 a company (6.2), and some are made anew. */
export const mostWebhooks = 200;
