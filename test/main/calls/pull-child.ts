/**
 * A process that pulls the calls of an Aircall simulator into a database file over real HTTP, and says so line by line,
 * until it is killed or done. Arguments: database file, what the clock shows (epoch ms), address and credential of the
 * simulator. Reads a byte for every page that was heard of.
 */
import { once } from 'node:events';
import process from 'node:process';
import type { SyncStatus } from '../../../domain/sync.ts';
import { createSync } from '../../../main/calls/sync-calls.ts';
import type { Clock } from '../../../main/clock.ts';
import { silentLog } from '../../../main/log.ts';
import type { CallSource } from '../../../main/providers/provider.ts';
import { openCallStore } from '../../../main/storage/open-call-store.ts';
import { aircallAccount } from '../../support/calls.ts';
import { aircallSource } from './pull-world.ts';

const [, , file = '', startedAt = '', url = '', authorization = ''] = process.argv;

// Waiting passes at once; where nothing is left to be waited for but the next pull, all is done.
let waited = 0;
let status: SyncStatus | null = null;
const clock: Clock = {
  now: () => Number(startedAt) + waited,
  async sleep(ms, signal) {
    signal?.throwIfAborted();
    if (status?.phase === 'current') {
      process.stdout.write('done\n');
      await new Promise(() => undefined);
    }
    waited += ms;
  },
};

// Told pages ahead of what the parent has read: few, or a slow parent would find the pull done before it can kill it;
// more than one, so that the kill finds it anywhere and not only here.
const pagesAhead = 3;
let ahead = 0;
process.stdin.on('data', (read) => {
  ahead -= read.length;
});
const aircall = aircallSource(url, authorization, clock);
const source: CallSource = {
  ...aircall,
  async page(...asked) {
    while (ahead >= pagesAhead) await once(process.stdin, 'data');
    ahead += 1;
    process.stdout.write('page\n');
    return aircall.page(...asked);
  },
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
  onStatus: (told) => {
    status = told;
    if (told.failure?.code === 'unexpected') process.stdout.write('failed\n');
  },
});
sync.start();
