import type { Call, CallId } from '../../domain/call.ts';
import type { LiveCall } from '../../domain/switchboard.ts';
import { countsBefore, type Said } from '../calls/fact-order.ts';
import type { LiveFact } from '../providers/live.ts';
import { toLiveCall } from '../providers/live-call.ts';

export type CallFact = Extract<LiveFact, { kind: 'call' }>;
export type PresenceFact = Extract<LiveFact, { kind: 'presence' }>;

/** What is known of calls from other than readings. Instants are the provider's, epoch ms. */
export interface Journal {
  /** False when it says nothing that counts. */
  tell(fact: CallFact, now: number): boolean;
  /** A list of calls said so, as of the instant it was asked for. Only what is known or shown already counts. */
  listed(call: Call, asOf: number, shown: boolean, now: number): boolean;
  /**
   * The calls that run: those of a reading that was asked for at `readAt`, with what was said since. `isComplete`: what
   * such a reading lacks is over.
   */
  running(read: readonly LiveCall[], readAt: number, isComplete: boolean, now: number): LiveCall[];
  /** When somebody's call was last said to be over. */
  freedAt(personId: string): number | null;
  /** When a phone that rings now will be taken to have stopped, unless something is said; null when none rings. */
  ringsUntil(now: number): number | null;
}

interface Known {
  call: Call;
  said: Said;
  /** By person: the last that was said of their phone. */
  readonly rings: Map<string, { readonly on: boolean; readonly asOf: number }>;
  held: { readonly on: boolean; readonly asOf: number };
  /** Choices in the voice menu as the event with the most of them told. */
  ivr: readonly string[];
  /** A complete reading of that instant lacked it. */
  lackedAt: number;
  /** When anything was last said of it. */
  newsAt: number;
}

/** That a phone has stopped ringing is not told where somebody else's begins to ring. */
const ringMs = 60_000;
/** What comes of a call that nothing is known of, and is older, is of the past. */
const pastMs = 15 * 60_000;
/** Of calls that are over so much time is known that nothing delivered late makes them rise again. */
const overMs = 30 * 60_000;
/** A call of which nothing was heard for so long is not believed in any more. */
const silentMs = 4 * 3_600_000;
/** Within this a list may lack a call that has begun. */
const listLagMs = 5_000;
const pruneAbove = 500;

const untold = { on: false, asOf: Number.NEGATIVE_INFINITY };

