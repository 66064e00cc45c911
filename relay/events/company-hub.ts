import { setImmediate as nextTurn } from 'node:timers/promises';
import { integrationDeleted } from './delivery.ts';
import type { EventLog, LogEntry } from './event-log.ts';
import type { EventStream } from './event-stream.ts';
import { entriesFrame, overFrame } from './frames.ts';
import { comparePositions, instantOf } from './positions.ts';

/** So many writes are made in one go; then others have their turn, and Aircall its answers. */
const streamsAtOnce = 250;

/**
 * Gives a stream what is in the log, up to the end of the integration, after which there is nothing more for it. A session
 * that began after that end, with the next consent, goes on. False when the stream was cut.
 */
export function tell(
  stream: EventStream,
  entries: readonly LogEntry[],
  frame: Buffer = entriesFrame(entries),
): boolean {
  const end = entries.findIndex(
    ({ event, position }) => event === integrationDeleted && stream.session.issuedAt <= instantOf(position),
  );
  const last = entries[end];
  if (last === undefined) return stream.send(frame);
  const sent = stream.send(entriesFrame(entries.slice(0, end + 1)));
  stream.end(overFrame(last.position));
  return sent;
}

/** The streams of one company that have caught up: each event is framed once and written to all of them. */
export class CompanyHub {
  readonly #company: string;
  readonly #log: EventLog;
  /** Told of what goes wrong while nobody waits for it. */
  readonly #onTrouble: (error: unknown) => void;
  readonly #onCut: () => void;
  readonly #streams = new Set<EventStream>();
  /** Up to here everything has been, or is being, written to the streams that are here. */
  #place: string;
  #isReading = false;
  #rang = false;

  constructor(
    company: string,
    log: EventLog,
    place: string,
    told: { readonly onTrouble: (error: unknown) => void; readonly onCut: () => void },
  ) {
    this.#company = company;
    this.#log = log;
    this.#place = place;
    this.#onTrouble = told.onTrouble;
    this.#onCut = told.onCut;
  }

  get size(): number {
    return this.#streams.size;
  }

  /** Takes in a stream that was given everything up to `place`. False when the hub is further on already. */
  join(stream: EventStream, place: string): boolean {
    const order = comparePositions(place, this.#place);
    if (order < 0) return false;
    stream.ahead = order > 0 ? place : null;
    this.#streams.add(stream);
    return true;
  }

  leave(stream: EventStream): void {
    this.#streams.delete(stream);
  }

  /** The log may have grown. */
  ring(): void {
    this.#rang = true;
    if (this.#isReading) return;
    this.#isReading = true;
    void this.#readOn();
  }

  async #readOn(): Promise<void> {
    try {
      while (this.#rang && this.#streams.size > 0) {
        this.#rang = false;
        const read = await this.#log.read(this.#company, this.#place);
        if (read.gap) {
          // Each resumes from its own place and learns there whether it missed something.
          for (const stream of this.#streams) stream.cut();
          return;
        }
        if (read.entries.length === 0) continue;
        this.#rang = true; // there may be more than one read gives
        await this.#broadcast(read.entries);
      }
    } catch (error) {
      this.#onTrouble(error); // the next ring reads again from the same place
    } finally {
      this.#isReading = false; // in the same step in which it was seen that nobody rang
    }
  }

  async #broadcast(entries: readonly LogEntry[]): Promise<void> {
    const frame = entriesFrame(entries);
    // Who joins from here on must have been given these.
    this.#place = entries.at(-1)?.position ?? this.#place;
    let written = 0;
    for (const stream of [...this.#streams]) {
      const sent = stream.ahead === null ? tell(stream, entries, frame) : this.#tellRest(stream, entries);
      if (!sent) this.#onCut();
      written += 1;
      if (written % streamsAtOnce === 0) await nextTurn();
    }
  }

  /** For a stream that was given a part of them before it joined. */
  #tellRest(stream: EventStream, entries: readonly LogEntry[]): boolean {
    const { ahead } = stream;
    const rest = entries.filter(({ position }) => ahead === null || comparePositions(position, ahead) > 0);
    if (rest.length === 0) return true;
    stream.ahead = null;
    return tell(stream, rest);
  }
}
