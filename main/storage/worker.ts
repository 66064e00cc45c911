/**
 * Entry of the storage worker: the only thread that runs queries. However it ends, its database is closed before: its
 * environment is never taken down around an open one.
 */
import process from 'node:process';
import { parentPort } from 'node:worker_threads';
import { performance } from 'node:perf_hooks';
import { ZodError } from 'zod';
import type { CallCount } from '../../domain/call.ts';
import type { Failure } from '../../domain/failure.ts';
import { DeskError, toFailure } from '../failures.ts';
import { readCallerHistory } from './caller-history.ts';
import { readCheckpoint } from './checkpoints.ts';
import type { Database } from './database.ts';
import { beginErasure, endErasure, readErasures } from './erasures.ts';
import { joinStoredCalls, partCalls } from './joins.ts';
import { openOrRebuild } from './open-or-rebuild.ts';
import { columnsOf } from './columns/load-columns.ts';
import { type Note, type Operation, operations, type Reply, Request } from './protocol.ts';
import {
  countCalls,
  type Later,
  later,
  readAccounts,
  readCounts,
  readDays,
  readDetail,
  readFacets,
  readPage,
  readSlice,
  type Stored,
} from './read-calls.ts';
import { applyTold } from './apply-told.ts';
import { asCacheFailure, isDamage } from './sqlite-failure.ts';
import { earliestOf, heldIn, readSize } from './holdings.ts';
import { erasePerson, readPerson } from './people.ts';
import { preparingLetters } from './first-letters.ts';
import { forgetAccount, type Removed, trimAccount } from './remove-calls.ts';
import { suggest } from './suggest.ts';
import { createTurns } from './turns.ts';
import { readCallText, storeTexts, type Written } from './write-calls.ts';

let open: Stored | null = null;
/** Whether every stored call was looked at by the rules that join calls. */
let joinedAll = true;
let prepareLetter: () => boolean = () => true;

function stored(): Stored {
  if (open === null) throw new DeskError('cache-unavailable', { where: 'not open' });
  return open;
}
const database = (): Database => stored().database;

function closeDatabase(): void {
  const closing = open;
  open = null;
  closing?.database.close();
}
process.on('exit', closeDatabase);

/** Does what writes, and says to the columns what was committed. */
function committed<W extends Written>(write: () => W): W {
  const { columns } = stored();
  try {
    const written = write();
    columns.refresh(written.touched);
    if (columns.answers.outdated) {
      prepareLetter = preparingLetters(stored());
      turns.spareSoon();
    }
    return written;
  } catch (error) {
    // Some of it may be committed, as when the log cannot be emptied on a full disk after calls were removed.
    open = { database: database(), columns: columnsOf(database()) };
    prepareLetter = preparingLetters(open);
    throw error;
  }
}

/** Prepares what is asked first by who begins to type; true when there is no more to prepare. */
function prepareSome(): boolean {
  try {
    return prepareLetter();
  } catch {
    // Damage that the next question meets and tells: without it that one only takes longer.
    prepareLetter = () => true;
    return true;
  }
}

/** Looks at some of the calls that an older app stored; true when there are no more. */
function joinSome(): boolean {
  try {
    joinedAll = open === null || joinStoredCalls(open.database);
  } catch (error) {
    // The next start goes on where this one ended. Damage is met again, and told, by the next question.
    joinedAll = true;
    parentPort?.postMessage({ note: 'joins-put-off', ...failureOf(error) } satisfies Note);
  }
  return joinedAll;
}

const served = new Map<string, (request: Request) => unknown>();
/** What was counted for requests that are not answered yet. */
const counting = new WeakMap<Request, CallCount[]>();

function serve<I, O, W>(operation: Operation<I, O, W>, run: (input: I, request: Request) => W | Later): void {
  served.set(operation.name, (request) => run(parsed(operation, request.input), request));
}

function parsed<I, O, W>(operation: Operation<I, O, W>, input: unknown): I {
  const result = operation.input.safeParse(input);
  if (result.success) return result.data;
  const where = [operation.name, ...(result.error.issues[0]?.path ?? [])].join('.');
  throw new DeskError('invalid-request', { where });
}

