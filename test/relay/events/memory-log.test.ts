import { expect, it, onTestFinished } from 'vitest';
import { createMemoryLog } from '../../../relay/events/memory-log.ts';
import { createMovedClock } from '../relay-under-test.ts';
import { describeLog } from './log-conformance.ts';

const open = (mostBytesInAll?: number) => {
  const clock = createMovedClock();
  const log = createMemoryLog({ clock, ...(mostBytesInAll === undefined ? {} : { mostBytesInAll }) });
  onTestFinished(async () => log.close());
  return { log, clock };
};

describeLog('memory', async () => {
  const { log, clock } = open();
  return { log, pass: async (ms) => clock.advance(ms) };
});

it('gives up the oldest of the company that holds most when all together hold too much', async () => {
  const { log } = open(1000);
  const [busy, quiet] = [await log.tip('busy'), await log.tip('quiet')];
  const write = (company: string, id: number, size: number) =>
    log.append(company, { event: 'e', data: 'x'.repeat(size), fingerprint: String(id) });
  await write('quiet', 0, 100);
  for (let id = 1; id <= 20; id += 1) await write('busy', id, 100);
  expect(await log.read('busy', busy)).toMatchObject({ gap: true });
  expect(await log.read('quiet', quiet)).toMatchObject({ gap: false, entries: [{}] });
});

it('goes on in order when the clock went back', async () => {
  const { log, clock } = open();
  const start = await log.tip('7');
  const write = (id: number) => log.append('7', { event: 'e', data: String(id), fingerprint: String(id) });
  await write(1);
  clock.advance(-5000);
  await write(2);
  clock.advance(10_000);
  await write(3);
  const read = await log.read('7', start);
  expect(read).toMatchObject({ gap: false, entries: [{ data: '1' }, { data: '2' }, { data: '3' }] });
});
