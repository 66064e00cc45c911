import fs from 'node:fs/promises';
import path from 'node:path';
import type { Handlers } from '../../domain/contract.ts';
import type { ExportRequest, ExportState } from '../../domain/export.ts';
import type { AccountRegister } from '../accounts/account-register.ts';
import type { Announcements } from '../announcements.ts';
import type { CallStore } from '../calls/call-store.ts';
import type { Clock } from '../clock.ts';
import { DeskError, toFailure } from '../failures.ts';
import type { Log } from '../log.ts';
import { callWriters } from './call-writers.ts';
import type { KeptFile } from '../settings/kept-file.ts';
import { localTime } from './local-time.ts';
import { type CreateFile, openTarget, type TargetFile } from './target-file.ts';
import { createUnfinishedParts } from './unfinished-parts.ts';
import { exportWords } from './words.ts';
import { writeCalls } from './write-calls.ts';

export interface ExportPorts {
  readonly store: Pick<CallStore, 'slice' | 'counts'>;
  readonly register: Pick<AccountRegister, 'find'>;
  readonly announce: Pick<Announcements, 'exportsChanged'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Asks where to save; null when the person chose nothing. `extension` without a dot. */
  chooseFile(suggestion: { readonly name: string; readonly extension: string }): Promise<string | null>;
  /** Shows a file in its folder. */
  revealFile(file: string): Promise<void>;
  /** What is being written, for the next start to remove when this run is killed. */
  readonly unfinishedFile: KeptFile;
  /** How a file is created; as `node:fs` does it unless given. */
  readonly createFile?: CreateFile;
}

export interface Exports {
  readonly handlers: Pick<Handlers, 'exports.begin' | 'exports.read' | 'exports.cancel' | 'exports.reveal'>;
  /** Removes what an export of an app that was killed has left. Never fails. */
  removeLeft(): Promise<void>;
  /** Ends what runs and removes what it wrote. */
  cancel(): Promise<void>;
  /** As `cancel`, and nothing begins any more; for when the app quits. */
  stop(): Promise<void>;
}

interface Running {
  readonly cancel: AbortController;
  readonly ended: Promise<void>;
}

/** Progress is told this often at most. */
const tellEveryMs = 250;

/** Writes the calls of a filter into a file, one export at a time. */
export function createExports(ports: ExportPorts): Exports {
  const { store, register, announce, clock, log } = ports;
  const unfinished = createUnfinishedParts({ file: ports.unfinishedFile, log });
  let state: ExportState | null = null;
  let running: Running | null = null;
  /** From the question where to save until the file is begun. */
  let beginning = false;
  const stopping = new AbortController();
  /** The last one that was finished. */
  let finished: string | null = null;
  let toldAt = -Infinity;

  const tell = (next: ExportState): void => {
    state = next;
    toldAt = clock.now();
    announce.exportsChanged(next);
  };

  async function run(
    request: ExportRequest,
    now: number,
    file: string,
    target: TargetFile,
    signal: AbortSignal,
  ): Promise<void> {
    let current: ExportState = {
      phase: 'running',
      format: request.format,
      fileName: path.basename(file),
      written: 0,
      total: null,
      failure: null,
    };
    const progress = (part: Partial<ExportState>, force = false): void => {
      current = { ...current, ...part };
      state = current;
      if (force || Math.abs(clock.now() - toldAt) >= tellEveryMs) tell(current);
    };
    progress({}, true);
    const facts = {
      words: exportWords[request.language],
      labelOf: (id: string) => register.find(id)?.label ?? '',
    };
    const writer = callWriters[request.format](target, facts);
    // For the bar only: when it cannot be counted, the reading itself will tell why.
    void store.counts([request.filter], now).then(
      ([count]) => {
        if (count?.exact === true && current.phase === 'running') progress({ total: count.count }, true);
      },
      () => undefined,
    );
    let end: Partial<ExportState>;
    try {
      const onWritten = (written: number): void => progress({ written });
      await writeCalls({ store, filter: request.filter, now, signal, onWritten }, writer);
      signal.throwIfAborted();
      await target.keep();
      finished = file;
      end = { phase: 'done', total: current.written };
    } catch (error) {
      writer.abandon();
      await target.discard();
      end = signal.aborted ? { phase: 'cancelled' } : { phase: 'failed', failure: toFailure(error) };
    }
    // Before it is told: who hears of the end may begin the next.
    running = null;
    progress(end, true);
    const { phase, failure } = current;
    log.info('export.ended', { kind: request.format, what: phase, code: failure?.code ?? null });
  }

  async function begin(request: ExportRequest): Promise<ExportState | null> {
    const { format, language } = request;
    const now = clock.now();
    const name = `${exportWords[language].fileName}-${localTime(now).date}.${format}`;
    const chosen = await ports.chooseFile({ name, extension: format });
    if (chosen === null || stopping.signal.aborted) return null;
    const file = await withExtension(chosen, format);
    const target = await openTarget(file, now, unfinished, ports.createFile);
    const cancel = new AbortController();
    log.info('export.begun', { kind: format });
    const signal = AbortSignal.any([cancel.signal, stopping.signal]);
    running = { cancel, ended: run(request, now, file, target, signal) };
    return state;
  }

  const cancel = async (): Promise<void> => {
    running?.cancel.abort();
    await running?.ended;
  };

  return {
    removeLeft: () => unfinished.removeLeft(),
    cancel,
    async stop() {
      stopping.abort();
      await running?.ended;
    },
    handlers: {
      'exports.begin': async (request) => {
        if (running !== null || beginning)
          throw new DeskError('invalid-request', { where: 'exports.running' });
        beginning = true;
        try {
          return await begin(request);
        } finally {
          beginning = false;
        }
      },
      'exports.read': async () => state,
      'exports.cancel': async () => {
        await cancel();
        return { done: true };
      },
      'exports.reveal': async () => {
        if (finished === null || !(await exists(finished)))
          throw new DeskError('not-found', { where: 'export' });
        await ports.revealFile(finished);
        return { done: true };
      },
    },
  };
}

const exists = (file: string): Promise<boolean> =>
  fs.access(file).then(
    () => true,
    () => false,
  );

/**
 * Not every system's dialog adds the extension that was left out. Where the fuller name is taken, the name stays as it
 * was typed: nobody was asked whether that other file may be replaced.
 */
async function withExtension(file: string, extension: string): Promise<string> {
  if (path.extname(file) !== '') return file;
  const full = `${file}.${extension}`;
  return (await exists(full)) ? file : full;
}
