import { describe, expect, it } from 'vitest';
import type { Group, Person, SwitchboardSnapshot } from '../../../domain/switchboard.ts';
import { createFormats } from '../../../renderer/formats/formats.ts';
import { arrangeGroups, arrangeLines } from '../../../renderer/switchboard/arrange-lines.ts';
import {
  arrangePeople,
  countStates,
  createPeopleArranger,
} from '../../../renderer/switchboard/arrange-people.ts';
import { initialsOf } from '../../../renderer/switchboard/initials.ts';
import { aLiveCall } from '../../support/live-calls.ts';

const accountId = 'voipex:b5rn0ofc2';
const { compare } = createFormats('cs', 'cs-CZ', 'CZ');
const person = (name: string, change: Partial<Person> = {}): Person => ({
  id: name,
  accountId,
  provider: 'voipex',
  name,
  email: null,
  extension: null,
  presence: 'available',
  presenceWord: null,
  since: null,
  liveCallId: null,
  teamIds: [],
  ...change,
});
const group = (id: string, change: Partial<Group> = {}): Group => ({
  id,
  accountId,
  kind: 'queue',
  name: id,
  memberIds: [],
  free: null,
  waiting: null,
  ...change,
});
const snapshot = (change: Partial<SwitchboardSnapshot>): SwitchboardSnapshot => ({
  sequence: 1,
  parts: [],
  people: [],
  lines: [],
  groups: [],
  liveCalls: [],
  ...change,
});
const names = (sections: ReturnType<typeof arrangePeople>) =>
  sections.map(({ key, people }) => [key, ...people.map(({ name }) => name)]);

describe('arranging people', () => {
  it('puts the busy first and sorts names as Czech does, ch after h', () => {
    const people = ['Chalupa', 'Cibulka', 'Ivan', 'Horák', 'Čapek'].map((name) => person(name));
    const busy = person('Zdeněk', { presence: 'on-call' });
    expect(names(arrangePeople(snapshot({ people: [...people, busy] }), 'none', '', compare))).toEqual([
      ['none', 'Zdeněk', 'Cibulka', 'Čapek', 'Horák', 'Chalupa', 'Ivan'],
    ]);
  });

  it('shows a member of two teams in both and people without a team last', () => {
    const people = [person('Anna', { teamIds: ['B', 'A'] }), person('Jan', { teamIds: ['gone'] })];
    const groups = [group('B'), group('A'), group('C')];
    expect(names(arrangePeople(snapshot({ people, groups }), 'team', '', compare))).toEqual([
      [`team:${accountId}/A`, 'Anna'],
      [`team:${accountId}/B`, 'Anna'],
      ['no-team', 'Jan'],
    ]);
  });

  it('keeps teams of two accounts apart, though their phone systems gave them the same id', () => {
    const other = 'voipex:0therpbx0';
    const people = [
      person('Anna', { id: '7', teamIds: ['1'] }),
      person('Jan', { id: '7', teamIds: ['1'], accountId: other, presence: 'on-call' }),
    ];
    const groups = [
      group('1', { name: 'Support', memberIds: ['7'] }),
      group('1', { name: 'Sales', memberIds: ['7'], accountId: other }),
    ];
    const both = snapshot({ people, groups });
    expect(names(arrangePeople(both, 'team', '', compare))).toEqual([
      [`team:${other}/1`, 'Jan'],
      [`team:${accountId}/1`, 'Anna'],
    ]);
    expect(names(arrangePeople(both, 'none', 'sales', compare))).toEqual([['none', 'Jan']]);
    expect(arrangeGroups(both, '', compare).map(({ onCall }) => onCall)).toEqual([1, 0]);
  });

  it('groups by state in the order of urgency and leaves empty states out', () => {
    const people = [person('A', { presence: 'offline' }), person('B', { presence: 'ringing' })];
    expect(names(arrangePeople(snapshot({ people }), 'presence', '', compare))).toEqual([
      ['presence:ringing', 'B'],
      ['presence:offline', 'A'],
    ]);
  });

  it('finds people by name, extension, team and whom they talk with', () => {
    const people = [
      person('Žaneta Říhová', { extension: '215', teamIds: ['Reklamace'], liveCallId: 'x' }),
      person('Jan Novák'),
    ];
    const liveCalls: SwitchboardSnapshot['liveCalls'] = [
      aLiveCall({ id: 'x', accountId, state: 'talking', remote: { number: '+420606123456', name: null } }),
    ];
    const board = snapshot({ people, liveCalls, groups: [group('Reklamace')] });
    for (const query of ['rihova', '215', 'reklamace', '606 123']) {
      expect(names(arrangePeople(board, 'none', query, compare)), query).toEqual([['none', 'Žaneta Říhová']]);
    }
    expect(arrangePeople(board, 'team', 'nobody', compare)).toEqual([]);
  });

  it('keeps the sections in which nothing changed as they were, from one time to the next', () => {
    const people = [person('Anna', { teamIds: ['A'] }), person('Jan', { teamIds: ['B'] })];
    const board = snapshot({ people, groups: [group('A'), group('B')] });
    const arrange = createPeopleArranger();
    const [a, b] = arrange(board, 'team', '', compare);
    const busy = {
      ...board,
      people: [people[0] ?? person('Anna'), person('Jan', { teamIds: ['B'], presence: 'ringing' })],
    };
    const [sameA, otherB] = arrange(busy, 'team', '', compare);
    expect(sameA).toBe(a);
    expect(otherB).not.toBe(b);
    expect(otherB?.people[0]?.presence).toBe('ringing');
  });

  it('puts those who came, went or were renamed in their places', () => {
    const arrange = createPeopleArranger();
    const shown = (...given: string[]) =>
      names(arrange(snapshot({ people: given.map((name) => person(name)) }), 'none', '', compare));
    expect(shown('Ivan', 'Horák')).toEqual([['none', 'Horák', 'Ivan']]);
    expect(shown('Ivan', 'Horák', 'Chalupa')).toEqual([['none', 'Horák', 'Chalupa', 'Ivan']]);
    expect(shown('Ivan', 'Chalupa')).toEqual([['none', 'Chalupa', 'Ivan']]);
  });

  it('counts states for a heading', () => {
    const counts = countStates([person('A'), person('B'), person('C', { presence: 'paused' })]);
    expect([...counts]).toEqual([
      ['available', 2],
      ['paused', 1],
    ]);
  });
});

