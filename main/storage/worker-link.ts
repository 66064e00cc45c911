import { Worker } from 'node:worker_threads';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { Log } from '../log.ts';
import { Note, type Operation, operations, Reply } from './protocol.ts';

/** Queries beyond this are logged, by name only. */
const slowMs = 200;
/** After a worker that died before it answered anything, how long calls are refused at once. */
const coolDownMs = 5000;

interface Waiting {
  readonly operation: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One running worker thread and the questions it has not answered yet. It is never terminated, which would take its
 * environment down around an open database and could take the app along: it is asked to close, and ends by itself.
 */
interface Running {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
  /** Settles when the database is open, or failed to. */
  ready: Promise<void>;
  /** Settles when the thread has ended. */
  readonly ended: Promise<void>;
  /** It answered something besides being opened. */
  proven: boolean;
  alive: boolean;
}

export interface WorkerLink {
  /** Opens the database if it is not. */
  ready(): Promise<void>;
  /**
   * Throws DeskError: what the worker failed with, or `cache-unavailable` when it died, is closing or cools down.
   * `check` is called once the database is open, right before the question is sent, and may throw to keep it back.
   */
  ask<I, O, W>(operation: Operation<I, O, W>, input: I, check?: () => void): Promise<O>;
  close(): Promise<void>;
}

export interface WorkerLinkOptions {
  readonly worker: URL | string;
  readonly file: string;
  readonly log: Log;
  readonly clock: Clock;
  /** The database was opened; `keptAside` names the copy of a damaged one. Called again after every restart. */
  readonly onOpened: (keptAside: string | null) => void;
}

const unavailable = (where: string): DeskError => new DeskError('cache-unavailable', { where });

/**
 * Questions and answers over a worker thread. A worker that dies takes its open questions with it (they fail, nobody
 * hangs); the next question starts a new one. One whose database is damaged is closed, and the next checks the file.
 */
export function createWorkerLink({
  worker: entry,
  file,
  log,
  clock,
  onOpened,
}: WorkerLinkOptions): WorkerLink {
  let running: Running | null = null;
  let retired: Promise<unknown> = Promise.resolve();
  let suspect = false;
  let closing: Promise<void> | null = null;
  let refusedUntil = 0;
  let lastNumber = 0;

  function send<I, O, W>(to: Running, operation: Operation<I, O, W>, input: I): Promise<O> {
    lastNumber += 1;
    const number = lastNumber;
    return new Promise<unknown>((resolve, reject) => {
      if (!to.alive) throw unavailable('worker ended');
      to.waiting.set(number, { operation: operation.name, resolve, reject });
      to.worker.postMessage({ number, operation: operation.name, input });
    }).then((value) => operation.output.parse(value));
  }

  function hear(from: Running, message: unknown): void {
    const parsed = Reply.safeParse(message);
    if (!parsed.success) {
      const note = Note.safeParse(message);
      if (note.success) {
        tell(note.data);
        return;
      }
      // Whose answer it was cannot be told: all open questions fail with the worker.
      log.error('storage.bad-reply');
      failAll(from);
      if (from === running) retire(from);
      return;
    }
    const reply = parsed.data;
    const waiting = from.waiting.get(reply.number);
    if (waiting === undefined) return;
    from.waiting.delete(reply.number);
    if (reply.ok) {
      from.proven ||= waiting.operation !== operations.open.name;
      if (reply.elapsedMs > slowMs)
        log.warn('storage.slow', { operation: waiting.operation, ms: Math.round(reply.elapsedMs) });
      waiting.resolve(reply.value);
      return;
    }
    if (reply.damaged && from === running) {
      log.warn('storage.damaged');
      suspect = true;
      retire(from);
    }
    waiting.reject(failureOf(reply, waiting.operation));
  }

  function tell({ failure, bug }: Note): void {
    if (bug === null) log.warn('storage.joins-put-off', { code: failure.code, where: failure.where ?? null });
    else log.error('storage.bug', { operation: 'join', bug });
  }

  /** A bug in the worker becomes a bug here: whoever meets it gives it its incident id. */
  function failureOf({ failure, bug }: Reply & { ok: false }, operation: string): Error {
    if (bug === null) {
      return new DeskError(failure.code, failure.where === undefined ? {} : { where: failure.where });
    }
    log.error('storage.bug', { operation, bug });
    return new Error(`storage worker: ${bug} in ${operation}`);
  }

  /** Lets a worker answer what it was asked and then close; its successor waits for that. */
  function retire(old: Running): void {
    running = null;
    retired = shutDown(old);
  }

  async function shutDown(old: Running): Promise<void> {
    if (!old.alive) return;
    try {
      await send(old, operations.close, {});
    } catch (error) {
      log.warn('storage.close-failed', { code: error instanceof DeskError ? error.code : 'unexpected' });
    }
    await old.ended;
  }

  function failAll({ waiting }: Running): void {
    const left = [...waiting.values()];
    waiting.clear();
    for (const { reject } of left) reject(unavailable('worker ended'));
  }

  function died(dead: Running): void {
    dead.alive = false;
    if (dead.waiting.size > 0 || dead === running)
      log.error('storage.worker-ended', { waiting: dead.waiting.size });
    if (dead === running) {
      running = null;
      if (!dead.proven) refusedUntil = clock.now() + coolDownMs;
    }
    failAll(dead);
  }

  function begin(): Running {
    const worker = new Worker(entry, { name: 'storage' });
    const begun: Running = {
      worker,
      waiting: new Map(),
      ready: Promise.resolve(),
      ended: new Promise((resolve) => worker.on('exit', () => resolve())),
      proven: false,
      alive: true,
    };
    worker.on('message', (message) => hear(begun, message));
    // 'exit' follows every 'error'; without a listener the error would end the app.
    worker.on('error', (error) =>
      log.error('storage.worker-error', { kind: error instanceof Error ? error.name : typeof error }),
    );
    worker.on('exit', () => died(begun));
    begun.ready = open(begun);
    return begun;
  }

  async function open(begun: Running): Promise<void> {
    await retired;
    try {
      const { keptAside } = await send(begun, operations.open, { file, suspect, at: clock.now() });
      suspect = false;
      onOpened(keptAside);
    } catch (error) {
      // It holds no open database: the next question begins anew.
      if (running === begun) running = null;
      await shutDown(begun);
      throw error;
    }
  }

  function current(): Running {
    if (closing !== null) throw unavailable('closing');
    if (running === null) {
      if (clock.now() < refusedUntil) throw unavailable('worker ended');
      running = begin();
    }
    return running;
  }

  return {
    ready: async () => current().ready,
    ask: async (operation, input, check) => {
      const to = current();
      await to.ready;
      check?.();
      return send(to, operation, input);
    },
    close: () => {
      closing ??= (async () => {
        const last = running;
        running = null;
        if (last !== null)
          await last.ready.then(
            () => shutDown(last),
            () => undefined,
          );
        await retired;
      })();
      return closing;
    },
  };
}
