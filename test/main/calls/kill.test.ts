import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { anyCall } from '../../../domain/call.ts';
import { openDatabase } from '../../../main/storage/database.ts';
import { readPage } from '../../../main/storage/read-calls.ts';
import { callsOfTheWorld, firstNow, seededRandom } from './pull-world.ts';

const child = fileURLToPath(new URL('pull-child.ts', import.meta.url));
const hour = 3_600_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'switchdeck-kill-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the pull until it has told `lines` things, then kills it; resolves with true when it was done before. */
async function pullAndKill(file: string, now: number, lines: number): Promise<boolean> {
  const pull = spawn(process.execPath, [child, file, String(now)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = new Promise((resolve) => pull.once('exit', resolve));
  // Written to a pull that has just been killed: there is nobody to hear it.
  pull.stdin.on('error', () => pull.stdin.destroy());
  let told = 0;
  let done = false;
  for await (const line of createInterface({ input: pull.stdout })) {
    told += 1;
    done ||= line === 'done';
    if (line === 'failed') throw new Error('the pull failed');
    if (done || told >= lines) break;
    if (line === 'page') pull.stdin.write('.');
  }
  pull.kill('SIGKILL');
  await gone;
  return done;
}

describe.each([1, 2])('killed at moments drawn from seed %i', (seed) => {
  it('loses no call and stores none twice', { timeout: 120_000 }, async () => {
    const file = path.join(folder, 'calls.db');
    const random = seededRandom(seed);
    let now = firstNow;
    let kills = 0;
    while (!(await pullAndKill(file, now, 1 + Math.floor(random() * 50)))) {
      kills += 1;
      // Time passes between runs: sometimes little, sometimes so much that the newest calls leave a gap behind.
      now += Math.floor(random() * 2.5 * hour);
    }
    expect(kills).toBeGreaterThanOrEqual(3);

    const database = openDatabase(file);
    const stored: string[] = [];
    for (;;) {
      const page = readPage(database, { filter: anyCall, anchor: null, offset: stored.length, limit: 500 });
      if (page.calls.length === 0) break;
      stored.push(...page.calls.map((call) => call.id));
    }
    const health = database.row(z.object({ integrity_check: z.string() }), 'PRAGMA integrity_check');
    database.close();
    const served = callsOfTheWorld().filter((call) => call.startedAt < now);
    expect(health?.integrity_check).toBe('ok');
    expect(stored.length).toBe(new Set(stored).size);
    expect(stored.toSorted()).toEqual(served.map((call) => call.id).toSorted());
  });
});