export function createJournal(): Journal {
  const known = new Map<CallId, Known>();
  /** Calls that are over, with when anything was last said of them: of those nothing more needs to be known. */
  const over = new Map<CallId, number>();
  const freed = new Map<string, number>();

  const prune = (now: number): void => {
    if (known.size + over.size < pruneAbove) return;
    for (const [id, { newsAt }] of known) if (now - newsAt > silentMs) known.delete(id);
    for (const [id, newsAt] of over) if (now - newsAt > overMs) over.delete(id);
  };

  /** A call that runs. Null when it is known to be over. */
  const take = (
    call: Call,
    asOf: number,
    now: number,
  ): { readonly entry: Known; readonly news: boolean } | null => {
    if (over.has(call.id)) return null;
    const said: Said = { state: call.state, asOf, document: JSON.stringify(call) };
    const entry = known.get(call.id);
    if (entry === undefined) {
      prune(now);
      const first: Known = {
        ...{ call, said, held: untold, ivr: [], newsAt: now },
        rings: new Map(),
        lackedAt: Number.NEGATIVE_INFINITY,
      };
      known.set(call.id, first);
      return { entry: first, news: true };
    }
    entry.newsAt = Math.max(entry.newsAt, now);
    const news = countsBefore(said, entry.said);
    if (!news) return { entry, news };
    entry.call = call;
    entry.said = said;
    return { entry, news };
  };

  /** A call is over; whether that is news. */
  const end = (call: Call, asOf: number, now: number): boolean => {
    const ran = known.get(call.id);
    const news = !over.has(call.id);
    prune(now);
    known.delete(call.id);
    over.set(call.id, now);
    free(call, asOf);
    if (ran !== undefined) free(ran.call, asOf);
    return news;
  };

  const free = ({ agent }: Call, asOf: number): void => {
    if (agent !== null) freed.set(agent.id, Math.max(freed.get(agent.id) ?? asOf, asOf));
  };

  const isRinging = ({ call }: Known, { on, asOf }: { on: boolean; asOf: number }, now: number): boolean =>
    on && now - asOf < ringMs && (call.answeredAt === null || asOf > call.answeredAt + 1_000);

  const ringingOf = (entry: Known, now: number): string[] =>
    [...entry.rings].filter(([, ring]) => isRinging(entry, ring, now)).map(([personId]) => personId);

  const asShown = (entry: Known, now: number): LiveCall =>
    toLiveCall(entry.call, { ringing: ringingOf(entry, now), held: entry.held.on, ivr: entry.ivr });

  const lives = ({ said, lackedAt, newsAt }: Known, now: number): boolean =>
    said.asOf > lackedAt && now - newsAt < silentMs;

  /** A call that a reading shows and events told of: the reading counts where it shows that the call has come further. */
  const merged = (read: LiveCall, entry: Known, readAt: number, now: number): LiveCall => {
    const told = asShown(entry, now);
    const further = read.state !== 'ringing' && entry.call.state === 'ringing';
    const later = (read.state === 'ringing') === (entry.call.state === 'ringing') && readAt > entry.said.asOf;
    if (!further && !later) return told;
    return {
      ...told,
      state: further ? read.state : told.state,
      personId: read.personId ?? told.personId,
      ringing: further ? [] : told.ringing,
      remote: { number: told.remote.number, name: told.remote.name ?? read.remote.name },
      startedAt: read.startedAt ?? told.startedAt,
    };
  };

  return {
    tell(fact, now) {
      if (fact.call.state === 'ended') return end(fact.call, fact.asOf, now);
      if (!known.has(fact.call.id) && now - fact.asOf > pastMs) return false;
      const taken = take(fact.call, fact.asOf, now);
      if (taken === null) return false;
      const { entry } = taken;
      let further = taken.news;
      const { rings, held, ivr } = fact;
      if (rings !== null && fact.asOf >= (entry.rings.get(rings.personId) ?? untold).asOf) {
        entry.rings.set(rings.personId, { on: rings.on, asOf: fact.asOf });
        further = true;
      }
      if (held !== null && fact.asOf >= entry.held.asOf) {
        entry.held = { on: held, asOf: fact.asOf };
        further = true;
      }
      if (ivr.length > entry.ivr.length) {
        entry.ivr = ivr;
        further = true;
      }
      return further;
    },
    listed(call, asOf, shown, now) {
      if (over.has(call.id) || (!shown && !known.has(call.id))) return false;
      return call.state === 'ended' ? end(call, asOf, now) : (take(call, asOf, now)?.news ?? false);
    },
    running(read, readAt, isComplete, now) {
      const readIds = new Set(read.map(({ callId }) => callId));
      const shown = read.flatMap((call) => {
        if (call.callId !== null && over.has(call.callId)) return [];
        const entry = call.callId === null ? undefined : known.get(call.callId);
        return entry === undefined ? [call] : [merged(call, entry, readAt, now)];
      });
      for (const entry of known.values()) {
        if (readIds.has(entry.call.id)) continue;
        if (isComplete && entry.said.asOf + listLagMs < readAt)
          entry.lackedAt = Math.max(entry.lackedAt, readAt);
        if (lives(entry, now)) shown.push(asShown(entry, now));
      }
      return shown;
    },
    freedAt: (personId) => freed.get(personId) ?? null,
    ringsUntil(now) {
      let until: number | null = null;
      for (const entry of known.values()) {
        if (!lives(entry, now)) continue;
        for (const ring of entry.rings.values())
          if (isRinging(entry, ring, now)) until = Math.min(until ?? Infinity, ring.asOf + ringMs);
      }
      return until;
    },
  };
}
