/**
 * A process that pulls the kill test's world into a database file and says so line by line, until it is killed or done.
 * Arguments: database file, what the clock shows (epoch ms). Reads a byte for every page that was heard of.
 */
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { createSync } from '../../../main/calls/sync-calls.ts';
import { type Clock, systemClock } from '../../../main/clock.ts';
import { silentLog } from '../../../main/log.ts';
import { openCallStore } from '../../../main/storage/open-call-store.ts';
import { aircallAccount } from '../../support/calls.ts';
import { createFakeSource } from './fake-source.ts';
import { callsOfTheWorld } from './pull-world.ts';

const [, , file = '', now = ''] = process.argv;
const clock: Clock = {
  now: () => Number(now),
  // A pull sleeps when nothing is left to read.
  sleep: (ms, signal) => {
    process.stdout.write('done\n');
    return systemClock.sleep(ms, signal);
  },
};
const source = createFakeSource(callsOfTheWorld().filter((call) => call.startedAt < clock.now()));
// Told pages ahead of what the parent has read: few, or a slow parent would find the pull done before it can kill it;
// more than one, so that the kill finds it anywhere and not only here.
const pagesAhead = 3;
let ahead = 0;
process.stdin.on('data', (read) => {
  ahead -= read.length;
});
source.before = async () => {
  await pause(1);
  while (ahead >= pagesAhead) await once(process.stdin, 'data');
  ahead += 1;
  process.stdout.write('page\n');
};
const worker = new URL('../../../main/storage/worker.ts', import.meta.url);
const store = await openCallStore({ file, worker, log: silentLog });
const sync = createSync({
  account: { id: aircallAccount },
  source,
  store,
  clock,
  log: silentLog,
  random: () => 0.5,
  onChange: () => process.stdout.write('stored\n'),
  onStatus: ({ phase }) => {
    if (phase === 'failed') process.stdout.write('failed\n');
  },
});
sync.start();
