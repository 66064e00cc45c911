import { describe, expect, it } from 'vitest';
import type { QueryField } from '../../../domain/call-query.ts';
import { suggest } from '../../../main/storage/suggest.ts';
import { aCall, voipexAccount } from '../../support/calls.ts';
import { emptyDatabase } from '../../support/direct-store.ts';
import { fill, found, start } from './bench.ts';

const tag = (name: string) => ({ id: name, name, colour: null });
const database = emptyDatabase();
fill(
  database,
  [
    { remote: { name: 'Jan Novák', e164: '+420606123456' }, tags: [tag('Prodej'), tag('VIP')] },
    { remote: { name: 'Jan Novák', e164: '+420777000111', raw: '777000111' }, tags: [tag('Prodej')] },
    {
      remote: { name: 'Jana Malá', e164: '+420606999888' },
      agent: { id: '2', name: 'Petr Dvořák', extension: '205' },
    },
    {
      remote: { name: null, organisation: null, e164: '+420800100200', raw: '800100200' },
      teams: [{ id: '1', name: 'Prodejna' }],
      line: { id: '9', name: null, number: '+420567000111' },
    },
    {
      accountId: voipexAccount,
      agent: { id: '7', name: 'Jana Nováková', extension: null },
      remote: { name: 'Jana Malá' },
    },
  ].map((part, place) => aCall({ ...part, providerCallId: String(place), startedAt: start - place * 1000 })),
);
const suggested = (field: QueryField, text: string): string =>
  suggest(database, field, text)
    .map(({ value, calls }) => `${value} ${String(calls)}`)
    .join(', ');

describe('an operator may go on with', () => {
  it.each<[string, QueryField, string, string]>([
    ['people by name, the most frequent first', 'from', 'jan', 'Jan Novák 2, Jana Malá 2'],
    ['people by what they are called together', 'from', 'jan nov', 'Jan Novák 2'],
    ['numbers where a number was typed', 'from', '606', '+420606123456 2, +420606999888 1'],
    ['a number that nobody gave a name', 'from', '800', '+420800100200 1'],
    ['agents of all accounts by name', 'agent', 'jana', 'Jana Nováková 4'],
    ['an agent by extension', 'agent', '205', 'Petr Dvořák 1'],
    ['lines', 'line', '', 'Support 4, +420567000111 1'],
    ['tags, not teams', 'tag', 'pro', 'Prodej 2'],
    ['teams, not tags', 'team', 'pro', 'Prodejna 1'],
    ['all tags while nothing is typed', 'tag', '', 'Prodej 2, VIP 1'],
    ['nothing of a note', 'note', 'a', ''],
    ['nothing that is not there', 'from', 'xyzzy', ''],
  ])('%s', (_, field, text, expected) => expect(suggested(field, text)).toBe(expected));

  it('what it then finds, as often as it says', () => {
    for (const field of ['from', 'agent', 'line', 'tag', 'team'] as const)
      for (const { value, calls } of suggest(database, field, ''))
        expect(found(database, { text: `${field}:"${value}"` }), value).toHaveLength(calls);
  });

  it('eight at most', () => {
    const many = emptyDatabase();
    fill(
      many,
      Array.from({ length: 20 }, (_, place) =>
        aCall({
          providerCallId: String(place),
          startedAt: start + place,
          tags: [tag(`Štítek ${String(place)}`)],
        }),
      ),
    );
    expect(suggest(many, 'tag', 'stitek')).toHaveLength(8);
  });
});
