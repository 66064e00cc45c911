/** How long a request counts against the limit. */
export const windowMs = 60_000;
/** Whoever never says that a request was answered: it has been by then, since requests time out earlier. */
const longestAnswerMs = 35_000;
/** Requests are remembered this long after they were sent. */
const rememberedMs = 5 * windowMs;

interface Sent {
  at: number;
  /** When the answer was there; null while the request is out. */
  answeredAt: number | null;
}

/**
 * Our own requests of the last minutes. The provider counts a request when it arrives, some time between sending and
 * answer. Told in the order in which they were sent and answered, n requests that each leave the count a minute after
 * their answer cannot have been more than n in any minute of the provider's, whatever the network did between.
 */
export interface SentLog {
  send(now: number): void;
  /** One of those that are out was answered; which of them does not matter for the count. */
  answer(now: number): void;
  /** Ms until fewer than `allowed` count; 0 when that is so already. */
  roomIn(now: number, allowed: number): number;
  /** Requests sent after `instant`. */
  since(instant: number): number;
  /** Requests that were answered at `instant` or later, or not yet: those that a provider may have counted after it. */
  endingAfter(instant: number): number;
  everSent(): number;
  /** Requests that have not been answered. */
  out(): number;
  /** The computer's clock was set by `ms`. */
  shift(ms: number): void;
}

export function createSentLog(): SentLog {
  /** Oldest first. */
  let sent: Sent[] = [];
  /** The oldest that may still be out. */
  let firstOut = 0;
  let everSent = 0;

  const endOf = ({ at, answeredAt }: Sent): number => (answeredAt ?? at + longestAnswerMs) + windowMs;
  const trim = (now: number): void => {
    let gone = 0;
    for (const { at } of sent) {
      if (at > now - rememberedMs) break;
      gone += 1;
    }
    // In strides: requests are counted at every grant.
    if (gone < 256) return;
    sent = sent.slice(gone);
    firstOut = Math.max(0, firstOut - gone);
  };
  return {
    send(now) {
      trim(now);
      everSent += 1;
      sent.push({ at: now, answeredAt: null });
    },
    answer(now) {
      const request = sent[firstOut];
      if (request === undefined) return;
      request.answeredAt = Math.min(now, request.at + longestAnswerMs);
      firstOut += 1;
    },
    roomIn(now, allowed) {
      const blocking = sent[sent.length - Math.max(1, Math.floor(allowed))];
      return blocking === undefined ? 0 : Math.max(0, endOf(blocking) - now);
    },
    since(instant) {
      let count = 0;
      for (let index = sent.length - 1; index >= 0; index -= 1) {
        const request = sent[index];
        if (request === undefined || request.at <= instant) break;
        count += 1;
      }
      return count;
    },
    endingAfter(instant) {
      let count = sent.length - firstOut;
      for (let index = firstOut - 1; index >= 0; index -= 1) {
        const answeredAt = sent[index]?.answeredAt;
        if (answeredAt == null || answeredAt < instant) break;
        count += 1;
      }
      return count;
    },
    everSent: () => everSent,
    out: () => sent.length - firstOut,
    shift(ms) {
      for (const request of sent) {
        request.at += ms;
        if (request.answeredAt !== null) request.answeredAt += ms;
      }
    },
  };
}
