import type { RelayClock } from '../ports.ts';
import { canonical } from '../events/delivery.ts';
import type { NewEntry } from '../events/event-log.ts';
import { random256, sha256 } from '../secrets.ts';
import type { AircallReads, Budget, ReadReply, Record } from './aircall-reads.ts';

/** What a call may still change in: it rings, is talked to, and is tagged soon after. */
const overlapMs = 15 * 60_000;
/** Nobody has so many new calls between two looks. */
const mostPages = 4;
/** Aircall's older figure; the newer one is twice that (2). Answers say which holds. */
const assumedLimit = 60;
/** The rest is the desktops'. */
const share = 0.5;
const minuteMs = 60_000;
const leastPauseMs = 500;
const firstRetryMs = 5_000;

/** Told anew at each answer: a signed address is no change of the call. */
const ephemeral = new Set(['recording', 'voicemail', 'asset', 'recording_short_url', 'voicemail_short_url']);
const markOf = (record: Record): string =>
  sha256(
    canonical(
      Object.fromEntries(
        Object.entries(record).map(([name, value]) => [name, ephemeral.has(name) ? value !== null : value]),
      ),
    ),
  );

/** `refused`: the token is worth nothing; otherwise what changed, oldest first, and when to look again, epoch ms. */
export type Look =
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'looked'; readonly changes: readonly Change[]; readonly nextAt: number };

export interface Change {
  readonly entry: NewEntry;
  /** To be called once it is in the log; until then it is found again. */
  readonly told: () => void;
}

/**
 * One company, looked at in small steps of one request each: its newest calls, then a page of its people, in turns. The
 * first looks find everything, for what was told before is not known here.
 */
export class CompanyPoll {
  readonly #reads: AircallReads;
  readonly #clock: RelayClock;
  readonly #marks = new Map<string, { mark: string; seenAt: number }>();
  #limit = assumedLimit;
  #isCallsTurn = true;
  #callsPage = 1;
  #peoplePage = 1;
  #retryMs = firstRetryMs;

  constructor(reads: AircallReads, clock: RelayClock) {
    this.#reads = reads;
    this.#clock = clock;
  }

  async look(token: string): Promise<Look> {
    const now = this.#clock.now();
    const isCalls = this.#isCallsTurn;
    const reply = isCalls
      ? await this.#reads.calls(token, now - overlapMs, this.#callsPage)
      : await this.#reads.availabilities(token, this.#peoplePage);
    switch (reply.outcome) {
      case 'refused':
        return { outcome: 'refused' };
      case 'failed':
        this.#retryMs = Math.min(this.#retryMs * 2, minuteMs);
        return { outcome: 'looked', changes: [], nextAt: now + this.#retryMs };
      case 'spent':
        return { outcome: 'looked', changes: [], nextAt: reply.budget.resetAt ?? now + minuteMs };
      case 'read':
        this.#retryMs = firstRetryMs;
        return {
          outcome: 'looked',
          changes: this.#changesIn(reply, isCalls),
          nextAt: this.#nextAt(now, reply.budget),
        };
    }
  }

  #nextAt(now: number, { limit, remaining, resetAt }: Budget): number {
    if (limit !== null && limit > 0) this.#limit = limit;
    const pace = now + Math.max(leastPauseMs, minuteMs / (this.#limit * share));
    // Others are short of it, too.
    const isScarce = remaining !== null && remaining <= this.#limit / 10;
    return isScarce && resetAt !== null ? Math.max(pace, resetAt) : pace;
  }

  #changesIn({ records, hasMore }: ReadReply & { outcome: 'read' }, isCalls: boolean): Change[] {
    const changes = records.flatMap((record) => this.#changeOf(record, isCalls) ?? []);
    if (isCalls) {
      // All new: there may be more behind them.
      const goesOn = hasMore && changes.length === records.length && this.#callsPage < mostPages;
      this.#callsPage = goesOn ? this.#callsPage + 1 : 1;
      this.#isCallsTurn = goesOn;
    } else {
      this.#peoplePage = hasMore ? this.#peoplePage + 1 : 1;
      this.#isCallsTurn = true;
      this.#forgetOld();
    }
    return changes.reverse();
  }

  #changeOf(record: Record, isCalls: boolean): Change | null {
    const now = this.#clock.now();
    const key = `${isCalls ? 'call' : 'user'} ${record.id}`;
    const mark = markOf(record);
    const known = this.#marks.get(key);
    if (known?.mark === mark) {
      known.seenAt = now;
      return null;
    }
    const event = isCalls ? 'switchdeck.call_polled' : 'switchdeck.availability_polled';
    const data = JSON.stringify({ event, timestamp: Math.floor(now / 1000), data: record });
    return {
      // What is as it was a while ago is a change all the same, so no two are the same event.
      entry: { event, data, fingerprint: random256() },
      told: () => this.#marks.set(key, { mark, seenAt: now }),
    };
  }

  #forgetOld(): void {
    const oldest = this.#clock.now() - 4 * overlapMs;
    for (const [key, { seenAt }] of this.#marks) if (seenAt < oldest) this.#marks.delete(key);
  }
}
