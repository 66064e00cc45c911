/**
 * `node test/soak/run.ts [minutes]`: some real desks follow a real relay over a simulated Aircall whose calls rise and fall,
 * whose events come shuffled, doubled and late, and now and then never; the relay is restarted twice. At the end every desk
 * must hold what the provider lists, nothing may still ring, and memory must not have grown with time. Exit code 1
 * otherwise.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as after } from 'node:timers/promises';
import type { z } from 'zod';
import { startRelay } from '../e2e/relay.ts';
import { startSimulators } from '../simulators/index.ts';
import { loadCompany } from './company-load.ts';
import { Answers } from './report.ts';

const minutes = Number(process.argv[2] ?? '30');
const desksInAll = 4;
const most = 6;
/** Heap that may have been added while time went by, beside what more stored calls take: a quarter. */
const growth = 1.25;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-soak-'));
const simulators = await startSimulators({
  ...{ seed: 7, calls: 400, days: 10, people: 40 },
  aircall: {
    consent: 'grant',
    webhooks: { shuffle: true, double: 0.1, drop: 0.005, delay: { from: 0, to: 2 } },
  },
});
simulators.aircall.control.limits.change({ perMinute: 6_000 });
const relay = await startRelay(simulators, folder);
const { env = {} } = relay.launch(simulators);

const desks = fork(
  path.join(import.meta.dirname, 'desk-process.ts'),
  [JSON.stringify({ endpoints: { ...simulators.endpoints, relay: relay.origin }, desks: desksInAll })],
  { execArgv: ['--expose-gc'], env: { ...process.env, ...env } },
);
const say = (line: string): void =>
  void process.stdout.write(`${new Date().toISOString().slice(11, 19)}  ${line}\n`);

async function answer<K extends keyof typeof Answers>(
  from: ChildProcess,
  what: K,
): Promise<z.infer<(typeof Answers)[K]>> {
  const answered = once(from, 'message');
  if (what !== 'ready') from.send(what);
  const told: unknown[] = await answered;
  // The schema of the same key has read it.
  return Answers[what].parse(told[0]) as z.infer<(typeof Answers)[K]>;
}

const failures: string[] = [];
const must = (holds: boolean, what: string): void => {
  say(`${holds ? 'ok    ' : 'FAILED'} ${what}`);
  if (!holds) failures.push(what);
};

await answer(desks, 'ready');
say(`${String(desksInAll)} desks are live; ${String(minutes)} minutes of calls`);
const load = loadCompany(simulators.aircall, simulators.world.people('aircall').length, most);
const heaps: number[] = [];
for (let minute = 1; minute <= minutes; minute += 1) {
  await after(60_000);
  const { heapMb } = await answer(desks, 'memory');
  heaps.push(heapMb);
  say(`minute ${String(minute)}: ${String(load.began())} calls, heap of the desks ${heapMb.toFixed(1)} MB`);
  if (minute === Math.round(minutes / 3) || minute === Math.round((2 * minutes) / 3)) {
    await relay.stop();
    await after(5_000);
    await relay.start();
    say('the relay was restarted');
  }
}
load.stop();
// The last words of calls come half a minute after their end, and are delivered late.
await after(45_000);
await simulators.aircall.events.settled();
const beforePull = (await answer(desks, 'report')).desks;
await answer(desks, 'pull');
const { desks: reports } = await answer(desks, 'report');

const atProvider = simulators.aircall.control.calls.over(1_000_000).length;
for (const [index, { calls, running, live, bugs }] of reports.entries()) {
  const name = `desk ${String(index + 1)}`;
  must(live === 'live', `${name} is live`);
  must(calls.length === atProvider, `${name} holds ${String(calls.length)} of ${String(atProvider)} calls`);
  must(running === 0, `${name} shows ${String(running)} calls in progress`);
  must(bugs === 0, `${name} logged ${String(bugs)} faults`);
}
const [first, ...others] = reports;
const same = others.every(({ calls }) => JSON.stringify(calls) === JSON.stringify(first?.calls));
must(same, 'all desks hold the same of every call');
for (const [index, { calls }] of beforePull.entries()) {
  const held = new Set(calls);
  const off = (first?.calls ?? []).filter((call) => !held.has(call)).length;
  say(
    `before the last pull desk ${String(index + 1)} differed in ${String(off)} of ${String(atProvider)} calls`,
  );
}
const third = Math.max(1, Math.floor(heaps.length / 3));
const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;
const [early, late] = [mean(heaps.slice(0, third)), mean(heaps.slice(-third))];
must(
  late <= early * growth,
  `heap of the desks ${early.toFixed(1)} MB in the first third, ${late.toFixed(1)} in the last`,
);

desks.send('end');
await once(desks, 'exit');
await relay.close();
await simulators.close();
fs.rmSync(folder, { recursive: true, force: true });
say(failures.length === 0 ? 'nothing to complain of' : `${String(failures.length)} complaints`);
process.exitCode = failures.length === 0 ? 0 : 1;
