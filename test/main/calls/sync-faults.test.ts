import { afterEach, describe, expect, it } from 'vitest';
import type { Call } from '../../../domain/call.ts';
import { createSync } from '../../../main/calls/sync-calls.ts';
import type { Clock } from '../../../main/clock.ts';
import { silentLog } from '../../../main/log.ts';
import type { Fault } from '../../simulators/control/faults.ts';
import { createDirectStore, emptyDatabase } from '../../support/direct-store.ts';
import { type Subject, readAll, replyLimit, settled } from '../providers/subject.ts';
import { aircallSubject, voipexSubject } from '../providers/subjects.ts';
import { storedOf } from './pull-world.ts';

const hour = 3_600_000;
const account = (subject: Subject): string => `${subject.provider.id}:conformance`;

let subject: Subject;
afterEach(() => subject.close());

/** Every kind of fault there is; each strikes one page of the list. */
const faultsOf = ({ words, vital }: Subject): readonly Fault[] => [
  { kind: 'status', status: 429, headers: { 'retry-after': '3' } },
  { kind: 'status', status: 429 },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503, headers: { 'retry-after': '2' } },
  { kind: 'cut', after: 'nothing' },
  { kind: 'cut', after: 'half' },
  { kind: 'malformed', as: 'truncated' },
  { kind: 'malformed', as: 'html' },
  { kind: 'oversized', bytes: replyLimit + 1 },
  { kind: 'wrong-types', records: 'first' },
  { kind: 'wrong-types', records: 'all' },
  { kind: 'wrong-types', fields: [vital], records: 'first' },
  { kind: 'unknown-values', fields: [...words], records: 'first' },
  { kind: 'unknown-values', records: 'all' },
];

/** Pulls until nothing is left to be done and `forMs` have passed since. */
async function pull(subject: Subject, forMs: number) {
  const database = emptyDatabase();
  const { session } = await settled(subject);
  const { control } = subject;
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const until = control.clock.now() + forMs;
  const clock: Clock = {
    now: () => control.clock.now(),
    async sleep(ms, signal) {
      if (sync.status().phase === 'current' && control.clock.now() >= until) {
        resolve();
        await new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason as Error)); // as clocks do
        });
      }
      control.clock.advance(ms);
    },
  };
  const sync = createSync({
    account: { id: account(subject) },
    source: session.calls,
    store: createDirectStore(database),
    clock,
    log: silentLog,
    random: () => 0.5,
    onChange: () => undefined,
    onStatus: () => undefined,
  });
  sync.start();
  await done;
  await sync.stop();
  return { stored: storedOf(database), status: sync.status() };
}

const newestFirst = (calls: readonly Call[]): Call[] =>
  [...new Map(calls.map((call) => [call.id, call])).values()].sort(
    (a, b) => b.startedAt - a.startedAt || (a.id < b.id ? -1 : 1),
  );

describe.each([
  ['Aircall', () => aircallSubject({ limitPerMinute: null }, 6000)],
  ['VoIPEX by the IPBX API', () => voipexSubject('ipbx', { messyRows: false })],
  ['VoIPEX by the central API', () => voipexSubject('central', { messyRows: false })],
])('the history of %s', (_name, begin) => {
  it('is stored call by call as it is served, after every kind of fault', async () => {
    subject = await begin();
    const { control, callPages, range } = subject;
    for (const [place, fault] of faultsOf(subject).entries())
      control.faults.add({ path: callPages, times: 1, skip: 2 * place + 1, fault });
    const { stored } = await pull(subject, 5 * hour);
    expect(control.faults.list().map(({ struck }) => struck)).toEqual(faultsOf(subject).map(() => 1));
    const { session } = await settled(subject);
    const served = newestFirst(
      await readAll(() => session, { from: range.from - hour, to: control.clock.now() }),
    );
    expect(stored.map(({ id }) => id)).toEqual(served.map(({ id }) => id));
    expect(stored).toEqual(served);
  }, 60_000);
});
