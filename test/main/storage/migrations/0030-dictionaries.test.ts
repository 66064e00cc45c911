import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Call } from '../../../../domain/call.ts';
import { type Database, openDatabase } from '../../../../main/storage/database.ts';
import { migrate, versionOf } from '../../../../main/storage/migrate.ts';
import { migrations } from '../../../../main/storage/migrations/index.ts';
import { readDetail, readFacets } from '../../../../main/storage/read-calls.ts';
import { preferredKey } from '../../../../main/storage/row-key.ts';
import { aCall, aircallAccount, aMissedCall } from '../../../support/calls.ts';
import { fill, found, start } from '../bench.ts';

const before = migrations.filter(({ version }) => version <= 20);

/** A row as version 20 wrote it; what was searched then is of no use any more. */
function insertOld(database: Database, call: Call, agent: number | null, folded: number): void {
  database.run(
    `INSERT INTO calls (key, id, account, direction, outcome, agent, line, conversation, words, digits, document, folded)
     VALUES (?, ?, 1, ?, ?, ?, 1, ?, '', '', ?, ?)`,
    preferredKey(call.startedAt, call.id),
    call.id,
    call.direction,
    call.outcome,
    agent,
    call.conversationId,
    JSON.stringify(call),
    folded,
  );
}

const tagged = aCall({
  providerCallId: 'tagged',
  startedAt: start,
  remote: { name: 'Řehoř Žák' },
  tags: [{ id: '1', name: 'Reklamace', colour: null }],
  notes: [{ id: '1', text: 'Volat zítra', author: null, at: null }],
});
const rang = aMissedCall({ providerCallId: 'rang', startedAt: start + 1000, conversationId: 'c' });
const many = Array.from({ length: 1200 }, (_, place) =>
  aCall({ providerCallId: String(place), startedAt: start - 60_000 * (place + 1) }),
);

function oldDatabase(): Database {
  const database = openDatabase(':memory:');
  migrate(database, before);
  database.script(`
    INSERT INTO accounts VALUES (1, '${aircallAccount}');
    INSERT INTO agents VALUES (1, 1, '${aircallAccount}/456', 'Jana Nováková', 0), (2, 1, '${aircallAccount}/9', 'Gone', 0);
    INSERT INTO lines VALUES (1, 1, '${aircallAccount}/1234', 'Support', 0);
    INSERT INTO checkpoints VALUES (1, '{}');
  `);
  for (const call of [tagged, ...many]) insertOld(database, call, 1, 0);
  insertOld(database, rang, null, 1);
  return database;
}

it('keeps every stored call, and finds it by all that is on it', () => {
  const database = oldDatabase();
  migrate(database, migrations);
  expect(versionOf(database)).toBe(migrations.at(-1)?.version);
  expect(readDetail(database, tagged.id)?.call).toEqual(tagged);
  expect(readFacets(database)).toMatchObject({
    agents: [{ name: 'Jana Nováková', calls: 1201 }],
    lines: [{ name: 'Support', calls: 1202 }],
    total: 1202,
  });
  for (const text of ['rehor', 'tag:reklamace', 'note:zitra', 'zak 606123', '>1m from:zak'])
    expect(found(database, { text }), text).toEqual(['tagged']);
  expect(found(database, { from: start })).toEqual(['tagged']);
  expect(found(database, { agents: [`${aircallAccount}/456`], from: start })).toEqual(['tagged']);
});

it('goes on from what it converted as from what it stored itself', () => {
  const database = oldDatabase();
  migrate(database, migrations);
  fill(database, [tagged, ...many, aMissedCall({ ...rang, conversationId: null })]);
  expect(found(database, { from: start })).toEqual(['rang', 'tagged']);
  const Rows = z.object({ rows: z.number() });
  const rowsIn = (table: string): number =>
    database.row(Rows, `SELECT count(*) AS rows FROM ${table}`)?.rows ?? -1;
  expect(['calls', 'parties', 'marks', 'notes', 'agents'].map(rowsIn)).toEqual([1202, 2, 1, 1, 1]);
  database.script(`
    INSERT INTO dictionary_words (dictionary_words) VALUES ('integrity-check');
    INSERT INTO dictionary_digits (dictionary_digits) VALUES ('integrity-check');
    INSERT INTO notes (notes) VALUES ('integrity-check');
  `);
});
