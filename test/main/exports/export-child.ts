import fs from 'node:fs';
import path from 'node:path';
import { type Call, anyCall } from '../../../domain/call.ts';
import { ExportFormat } from '../../../domain/export.ts';
import { systemClock } from '../../../main/clock.ts';
import { createExports } from '../../../main/exports/exports.ts';
import { silentLog } from '../../../main/log.ts';
import { aCall } from '../../support/calls.ts';
import { fakeKeptFile } from '../../support/kept-file.ts';

/**
 * Exports as many generated calls as the command line says and prints what memory that took. Arguments: folder, format,
 * how many calls, and `hold` to keep all of them meanwhile, as no export should. The list is made up as it is read, so
 * that what is held else is the export's.
 */
const [folder = '', format = '', count = '', hold = ''] = process.argv.slice(2);
const total = Number(count);
const held: Call[] = [];
const pattern = aCall({ remote: { name: 'Karel Dvořák', organisation: 'Dvořák, spol. s r. o.' } });
const place = (n: number): Call => ({
  // As calls come from the worker: they share nothing.
  ...structuredClone(pattern),
  id: `${pattern.accountId}:${String(n)}`,
  startedAt: pattern.startedAt - n * 1000,
  notes: [{ id: '1', text: `Note number ${String(n)}`, author: 'Jana', at: null }],
});

let mostOutside = 0;
let mostResident = 0;
let leastResident = Infinity;
const ended = Promise.withResolvers<void>();
const exports = createExports({
  store: {
    slice: async (_filter, below, limit) => {
      const from = below === null ? 0 : total - below;
      const end = Math.min(from + limit, total);
      const { external, rss } = process.memoryUsage();
      mostOutside = Math.max(mostOutside, external);
      // The first tenth warms up.
      if (from >= total / 10) leastResident = Math.min(leastResident, rss);
      mostResident = Math.max(mostResident, rss);
      const calls = Array.from({ length: end - from }, (_, n) => place(from + n));
      if (hold === 'hold') held.push(...calls);
      return { calls, below: end === total ? null : total - end };
    },
    counts: async () => [{ count: total, exact: true }],
  },
  register: { find: () => undefined },
  announce: {
    exportsChanged(state) {
      if (state.phase !== 'running') ended.resolve();
    },
  },
  clock: systemClock,
  log: silentLog,
  unfinishedFile: fakeKeptFile(),
  chooseFile: async ({ name }) => path.join(folder, name),
  revealFile: () => Promise.resolve(),
});
await exports.handlers['exports.begin']({
  filter: anyCall,
  format: ExportFormat.parse(format),
  language: 'en',
});
await ended.promise;
const state = await exports.handlers['exports.read']({});
const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);
process.stdout.write(
  `${JSON.stringify({
    phase: state?.phase,
    written: state?.written,
    fileBytes: fs.statSync(path.join(folder, state?.fileName ?? '')).size,
    outside: megabytes(mostOutside),
    grown: megabytes(mostResident - leastResident),
  })}\n`,
);
