import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DeskError } from '../../../main/failures.ts';
import {
  idText,
  looseNumber,
  optionalText,
  parseJson,
  readRecords,
  readWhole,
  unixSeconds,
  wholeSeconds,
} from '../../../main/providers/wire-reading.ts';

const Row = z.object({ id: idText, at: looseNumber, note: optionalText });

function read(records: readonly unknown[]) {
  const rejected: string[] = [];
  const rows = readRecords(Row, records, 'calls', ['id', 'at'], {
    unknownValue: () => undefined,
    rejectedRecord: (where) => rejected.push(where),
  });
  return { rows, rejected };
}

describe('reading what a provider sent', () => {
  it('keeps 64-bit ids to the last digit', () => {
    const text = '{"id":9223372036854775807,"n":[12345678901234567],"small":42,"half":0.1234567890123456789}';
    expect(parseJson(text)).toEqual({
      id: '9223372036854775807',
      n: ['12345678901234567'],
      small: 42,
      half: 0.1234567890123456789,
    });
  });

  it.each([1e300, -1, '9'.repeat(30), 1_790_000_000_000])('takes %d for no instant', (seconds) => {
    expect(unixSeconds.safeParse(seconds).success).toBe(false);
  });

  it('takes lengths in whole seconds, and none of centuries', () => {
    expect([12.6, '12.4', -3].map((length) => wholeSeconds.parse(length))).toEqual([13, 12, -3]);
    expect(wholeSeconds.safeParse(1e300).success).toBe(false);
  });

  it('leaves digits inside text alone', () => {
    expect(parseJson('{"text":"12345678901234567890"}')).toEqual({ text: '12345678901234567890' });
  });

  it('takes numbers as text and text as numbers', () => {
    expect(
      read([
        { id: 7, at: '1795248000', note: 12 },
        { id: '8', at: 1, note: ' ' },
      ]).rows,
    ).toEqual([
      { id: '7', at: 1795248000, note: '12' },
      { id: '8', at: 1, note: null },
    ]);
  });

  it('leaves a bad record out and names its place', () => {
    const { rows, rejected } = read([{ id: 1, at: 1 }, { id: 2, at: 'yesterday' }, null, { at: 3 }]);
    expect(rows.map(({ id }) => id)).toEqual(['1']);
    expect(rejected).toEqual(['calls[1].at', 'calls[2]', 'calls[3].id']);
  });

  it('keeps a record whose fault is beside the point, without the faulty part', () => {
    const { rows, rejected } = read([{ id: 1, at: 1, note: { text: 'x' } }]);
    expect(rows).toEqual([{ id: '1', at: 1, note: null }]);
    expect(rejected).toEqual(['calls[0].note']);
  });

  it('calls a list of which nothing can be read a broken contract', () => {
    const records = Array.from({ length: 5 }, () => ({ id: 1 }));
    expect(() => read(records)).toThrow(new DeskError('provider-contract-broken', { where: 'calls[0].at' }));
    expect(read(records.slice(1)).rows).toEqual([]);
  });

  it('names the place of the fault in what it cannot do without, and never the value', () => {
    const Page = z.object({ meta: z.object({ total: z.number() }) });
    expect(() => readWhole(Page, { meta: { total: 'secret' } }, '')).toThrow(
      new DeskError('provider-contract-broken', { where: 'meta.total' }),
    );
  });
});
