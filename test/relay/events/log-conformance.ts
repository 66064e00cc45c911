import { describe, expect, it } from 'vitest';
import type { EventLog, NewEntry } from '../../../relay/events/event-log.ts';
import { comparePositions } from '../../../relay/events/positions.ts';

export interface LogBench {
  /** Over an empty place. */
  readonly log: EventLog;
  /** Lets time pass for what the log keeps. */
  readonly pass: (this: void, ms: number) => Promise<void>;
}

const entry = (id: number, data = `{"id":${id}}`): NewEntry => ({
  event: 'call.created',
  data,
  fingerprint: String(id),
});
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Everything after a place, part by part; null where there is a gap. */
async function readAll(log: EventLog, company: string, from: string): Promise<string[] | null> {
  const all: string[] = [];
  for (let after = from; ;) {
    const read = await log.read(company, after);
    if (read.gap) return null;
    const last = read.entries.at(-1);
    if (last === undefined) return all;
    expect(comparePositions(after, read.entries[0]?.position ?? '')).toBeLessThan(0);
    all.push(...read.entries.map(({ data }) => data));
    after = last.position;
  }
}

/** What every log must do, wherever it keeps its entries. */
export function describeLog(name: string, open: () => Promise<LogBench>): void {
  describe(`the log of events in ${name}`, () => {
    it('begins empty, and knows nothing of what came before', async () => {
      const { log } = await open();
      const tip = await log.tip('7');
      expect(await log.tip('7')).toBe(tip);
      expect(await log.read('7', tip)).toEqual({ gap: false, entries: [] });
      expect(await log.read('7', '1000-0')).toEqual({ gap: true, tip });
      expect(await log.read('7', '999999999999999-0')).toEqual({ gap: true, tip });
    });

    it('gives what was written, in order, after any place in it', async () => {
      const { log } = await open();
      const start = await log.tip('7');
      const tips = [start];
      for (const id of range(1, 5)) {
        expect(await log.append('7', entry(id))).toBe('appended');
        tips.push(await log.tip('7'));
      }
      for (const [index, tip] of tips.entries())
        expect(await readAll(log, '7', tip)).toEqual(range(index + 1, 5).map((id) => `{"id":${id}}`));
      const read = await log.read('7', start);
      expect(read).toMatchObject({ entries: [{ position: tips[1], event: 'call.created' }, {}, {}, {}, {}] });
    });

    it('takes the same event once, however many bring it at a time', async () => {
      const { log } = await open();
      const start = await log.tip('7');
      const outcomes = await Promise.all(Array.from({ length: 40 }, () => log.append('7', entry(1))));
      expect(outcomes.filter((outcome) => outcome === 'appended')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'known')).toHaveLength(39);
      expect(await readAll(log, '7', start)).toHaveLength(1);
    });

    it('takes it again when ten minutes have passed', async () => {
      const { log, pass } = await open();
      await log.append('7', entry(1));
      await pass(599_000);
      expect(await log.append('7', entry(1))).toBe('known');
      await pass(1_001);
      expect(await log.append('7', entry(1))).toBe('appended');
    });

    it('keeps companies apart', async () => {
      const { log } = await open();
      const [one, other] = [await log.tip('7'), await log.tip('8')];
      await log.append('7', entry(1));
      await log.append('8', entry(1, '{"id":8}'));
      expect(await readAll(log, '7', one)).toEqual(['{"id":1}']);
      expect(await readAll(log, '8', other)).toEqual(['{"id":8}']);
    });

    it('gives much in parts of bounded size, and an entry that is larger alone', async () => {
      const { log } = await open();
      const start = await log.tip('7');
      const sizes = [...Array.from({ length: 9 }, () => 100_000), 900_000, 10];
      for (const [id, size] of sizes.entries()) await log.append('7', entry(id, 'x'.repeat(size)));
      const parts: number[][] = [];
      for (let after = start; ;) {
        const read = await log.read('7', after);
        const last = read.gap ? undefined : read.entries.at(-1);
        if (read.gap || last === undefined) break;
        parts.push(read.entries.map(({ data }) => data.length));
        after = last.position;
      }
      expect(parts).toEqual([
        [100_000, 100_000],
        [100_000, 100_000],
        [100_000, 100_000],
        [100_000, 100_000],
        [100_000],
        [900_000],
        [10],
      ]);
    });

    it('keeps ten thousand entries', async () => {
      const { log } = await open();
      const start = await log.tip('7');
      for (const id of range(1, 10_000)) await log.append('7', entry(id));
      expect(await readAll(log, '7', start)).toEqual(range(1, 10_000).map((id) => `{"id":${id}}`));
      const [first] = await firstOf(log, start);
      await log.append('7', entry(10_001));
      expect(await readAll(log, '7', start)).toBeNull();
      expect(await readAll(log, '7', first)).toHaveLength(10_000);
    }, 60_000);

    it('keeps sixteen megabytes', async () => {
      const { log } = await open();
      const start = await log.tip('7');
      const large = 'x'.repeat(1_000_000);
      for (const id of range(1, 16)) await log.append('7', entry(id, large));
      expect(await readAll(log, '7', start)).toHaveLength(16);
      await log.append('7', entry(17, large));
      expect(await readAll(log, '7', start)).toBeNull();
    });

    it('keeps ten minutes, and then nothing, of which nothing is missed by who had heard it all', async () => {
      const { log, pass } = await open();
      const start = await log.tip('7');
      await log.append('7', entry(1));
      const middle = await log.tip('7');
      await log.append('7', entry(2));
      const tip = await log.tip('7');
      await pass(599_000);
      expect(await readAll(log, '7', start)).toHaveLength(2);
      await pass(1_001);
      expect(await readAll(log, '7', start)).toBeNull();
      expect(await readAll(log, '7', middle)).toBeNull();
      expect(await readAll(log, '7', tip)).toEqual([]);
      await log.append('7', entry(3));
      expect(await readAll(log, '7', tip)).toEqual(['{"id":3}']);
    });

    it('rings for the company whose log has grown, and not for what it knew', async () => {
      const { log } = await open();
      const rung: (string | null)[] = [];
      log.onGrowth((company) => rung.push(company));
      await log.append('7', entry(1));
      await log.append('7', entry(1));
      await log.append('8', entry(2));
      await expect.poll(() => rung.filter((company) => company !== null)).toEqual(['7', '8']);
    });
  });
}

/** Where the first entry after a place stands. */
async function firstOf(log: EventLog, after: string): Promise<[string]> {
  const read = await log.read('7', after);
  return [read.gap ? '' : (read.entries[0]?.position ?? '')];
}
