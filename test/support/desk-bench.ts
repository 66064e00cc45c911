import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { EventName, OperationName } from '../../domain/channels.ts';
import type { EventPayload, Input, Output } from '../../domain/contract.ts';
import { events, operations } from '../../domain/contract.ts';
import type { Failure, Result } from '../../domain/failure.ts';
import { createAnswer } from '../../main/answer.ts';
import { type Clock, systemClock } from '../../main/clock.ts';
import { createDesk } from '../../main/desk.ts';
import type { Desk, DeskPorts } from '../../main/desk-ports.ts';
import { DeskError } from '../../main/failures.ts';
import { createInbox } from '../../main/links/arrival.ts';
import type { Log, LogFacts } from '../../main/log.ts';
import { documentedEndpoints } from '../../main/providers/endpoints.ts';
import { type OpenCallStore, openCallStore } from '../../main/storage/open-call-store.ts';
import { realKeptFile } from './kept-file.ts';

const storageWorker = new URL('../../main/storage/worker.ts', import.meta.url);

/** What a test may choose about a desk; the rest are real parts in a scratch profile folder. */
export type BenchPorts = Pick<DeskPorts, 'providers' | 'openKeychain'> &
  Partial<Omit<DeskPorts, 'store'>> & {
    /** Puts something between the desk and the real store. */
    readonly around?: (store: OpenCallStore) => DeskPorts['store'];
  };

export interface DeskBench {
  readonly desk: Desk;
  readonly store: OpenCallStore;
  /** Asks as the page would, through the contract: input and reply are parsed. Throws the failure when there is one. */
  ask<N extends OperationName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** The failure an operation ends with. */
  failure<N extends OperationName>(name: N, input: Input<N>): Promise<Failure>;
  /** Resolves as soon as `holds` does, looking again at every event the desk emits. */
  until(holds: () => boolean | Promise<boolean>): Promise<void>;
  /** Every reply and event so far, as text: what the page could have seen. */
  readonly crossed: string[];
  /** Every line of the log so far, as text. */
  readonly logged: string[];
  readonly opened: string[];
  readonly copied: string[];
  /** Where the page was asked to go. */
  readonly went: string[];
  stop(): Promise<void>;
}

/** A fresh profile folder below the system's temporary one. */
export const scratchProfile = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-profile-'));

/** A desk with the real store and real files of `profile`. Not started yet; opening the same profile again is a restart. */
export async function openDeskBench(profile: string, chosen: BenchPorts): Promise<DeskBench> {
  const crossed: string[] = [];
  const logged: string[] = [];
  const opened: string[] = [];
  const copied: string[] = [];
  const went: string[] = [];
  const watchers = new Set<() => void>();
  const clock: Clock = chosen.clock ?? systemClock;
  const line =
    (level: string) =>
    (event: string, facts: LogFacts = {}) =>
      void logged.push(`${level} ${event} ${JSON.stringify(facts)}`);
  const log: Log = { info: line('info'), warn: line('warn'), error: line('error') };
  const store = await openCallStore({ file: path.join(profile, 'calls.db'), worker: storageWorker, log });
  const desk = createDesk({
    log,
    http: () => Promise.reject(new DeskError('offline')),
    openStream: () => Promise.reject(new DeskError('offline')),
    settingsFile: realKeptFile(profile, 'settings'),
    accountsFile: realKeptFile(profile, 'accounts'),
    auditFile: realKeptFile(profile, 'audit'),
    viewsFile: realKeptFile(profile, 'views'),
    erasedFile: realKeptFile(profile, 'erased'),
    unfinishedFile: realKeptFile(profile, 'unfinished'),
    followUpsFile: realKeptFile(profile, 'follow-ups'),
    showNotice: () => () => undefined,
    bringForward: () => undefined,
    chooseFile: () => Promise.resolve(null),
    revealFile: () => Promise.resolve(),
    endpoints: documentedEndpoints,
    scheme: 'dev.switchdeck',
    attemptEntry: 'attempt-bench',
    inbox: createInbox(),
    goTo: (to) => void went.push(to),
    facts: { version: '0.0.0', systemLocale: 'cs-CZ', platform: 'linux', demo: false },
    copyText: async (text) => void copied.push(text),
    openPage: async (url) => void opened.push(url),
    random: () => 0.5,
    ownsKeychain: true,
    homeCountry: 'CZ',
    ...chosen,
    clock,
    store: chosen.around?.(store) ?? store,
    emit<N extends EventName>(name: N, payload: EventPayload<N>) {
      crossed.push(`${name} ${JSON.stringify(events[name].parse(payload))}`);
      for (const watcher of watchers) watcher();
    },
  });
  const answer = createAnswer(desk.handlers, log);
  const reply = async <N extends OperationName>(name: N, input: Input<N>): Promise<Result<Output<N>>> => {
    const result = await answer(name, true, input);
    crossed.push(`${name} ${JSON.stringify(result)}`);
    // The answer has been parsed by the output schema of the same key.
    return result as Result<Output<N>>;
  };

  return {
    desk,
    store,
    crossed,
    logged,
    opened,
    copied,
    went,
    async ask(name, input) {
      const result = await reply(name, operations[name].input.parse(input) as typeof input); // parsed by its own schema
      if (!result.ok)
        throw new DeskError(result.failure.code, { where: `${name} ${result.failure.where ?? ''}` });
      return result.value;
    },
    async failure(name, input) {
      const result = await reply(name, input);
      if (result.ok) throw new Error(`${name} should have failed`);
      return result.failure;
    },
    async until(holds) {
      let { promise, resolve } = Promise.withResolvers<void>();
      const watcher = (): void => resolve();
      watchers.add(watcher);
      try {
        while (!(await holds())) {
          await promise;
          ({ promise, resolve } = Promise.withResolvers<void>());
        }
      } finally {
        watchers.delete(watcher);
      }
    },
    async stop() {
      await desk.stop();
      await store.close();
    },
  };
}
