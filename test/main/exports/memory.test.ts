import { execFile } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { scratchProfile } from '../../support/desk-bench.ts';

/**
 * How much the exporting process may hold: a half of what the calls take as objects, and more than an export needs. V8
 * itself keeps the limit, and ends who reaches it, so that no measurement has to. `export-child.ts` takes any number of
 * calls, a million too.
 */
const heapMegabytes = 32;
const calls = 40_000;

const Report = z.object({
  phase: z.literal('done'),
  written: z.number(),
  fileBytes: z.number(),
  outside: z.number(),
  grown: z.number(),
});
const run = promisify(execFile);
const child = path.join(import.meta.dirname, 'export-child.ts');

let folder: string;
beforeEach(() => {
  folder = scratchProfile();
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

it.each(['csv', 'xlsx'])(
  'an export to %s takes no more memory for being long',
  async (format) => {
    const { stdout } = await run(process.execPath, [
      `--max-old-space-size=${String(heapMegabytes)}`,
      child,
      folder,
      format,
      String(calls),
    ]);
    const { written, outside, grown } = Report.parse(JSON.parse(stdout));
    expect(written).toBe(calls);
    // The marks of the calls met (16 bytes each), and buffers on their way to the disk.
    expect(outside).toBeLessThan(32);
    // That, the heap, and what was freed but not given back.
    expect(grown).toBeLessThan(128);
  },
  300_000,
);

it('an export that held its calls would not fit into that memory', async () => {
  // A thread: where it runs out of memory, no process ends and no core is dumped.
  const holding = new Worker(child, {
    argv: [folder, 'csv', String(calls), 'hold'],
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    stdout: true,
  });
  await expect(once(holding, 'exit')).rejects.toMatchObject({ code: 'ERR_WORKER_OUT_OF_MEMORY' });
}, 300_000);