describe('arranging teams, queues and lines', () => {
  it('counts the free itself only where the provider does not, and says so', () => {
    const people = [person('A'), person('B', { presence: 'on-call' })];
    const groups = [
      group('told', { memberIds: ['A', 'B'], free: 7 }),
      group('counted', { memberIds: ['A', 'B'] }),
    ];
    const rows = arrangeGroups(snapshot({ people, groups }), '', compare);
    expect(
      rows.map(({ group: { id }, free, isCounted, onCall }) => ({ id, free, isCounted, onCall })),
    ).toEqual([
      { id: 'counted', free: 1, isCounted: true, onCall: 1 },
      { id: 'told', free: 7, isCounted: false, onCall: 1 },
    ]);
  });

  it('puts queues with waiting callers first', () => {
    const groups = [group('a', { waiting: 0 }), group('b', { waiting: 3 }), group('c')];
    const rows = arrangeGroups(snapshot({ groups }), '', compare);
    expect(rows.map((row) => row.group.id)).toEqual(['b', 'a', 'c']);
  });

  it('puts public numbers before extensions and finds them by digits', () => {
    const line = { accountId, owner: null, open: 'unknown' } as const;
    const lines = [
      { ...line, id: '1', name: 'Klapka 10', number: '10', kind: 'extension' },
      { ...line, id: '2', name: 'Klapka 9', number: '9', kind: 'extension' },
      { ...line, id: '3', name: 'Recepce', number: '+420541110200', kind: 'number' },
    ] as const;
    expect(arrangeLines(lines, '', compare).map(({ name }) => name)).toEqual([
      'Recepce',
      'Klapka 9',
      'Klapka 10',
    ]);
    expect(arrangeLines(lines, '541 110', compare).map(({ name }) => name)).toEqual(['Recepce']);
  });
});

describe('initials', () => {
  it('are whole letters of first and last name', () => {
    expect(initialsOf('Žaneta  Eva Říhová')).toBe('ŽŘ');
    expect(initialsOf('recepce')).toBe('R');
    expect(initialsOf('')).toBe('');
  });
});
