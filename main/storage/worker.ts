/** Entry of the storage worker: the only thread that runs queries. */
import { parentPort } from 'node:worker_threads';
import { performance } from 'node:perf_hooks';
import { ZodError } from 'zod';
import { DeskError, toFailure } from '../failures.ts';
import { readCheckpoint } from './checkpoints.ts';
import type { Database } from './database.ts';
import { openOrRebuild } from './open-or-rebuild.ts';
import { type Operation, operations, type Reply, Request } from './protocol.ts';
import { countCalls, readAccounts, readDays, readDetail, readFacets, readPage } from './read-calls.ts';
import { asCacheFailure, isDamage } from './sqlite-failure.ts';
import { forgetAccount, storeCalls } from './write-calls.ts';

let open: Database | null = null;

function database(): Database {
  if (open === null) throw new DeskError('cache-unavailable', { where: 'not open' });
  return open;
}

const served = new Map<string, (input: unknown) => unknown>();

function serve<I, O>(operation: Operation<I, O>, run: (input: I) => O): void {
  served.set(operation.name, (input) => run(parsed(operation, input)));
}

function parsed<I, O>(operation: Operation<I, O>, input: unknown): I {
  const result = operation.input.safeParse(input);
  if (result.success) return result.data;
  const where = [operation.name, ...(result.error.issues[0]?.path ?? [])].join('.');
  throw new DeskError('invalid-request', { where });
}

serve(operations.open, ({ file, suspect, at }) => {
  const opened = openOrRebuild(file, suspect, at);
  open = opened.database;
  return { keptAside: opened.keptAside };
});
serve(operations.page, ({ request }) => readPage(database(), request));
serve(operations.days, ({ filter, anchor }) => readDays(database(), filter, anchor));
serve(operations.detail, ({ id }) => readDetail(database(), id));
serve(operations.facets, () => readFacets(database()));
serve(operations.count, ({ accountId }) => countCalls(database(), accountId));
serve(operations.accounts, () => readAccounts(database()));
serve(operations.checkpoint, ({ accountId }) => readCheckpoint(database(), accountId));
serve(operations.store, ({ accountId, calls, checkpoint }) =>
  storeCalls(database(), accountId, calls, checkpoint),
);
serve(operations.forget, ({ accountId }) => {
  forgetAccount(database(), accountId);
  return {};
});
serve(operations.close, () => {
  open?.close();
  open = null;
  return {};
});

function answer({ number, operation, input }: Request): Reply {
  const began = performance.now();
  try {
    const run = served.get(operation);
    if (run === undefined) throw new DeskError('invalid-request', { where: operation });
    const value = run(input);
    return { number, ok: true, elapsedMs: performance.now() - began, value };
  } catch (error) {
    const failure = toFailure(asCacheFailure(error));
    const bug = failure.code === 'unexpected' ? bugOf(error) : null;
    return { number, ok: false, failure, damaged: isDamage(error), bug };
  }
}

/** What of a bug may be logged: its class, and where a stored document broke its schema. Never a message. */
function bugOf(error: unknown): string {
  if (error instanceof ZodError) return `ZodError at ${error.issues[0]?.path.join('.') ?? ''}`;
  return error instanceof Error ? error.name : typeof error;
}

parentPort?.on('message', (message: unknown) => {
  parentPort?.postMessage(answer(Request.parse(message)));
});
