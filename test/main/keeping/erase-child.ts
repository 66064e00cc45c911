/**
 * An app that erases a person and is killed at a moment of it. Arguments: profile folder, number, and the moment:
 * `written` down, with a `part` of the calls gone, or with all of them `gone`.
 */
import process from 'node:process';
import { DeskError } from '../../../main/failures.ts';
import type { OpenCallStore } from '../../../main/storage/open-call-store.ts';
import { openDeskBench } from '../../support/desk-bench.ts';

const [, , profile = '', number = '', moment = ''] = process.argv;
const die = (): void => void process.kill(process.pid, 'SIGKILL');

/** The worker answers between two parts of an erasure. */
async function dieOnceFewer({ size }: Pick<OpenCallStore, 'size'>): Promise<void> {
  const stored = async (): Promise<number> =>
    (await size()).accounts.reduce((sum, { calls }) => sum + calls, 0);
  const before = await stored();
  while ((await stored()) === before);
  die();
}

const bench = await openDeskBench(profile, {
  providers: [],
  openKeychain: () => Promise.reject(new DeskError('secrets-unavailable')),
  around: (store) => ({
    ...store,
    keptAside: null,
    async beginErasure(erasure) {
      await store.beginErasure(erasure);
      if (moment === 'written') die();
    },
    async erase(...given) {
      const dead = moment === 'part' ? dieOnceFewer(store) : Promise.resolve();
      const [erased] = await Promise.all([store.erase(...given), dead]);
      if (moment === 'gone') die();
      return erased;
    },
  }),
});
await bench.ask('people.erase', { number });
