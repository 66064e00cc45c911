import { type Call, Call as CallShape } from '../../../domain/call.ts';
import type { Clock } from '../../../main/clock.ts';
import { createHttp } from '../../../main/http.ts';
import { createCallSource } from '../../../main/providers/aircall/call-source.ts';
import { createAircallClient } from '../../../main/providers/aircall/client.ts';
import type { CallSource } from '../../../main/providers/provider.ts';
import { z } from 'zod';
import { type Database, openDatabase } from '../../../main/storage/database.ts';
import { aircallAccount } from '../../support/calls.ts';
import { authorityOf, contextOf, neverAborted } from '../providers/session-context.ts';

/** The real call source of Aircall over real HTTP, with as much budget as it likes. */
export function aircallSource(url: string, authorization: string, clock: Clock): CallSource {
  const context = contextOf({
    accountId: aircallAccount,
    http: createHttp(fetch),
    authority: authorityOf(authorization),
    clock,
  });
  return createCallSource(
    createAircallClient(url, context, () => 0.5),
    context,
  );
}

/** Everything a source serves from `from` on, newest first, read day by day and page by page with no pull around it. */
export async function servedBy(source: CallSource, from: number, to: number): Promise<Call[]> {
  const day = 86_400_000;
  const served = new Map<string, Call>();
  for (let top = to; top > from; top -= day) {
    let cursor: string | null = null;
    do {
      const window = { from: Math.max(from, top - day), to: top };
      const batch = await source.page(window, cursor, 'now', neverAborted);
      for (const call of batch.calls) served.set(call.id, call);
      cursor = batch.next;
    } while (cursor !== null);
  }
  return newestFirst([...served.values()].filter(({ startedAt }) => startedAt >= from));
}

/** Every stored call whole, newest first, straight from the database file. */
export function storedIn(file: string): Call[] {
  const database = openDatabase(file);
  try {
    const health = database.row(z.object({ integrity_check: z.string() }), 'PRAGMA integrity_check');
    if (health?.integrity_check !== 'ok') throw new Error('the database is corrupt');
    return storedOf(database);
  } finally {
    database.close();
  }
}

/** Every call of a database whole, newest first. */
export function storedOf(database: Database): Call[] {
  const rows = database.rows(z.object({ document: z.string() }), 'SELECT document FROM calls');
  return newestFirst(rows.map(({ document }) => CallShape.parse(JSON.parse(document))));
}

const newestFirst = (calls: readonly Call[]): Call[] =>
  calls.toSorted((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? -1 : 1));

/** Deterministic numbers in [0, 1) (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
