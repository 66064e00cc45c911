import { randomInt } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { factsOfBug, type RelayLog } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { RelayClock } from '../ports.ts';
import type { Session } from '../sessions.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import { CompanyHub, tell } from './company-hub.ts';
import type { EventLog } from './event-log.ts';
import { EventStream } from './event-stream.ts';
import { gapFrame, heartbeatFrame, helloFrame, retryFrame } from './frames.ts';

export interface StreamsOptions {
  readonly log: EventLog;
  readonly store: Pick<Store, 'endedAmong'>;
  readonly clock: RelayClock;
  readonly metrics: Metrics;
  readonly note: RelayLog;
  /** Of all sessions together. */
  readonly most: number;
}

/** Where a stream begins, found before anything of it is answered. */
export interface Beginning {
  readonly position: string;
  readonly gap: boolean;
}

/** Everybody who listens at this instance. */
export interface Streams {
  readonly size: number;
  /** No room for one more, or the relay is ending. */
  readonly isFull: boolean;
  /** @param last the position to resume from, as the desktop says it; null begins with what happens from now on. */
  beginningOf(company: string, last: string | null): Promise<Beginning>;
  /** Tells a desktop everything from there on, for as long as it listens. `response` has its head written. */
  open(session: Session, response: ServerResponse, beginning: Beginning, polled: boolean): void;
  endSession(id: string): void;
  /** Those of which somebody listens here. */
  companies(): Iterable<string>;
  /** To be called every `heartbeatMs`: says that there is nothing to say, and ends what has no right to go on. */
  heartbeat(): Promise<void>;
  /** Ends all, now: whoever does not take its last words in a moment is cut. */
  close(): Promise<void>;
}

/** One desktop needs one; a second may be open while the first is not known to be dead. */
const mostOfSession = 4;
const streamsAtOnce = 250;
/** Last words may take so long on the way. */
const farewellMs = 1_000;
/** A relay that ends has its desktops come again over this time, not all in one instant. */
const comeAgainMs = { least: 250, most: 3_000 } as const;

export function createStreams({ log, store, clock, metrics, note, most }: StreamsOptions): Streams {
  const streams = new Set<EventStream>();
  const ofSession = new Map<string, EventStream[]>();
  const hubs = new Map<string, CompanyHub>();
  let closing = false;
  let asking = false;
  /** What was said of the store since the heartbeat: each company would say the same. */
  let saidWhy = '';

  const count = (outcome: string): void => metrics.count('switchdeck_relay_streams_total', { outcome });
  const onTrouble = (error: unknown): void => {
    if (!(error instanceof StoreUnavailable)) {
      note.error('bug', factsOfBug(error));
      return;
    }
    if (error.why !== saidWhy) note.warn('store.unavailable', { why: error.why });
    saidWhy = error.why;
  };
  const cutSlow = (): void => count('slow');
  log.onGrowth((company) => {
    if (company === null) for (const hub of hubs.values()) hub.ring();
    else hubs.get(company)?.ring();
  });

  const keep = (stream: EventStream): void => {
    const { id, company } = stream.session;
    const siblings = (ofSession.get(id) ?? []).filter((other) => !other.isOver);
    if (siblings.length >= mostOfSession) siblings[0]?.cut();
    ofSession.set(id, [...siblings, stream]);
    streams.add(stream);
    stream.onClose(() => {
      streams.delete(stream);
      const left = (ofSession.get(id) ?? []).filter((other) => other !== stream);
      if (left.length === 0) ofSession.delete(id);
      else ofSession.set(id, left);
      const hub = hubs.get(company);
      hub?.leave(stream);
      if (hub?.size === 0) hubs.delete(company);
    });
  };

  const hubAt = (company: string, place: string): CompanyHub => {
    const known = hubs.get(company);
    if (known !== undefined) return known;
    const hub = new CompanyHub(company, log, place, { onTrouble, onCut: cutSlow });
    hubs.set(company, hub);
    return hub;
  };

  /** False when the hub has come further meanwhile, or the stream has ended. */
  const joinHub = (stream: EventStream, place: string): boolean => {
    if (stream.isOver) return false;
    const hub = hubAt(stream.session.company, place);
    if (!hub.join(stream, place)) return false;
    hub.ring(); // what was written since the log was read rang for nobody
    return true;
  };

  /** Gives a stream what follows a place, part by part as it takes them, until it is where its company's hub is. */
  const catchUp = async (stream: EventStream, from: string): Promise<void> => {
    const { company } = stream.session;
    let place = from;
    while (!stream.isOver) {
      const read = await log.read(company, place);
      if (read.gap) {
        stream.send(gapFrame(read.tip));
        place = read.tip;
      } else if (read.entries.length > 0) {
        tell(stream, read.entries);
        place = read.entries.at(-1)?.position ?? place;
        await stream.drained();
      } else if (joinHub(stream, place)) return;
    }
  };

  /** Says to all that there is nothing to say, and ends those whose time is over. */
  const beat = async (all: readonly EventStream[]): Promise<void> => {
    const now = clock.now();
    for (const [index, stream] of all.entries()) {
      if (stream.isOver || stream.hasStalled()) stream.cut();
      else if (stream.session.expiresAt <= now) stream.end();
      else stream.send(heartbeatFrame);
      if (index % streamsAtOnce === 0) await nextTurn();
    }
  };

  /** Ends those whose session was ended, by this instance or another one. */
  const endEnded = async (all: readonly EventStream[]): Promise<void> => {
    for (let from = 0; from < all.length; from += streamsAtOnce) {
      const some = all.slice(from, from + streamsAtOnce);
      const ended = await store.endedAmong(some.map(({ session }) => session));
      for (const stream of some) if (ended.has(stream.session.id)) stream.end();
    }
  };

  return {
    get size() {
      return streams.size;
    },
    get isFull() {
      return closing || streams.size >= most;
    },
    async beginningOf(company, last) {
      if (last === null) return { position: await log.tip(company), gap: false };
      const read = await log.read(company, last);
      return read.gap ? { position: read.tip, gap: true } : { position: last, gap: false };
    },
    open(session, response, { position, gap }, polled) {
      const stream = new EventStream(session, response);
      keep(stream);
      count(gap ? 'opened-with-gap' : 'opened');
      const listeners = (hubs.get(session.company)?.size ?? 0) + 1;
      stream.send(helloFrame(position, { now: clock.now(), polled, listeners }));
      if (gap) stream.send(gapFrame(position));
      catchUp(stream, position).catch((error: unknown) => {
        onTrouble(error);
        stream.cut(); // it resumes from the last thing it was told
      });
    },
    endSession(id) {
      for (const stream of ofSession.get(id) ?? []) stream.end();
    },
    companies: () => hubs.keys(),
    async heartbeat() {
      saidWhy = '';
      for (const hub of hubs.values()) hub.ring(); // a ring may have been lost, an entry is not
      const all = [...streams];
      await beat(all); // first: it must come in time whether or not the store answers
      if (asking) return;
      asking = true;
      await endEnded(all).catch(onTrouble);
      asking = false;
    },
    async close() {
      closing = true;
      const all = [...streams];
      const closed = all.map(async (stream) => new Promise<void>((resolve) => stream.onClose(resolve)));
      for (const stream of all) stream.end(retryFrame(randomInt(comeAgainMs.least, comeAgainMs.most)));
      const patience = setTimeout(() => {
        for (const stream of all) stream.cut();
      }, farewellMs);
      await Promise.all(closed);
      clearTimeout(patience);
    },
  };
}