serve(operations.open, ({ file, suspect, at }) => {
  const opened = openOrRebuild(file, suspect, at);
  open = { database: opened.database, columns: columnsOf(opened.database) };
  joinedAll = false;
  prepareLetter = preparingLetters(open);
  turns.opened();
  return { keptAside: opened.keptAside };
});
serve(operations.page, ({ request, now }) => readPage(stored(), request, now));
serve(operations.days, ({ filter, anchor, now }) => readDays(stored(), filter, anchor, now));
serve(operations.counts, ({ filters, now, legs }, request) => {
  const counted = counting.get(request) ?? [];
  counting.set(request, counted);
  return readCounts(stored(), filters, now, counted, legs);
});
serve(operations.slice, ({ filter, below, limit, now }) => readSlice(stored(), filter, below, limit, now));
serve(operations.detail, ({ id }) => readDetail(database(), id));
serve(operations.facets, () => readFacets(database()));
serve(operations.count, ({ accountId }) => countCalls(database(), accountId));
serve(operations.accounts, () => readAccounts(database()));
serve(operations.checkpoint, ({ accountId }) => readCheckpoint(database(), accountId));
serve(operations.store, ({ accountId, documents, checkpoint, gone, asOf }) => {
  const calls = documents.map(readCallText);
  const written = storeTexts(database(), accountId, calls, checkpoint, gone, asOf); // or nothing at all
  const { changed } = committed(() => written);
  return { changed };
});
serve(operations.apply, ({ accountId, told, now }) => {
  const texts = told.map(({ document, asOf, late }) => ({ ...readCallText(document), asOf, late }));
  const applied = applyTold(database(), accountId, texts, now); // or nothing at all
  const { changed, reread } = committed(() => applied);
  return { changed, reread };
});
const removal = (remove: () => Removed): { removed: number; more: boolean } => {
  const { removed, more } = committed(remove);
  return { removed, more };
};
serve(operations.forget, ({ accountId }) => removal(() => forgetAccount(database(), accountId)));
serve(operations.trim, ({ accountId, limits }) => removal(() => trimAccount(database(), accountId, limits)));
serve(operations.erase, ({ spellings, until }) => removal(() => erasePerson(database(), spellings, until)));
serve(operations.erasures, () => readErasures(database()));
serve(operations.beginErasure, (erasure) => {
  beginErasure(database(), erasure);
  return {};
});
serve(operations.endErasure, (erasure) => {
  endErasure(database(), erasure);
  return {};
});
serve(operations.person, ({ number, spellings }) => readPerson(database(), number, spellings));
serve(operations.callerHistory, ({ spellings }) => readCallerHistory(database(), spellings));
serve(operations.suggest, ({ field, text }) => suggest(database(), field, text));
serve(operations.earliest, ({ accountId }) => earliestOf(database(), accountId));
serve(operations.heldIn, ({ accountId, span }) => heldIn(database(), accountId, span));
serve(operations.size, () => readSize(database()));
serve(operations.part, ({ from, to, parted }) => {
  partCalls(database(), from, to, parted);
  return {};
});
serve(operations.close, () => {
  // Nothing is left that keeps the thread: it ends by itself, once all that still waited has heard so.
  setImmediate(() => parentPort?.close());
  closeDatabase();
  return {};
});

function answer(request: Request): Reply | Later {
  const { number, operation } = request;
  const began = performance.now();
  try {
    const run = served.get(operation);
    if (run === undefined) throw new DeskError('invalid-request', { where: operation });
    const value = run(request);
    return value === later ? later : { number, ok: true, elapsedMs: performance.now() - began, value };
  } catch (error) {
    return failed({ number }, error);
  }
}

function failureOf(error: unknown): { failure: Failure; bug: string | null } {
  const failure = toFailure(asCacheFailure(error));
  return { failure, bug: failure.code === 'unexpected' ? bugOf(error) : null };
}

function failed({ number }: Pick<Request, 'number'>, error: unknown): Reply {
  return { number, ok: false, ...failureOf(error), damaged: isDamage(error) };
}

/** What of a bug may be logged: its class, and where a stored document broke its schema. Never a message. */
function bugOf(error: unknown): string {
  if (error instanceof ZodError) return `ZodError at ${error.issues[0]?.path.join('.') ?? ''}`;
  return error instanceof Error ? error.name : typeof error;
}

const turns = createTurns({
  columns: () => open?.columns ?? null,
  answer,
  failed,
  reply: (reply) => parentPort?.postMessage(reply),
  spareTime: () => prepareSome() && (joinedAll || joinSome()),
});

parentPort?.on('message', (message: unknown) => turns.hear(Request.parse(message)));
