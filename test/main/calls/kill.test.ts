import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../simulators/control/faults.ts';
import { type AircallSimulator, startAircall } from '../../simulators/aircall/index.ts';
import { SimulatorClock } from '../../simulators/control/clock.ts';
import { createWorld } from '../../simulators/world/create-world.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { aircallSource, seededRandom, servedBy, storedIn } from './pull-world.ts';

/** How often a pull is killed; `SWITCHDECK_KILLS=200 npx vitest run test/main/calls/kill.test.ts` for a thorough run. */
const kills = Number(process.env['SWITCHDECK_KILLS'] ?? 20);

const child = fileURLToPath(new URL('pull-child.ts', import.meta.url));
const hour = 3_600_000;
const day = 24 * hour;
const begun = Date.UTC(2026, 0, 15, 9, 0, 0);
/** Enough for every kill to find pages that are still to be read. */
const callsPerKill = 400;
const share = 0.45; // of the world's calls, Aircall's

let folder: string;
let simulator: AircallSimulator;
let clock: SimulatorClock;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'switchdeck-kill-'));
  const world = createWorld({
    seed: 11,
    calls: Math.round(((kills + 5) * callsPerKill) / share),
    people: 60,
    from: begun - 120 * day,
    to: begun + (kills + 5) * 2 * hour,
  });
  clock = new SimulatorClock({ instant: begun, frozen: true });
  simulator = await startAircall({ world, clock, switches: { limitPerMinute: null } });
});
afterEach(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

const credential = (): string =>
  `Basic ${Buffer.from(`${simulator.apiId}:${simulator.apiToken}`).toString('base64')}`;

/** Runs the pull until it has told `lines` things, then kills it; resolves with true when it was done before. */
async function pullAndKill(file: string, lines: number): Promise<boolean> {
  const given = [file, String(clock.now()), simulator.url, credential()];
  const pull = spawn(process.execPath, [child, ...given], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = new Promise<string | null>((resolve) => pull.once('exit', (_code, signal) => resolve(signal)));
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
  if ((await gone) !== 'SIGKILL') throw new Error('the pull ended by itself');
  return done;
}

const faults: readonly Fault[] = [
  { kind: 'status', status: 429, headers: { 'retry-after': '2' } },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503 },
  { kind: 'cut', after: 'nothing' },
  { kind: 'cut', after: 'half' },
  { kind: 'malformed', as: 'truncated' },
  { kind: 'malformed', as: 'html' },
];

describe('a pull that is killed again and again while the provider fails now and then', () => {
  it(
    `loses no call and stores none twice, after ${String(kills)} kills`,
    async () => {
      const file = path.join(folder, 'calls.db');
      const random = seededRandom(kills);
      let killed = 0;
      for (let runs = 0; killed < kills; runs += 1) {
        expect(runs).toBeLessThan(2 * kills);
        const fault = faults[Math.floor(random() * faults.length)];
        simulator.control.faults.clear();
        if (fault !== undefined)
          simulator.control.faults.add({
            path: '^/v1/calls',
            times: 1,
            skip: Math.floor(random() * 6),
            fault,
          });
        // Each page is told when it is asked for and when it is stored.
        if (!(await pullAndKill(file, 1 + Math.floor(random() * 14)))) killed += 1;
        // Time passes between runs: sometimes little, sometimes so much that the newest calls leave a gap behind.
        clock.advance(Math.floor(random() * 2 * hour));
      }
      simulator.control.faults.clear();
      // A day later all calls have ended, and what was written on them late has been read again.
      clock.advance(day);
      while (!(await pullAndKill(file, Infinity))) expect(killed).toBe(kills);

      const source = aircallSource(simulator.url, credential(), createFakeClock(clock.now()));
      const served = await servedBy(source, begun - 121 * day, clock.now());
      const stored = storedIn(file);
      expect(served.length).toBeGreaterThan(kills * 300);
      expect(stored.map(({ id }) => id)).toEqual(served.map(({ id }) => id));
      expect(stored).toEqual(served);
    },
    kills * 20_000,
  );
});
