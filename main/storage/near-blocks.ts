import { z } from 'zod';
import type { Call } from '../../domain/call.ts';
import type { Database, Value } from './database.ts';
import { documentSql } from './list-sql.ts';
import { keysPerMs } from './row-key.ts';

/** Width of a block for questions about hours, and for those about minutes; ms. */
const blockMs = { hours: 4 * 3_600_000, minutes: 600_000 } as const;

const Document = z.object({ document: z.string() });

interface Entry {
  readonly key: number;
  readonly endedAt: number;
}

/**
 * Where the calls of a number or line lie, read once for all calls of a transaction that ask: hundreds of calls of one
 * number within an hour would otherwise each read all of them.
 */
export interface NearBlocks {
  /**
   * Keys of the calls with a key from `first` to `last` that did not end before `since`. `sql` finds them by the values
   * of `subject`, first and last key, and the instant; its columns are the key and the end.
   */
  keys(sql: string, subject: readonly Value[], first: number, last: number, since: number): number[];
  call(key: number): Call | null;
}

/** @param read parses a stored call */
export function createNearBlocks(
  database: Database,
  read: (row: z.infer<typeof Document>) => Call,
): NearBlocks {
  const blocks = new Map<string, readonly Entry[]>();
  const calls = new Map<number, Call | null>();

  function block(sql: string, subject: readonly Value[], from: number, width: number): readonly Entry[] {
    const name = `${sql} ${subject.join(' ')} ${String(width)} ${String(from)}`;
    const known = blocks.get(name);
    if (known !== undefined) return known;
    const entries = database
      .numbers(sql, ...subject, from, from + width - 1, 0)
      .map(([key, endedAt]) => ({ key: key ?? 0, endedAt: endedAt ?? 0 }));
    blocks.set(name, entries);
    return entries;
  }

  return {
    keys(sql, subject, first, last, since) {
      const width =
        (last - first > (blockMs.hours * keysPerMs) / 4 ? blockMs.hours : blockMs.minutes) * keysPerMs;
      const keys: number[] = [];
      for (let from = Math.floor(first / width) * width; from <= last; from += width)
        for (const { key, endedAt } of block(sql, subject, from, width))
          if (key >= first && key <= last && endedAt >= since) keys.push(key);
      return keys;
    },
    call(key) {
      const known = calls.get(key);
      if (known !== undefined) return known;
      const row = database.row(Document, documentSql, key);
      const call = row === undefined ? null : read(row);
      calls.set(key, call);
      return call;
    },
  };
}
