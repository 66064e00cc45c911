import { performance } from 'node:perf_hooks';
import type { ColumnsOf } from './columns/load-columns.ts';
import type { Reply, Request } from './protocol.ts';
import { type Later, later } from './read-calls.ts';

/**
 * How long after opening the worker leaves the processor to whoever draws the first rows, ms: of the columns it reads one
 * part if they are asked for, which is all of a small database, and the rest only then.
 */
const afterOpeningMs = 1000;

export interface Turns {
  /** Replies at once, or when enough of the columns was read for it. */
  hear(request: Request): void;
  /** A database was opened: its columns will be read soon, if only because nobody asks. */
  opened(): void;
  /** There is something again to do in spare time. */
  spareSoon(): void;
}

export interface TurnsOptions {
  /** The columns of the open database; null when none is open. */
  readonly columns: () => ColumnsOf | null;
  readonly answer: (request: Request) => Reply | Later;
  readonly failed: (request: Request, error: unknown) => Reply;
  readonly reply: (reply: Reply) => void;
  /** Does a part of what nobody waits for; true when there is no more. */
  readonly spareTime: () => boolean;
}

/**
 * Lets requests and the reading of columns take turns in one thread: requests that can be answered are answered first,
 * and between two of them no more is read than goes unnoticed.
 */
export function createTurns({ columns, answer, failed, reply, spareTime }: TurnsOptions): Turns {
  let waiting: Request[] = [];
  let due = false;
  /** What `performance.now()` says when the rest is over, and whether a part was read since it began. */
  let restsUntil = 0;
  let begun = false;

  const hear = (request: Request): void => {
    const answered = answer(request);
    if (answered !== later) {
      reply(answered);
      return;
    }
    waiting.push(request);
    readSoon();
  };

  const readSoon = (): void => {
    if (due) return;
    due = true;
    const restMs = begun ? restsUntil - performance.now() : 0;
    if (restMs > 0) setTimeout(read, restMs).unref();
    // After the messages that came meanwhile.
    else setImmediate(read);
  };

  const read = (): void => {
    due = false;
    begun = true;
    const again = waiting;
    waiting = [];
    try {
      columns()?.step();
    } catch (error) {
      // With nobody waiting it is met again, and told, by the next who needs the columns.
      for (const request of again) reply(failed(request, error));
      return;
    }
    for (const request of again) hear(request);
    if (columns()?.complete === false || !spareTime()) readSoon();
  };

  return {
    hear,
    opened: () => {
      begun = false;
      restsUntil = performance.now() + afterOpeningMs;
      setTimeout(readSoon, afterOpeningMs).unref();
    },
    spareSoon: readSoon,
  };
}
