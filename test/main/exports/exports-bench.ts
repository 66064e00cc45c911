import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type Call, anyCall } from '../../../domain/call.ts';
import type { ExportRequest, ExportState } from '../../../domain/export.ts';
import { createExports, type ExportPorts } from '../../../main/exports/exports.ts';
import { silentLog } from '../../../main/log.ts';
import { anAccountRecord } from '../../support/account-record.ts';
import { aCall } from '../../support/calls.ts';
import { scratchProfile } from '../../support/desk-bench.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeKeptFile } from '../../support/kept-file.ts';
import { listedCalls } from '../../support/listed-calls.ts';

/** As many calls as need several slices, newest first. */
export const calls: Call[] = Array.from({ length: 1203 }, (_, n) =>
  aCall({ providerCallId: String(n), startedAt: Date.UTC(2026, 0, 15, 8) - n * 1000 }),
);

export const request = (part: Partial<ExportRequest> = {}): ExportRequest => ({
  filter: anyCall,
  format: 'csv',
  language: 'en',
  ...part,
});

/** Exports of `calls` into a folder of their own, for each test anew. */
export function useExports() {
  let folder: string;
  let told: ExportState[];
  let listeners: Set<() => void>;
  beforeEach(() => {
    folder = scratchProfile();
    told = [];
    listeners = new Set();
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));
  const clock = createFakeClock();
  return {
    clock,
    /** What was announced so far. */
    told: (): readonly ExportState[] => told,
    /** A file's path in the folder the exports go to. */
    inFolder: (name: string): string => path.join(folder, name),
    /** The names in that folder. */
    left: (): string[] => fs.readdirSync(folder),
    open: (ports: Partial<ExportPorts> = {}) =>
      createExports({
        store: listedCalls(calls),
        register: { find: (id) => anAccountRecord({ id, label: 'Atelier' }) },
        announce: {
          exportsChanged(state) {
            told.push(state);
            for (const listener of listeners) listener();
          },
        },
        clock,
        log: silentLog,
        unfinishedFile: fakeKeptFile(),
        chooseFile: async ({ name }) => path.join(folder, name),
        revealFile: () => Promise.resolve(),
        ...ports,
      }),
    /** Resolves with the state once it is the last one. */
    ended: (): Promise<ExportState> =>
      new Promise((resolve) => {
        const look = (): void => {
          const last = told.at(-1);
          if (last === undefined || last.phase === 'running') return;
          listeners.delete(look);
          resolve(last);
        };
        listeners.add(look);
        look();
      }),
  };
}
