import type { Access } from './accesses.ts';
import { linkedIdOf, uniqueIdOf } from './call-ids.ts';
import { type Leg, phoneNumberOf } from './legs.ts';
import { canonicalNumber } from './phone-format.ts';
import { Problem } from './problem.ts';
import type { Query } from './query.ts';
import type { World, WorldCall } from '../world/world.ts';

type Test = (leg: Leg) => boolean;

/** Comparison operators: only `equal` is published (5.1); the others are guesses that cost nothing. [I] */
const operators: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  equal: (value, wanted) => value === wanted,
  contains: (value, wanted) => value.includes(wanted),
  startsWith: (value, wanted) => value.startsWith(wanted),
  endsWith: (value, wanted) => value.endsWith(wanted),
};

const valueOf: Readonly<Record<'src' | 'dst' | 'line' | 'trunk' | 'phoneNumber', (leg: Leg) => string>> = {
  src: ({ src }) => src,
  dst: ({ dst }) => dst,
  line: ({ person }) => person?.extension ?? '',
  trunk: ({ trunk }) => trunk ?? '',
  phoneNumber: phoneNumberOf,
};

function valueTests(query: Query): readonly Test[] {
  return Object.entries(valueOf).flatMap(([name, value]) => {
    const operator = query.text(`${name}Filter`) ?? 'equal';
    const compare = operators[operator];
    if (compare === undefined)
      throw new Problem(400, `"${name}Filter" must be one of [${Object.keys(operators).join(', ')}]`);
    const typed = query.text(name);
    if (typed === null) return [];
    // Any way of writing a number finds it. [I]
    const wanted = name === 'trunk' ? typed : operator === 'equal' ? canonicalNumber(typed) : typed;
    return [(leg: Leg) => compare(value(leg), wanted)];
  });
}

function categoryTests(query: Query): readonly Test[] {
  return query.numberGroups('categories').map(
    (group): Test =>
      ({ call }) =>
        call.tagIndexes.some((tag) => group.includes(tag + 1)),
  );
}

const words = ['Loc', 'In', 'Out'] as const;

/** The condition of a `GET /calls` query, null when it asks for everything; with the text that names it. */
export function callFilter(
  query: Query,
  reader: Access,
  usersRead: 'all' | 'own',
): { key: string; test: Test } | null {
  const tests: Test[] = [...valueTests(query), ...categoryTests(query)];
  const way = query.oneOf('way', words);
  if (way !== null) tests.push((leg) => leg.way === way);
  const disposition = query.text('disposition');
  if (disposition !== null) tests.push((leg) => leg.disposition === disposition);
  const teams = query.numbers('teams');
  if (teams.length > 0)
    tests.push(({ call }) => call.teamIndex !== null && teams.includes(call.teamIndex + 1));
  const extensions = query.list('extensions').flatMap((value) => value.split(','));
  if (extensions.length > 0)
    tests.push(({ person }) => person !== null && extensions.includes(person.extension));
  const own = usersRead === 'own' ? reader.person : null;
  if (own !== null) tests.push(({ person }) => person?.index === own.index);
  if (tests.length === 0) return null;
  const ignored = Object.fromEntries(
    ['page', 'pageSize', 'startTime', 'endTime', 'metadata', 'sortColumn', 'sortDirection', 'timezone'].map(
      (n) => [n, ''],
    ),
  );
  return {
    key: `${own === null ? '' : own.extension} ${query.with(ignored)}`,
    test: (leg) => tests.every((holds) => holds(leg)),
  };
}

/** What a row is ordered by; the legal columns are unpublished, so any column of the row will do (16.1 no. 22). [I] */
export function sortValue(
  world: World,
  column: string,
  stampOf: (call: WorldCall) => number,
): ((leg: Leg) => number | string) | 'time' {
  switch (column) {
    case 'calldate':
      return 'time';
    case 'linkedid':
      return ({ call }) => Number(linkedIdOf(world, call));
    case 'uniqueid':
      return (leg) => Number(uniqueIdOf(leg.call, 1 + leg.ordinal));
    case 'stamp':
      return ({ call }) => stampOf(call);
    case 'endTime':
      return (leg) => leg.endedAt;
    case 'duration':
      return (leg) => leg.endedAt - leg.call.startedAt;
    case 'billsec':
      return (leg) => (leg.answeredAt === null ? 0 : leg.endedAt - leg.answeredAt);
    case 'disposition':
    case 'way':
    case 'src':
    case 'dst':
      return (leg) => leg[column];
    case 'line':
    case 'trunk':
    case 'phoneNumber':
      return valueOf[column];
    case 'organization':
      return ({ call }) =>
        call.contactIndex === null ? '' : (world.contact(call.contactIndex).organisation ?? '');
    default:
      throw new Problem(400, `"sortColumn" must name a column of the call log`);
  }
}
