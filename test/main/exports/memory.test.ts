import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { scratchProfile } from '../../support/desk-bench.ts';

/** As objects they would not fit into the heap that the child is given; `export-child.ts` takes any number, a million too. */
const calls = 120_000;
const heapMegabytes = 64;

const Report = z.object({
  phase: z.literal('done'),
  written: z.number(),
  fileBytes: z.number(),
  heap: z.number(),
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
    const { written, heap, grown } = Report.parse(JSON.parse(stdout));
    expect(written).toBe(calls);
    expect(heap).toBeLessThan(heapMegabytes);
    // The marks of the calls met (16 bytes each), buffers on their way to the disk, and what was freed but not given back.
    expect(grown).toBeLessThan(128);
  },
  300_000,
);
