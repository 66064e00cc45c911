import {
  type Group,
  type Person,
  type Presence,
  presences,
  type SwitchboardSnapshot,
} from '../../domain/switchboard.ts';
import { matcher } from '../calls/text-match.ts';
import { keyOf, withinAccount } from './within-account.ts';

/** Orders two names as the reader's language does (`Formats.compare`). */
export type CompareNames = (a: string, b: string) => number;

export const groupings = ['team', 'presence', 'none'] as const;
export type Grouping = (typeof groupings)[number];

/** People under one heading. `group` tells what the heading is about; nobody is ever in no section. */
export interface PeopleSection {
  readonly key: string;
  readonly group:
    | { readonly by: 'team'; readonly team: Group }
    | { readonly by: 'no-team' }
    | { readonly by: 'presence'; readonly presence: Presence }
    | { readonly by: 'none' };
  readonly people: readonly Person[];
}

const rankOf = new Map<Presence, number>(presences.map((presence, rank) => [presence, rank]));
const rank = (presence: Presence): number => rankOf.get(presence) ?? presences.length;

/**
 * What is kept from one arrangement to the next of the same people: names are dear to compare, and a section in which
 * nothing changed stays the same object, so that nothing of it is drawn again.
 */
interface KeptArrangement {
  /** What put the names in order: another language orders them anew. */
  compare: CompareNames | null;
  /** Places in the order of names, by `keyOf`. */
  places: ReadonlyMap<string, { readonly name: string; readonly place: number }>;
  /** The same for people who were arranged before, which most are again. */
  known: WeakMap<Person, number>;
  sections: ReadonlyMap<string, PeopleSection>;
}

const nothingKept = (): KeptArrangement => ({
  compare: null,
  places: new Map(),
  known: new WeakMap(),
  sections: new Map(),
});

/** A person's place in the order of names; undefined when they are new or were renamed since it was made. */
function placeOf(person: Person, kept: KeptArrangement): number | undefined {
  const known = kept.known.get(person);
  if (known !== undefined) return known;
  const found = kept.places.get(keyOf(person));
  if (found?.name !== person.name) return undefined;
  kept.known.set(person, found.place);
  return found.place;
}

function putInOrder(people: readonly Person[], compare: CompareNames, kept: KeptArrangement): void {
  const byName = people.toSorted((a, b) => compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
  kept.compare = compare;
  kept.known = new WeakMap();
  kept.places = new Map(byName.map((person, place) => [keyOf(person), { name: person.name, place }]));
}

/** Busy people first (the order of `presences`), then by name as the reader's language sorts it, then by id. */
function sorted(people: readonly Person[], compare: CompareNames, kept: KeptArrangement): Person[] {
  const isNew = (person: Person): boolean => placeOf(person, kept) === undefined;
  if (kept.compare !== compare || people.some(isNew)) putInOrder(people, compare, kept);
  const byName: (Person | undefined)[] = [];
  for (const person of people) byName[placeOf(person, kept) ?? 0] = person;
  const byState = Array.from(presences, (): Person[] => []);
  // Holes are people who are gone since the names were put in order.
  for (const person of byName) if (person) byState[rank(person.presence)]?.push(person);
  return byState.flat();
}

/** The section as it was, where it is the same still. */
function asBefore(section: PeopleSection, kept: KeptArrangement): PeopleSection {
  const before = kept.sections.get(section.key);
  const { group, people } = section;
  const isSame =
    before !== undefined &&
    before.people.length === people.length &&
    (group.by !== 'team' || (before.group.by === 'team' && before.group.team === group.team)) &&
    before.people.every((person, index) => person === people[index]);
  return isSame ? before : section;
}

/** What a person can be found by: name, extension, e-mail, teams, and whom they talk with. */
function findable(snapshot: SwitchboardSnapshot): (person: Person) => (string | null)[] {
  const teams = new Map(
    snapshot.groups.map(({ accountId, id, name }) => [withinAccount(accountId, id), name]),
  );
  const calls = new Map(snapshot.liveCalls.map((call) => [withinAccount(call.accountId, call.id), call]));
  return (person) => {
    const { accountId, liveCallId } = person;
    const call = liveCallId === null ? undefined : calls.get(withinAccount(accountId, liveCallId));
    return [
      person.name,
      person.extension,
      person.email,
      call?.remote.name ?? null,
      call?.remote.number ?? null,
      ...person.teamIds.map((id) => teams.get(withinAccount(accountId, id)) ?? null),
    ];
  };
}

/**
 * Puts the people under headings. A member of two teams stands in both. Sections by team are sorted by name with
 * "no team" last, sections by presence in the order of `presences`; empty sections are left out.
 */
export function arrangePeople(
  snapshot: SwitchboardSnapshot,
  grouping: Grouping,
  query: string,
  compare: CompareNames,
  kept: KeptArrangement = nothingKept(),
): PeopleSection[] {
  const inOrder = sorted(snapshot.people, compare, kept);
  const matches = matcher(query);
  const textsOf = query.trim() === '' ? null : findable(snapshot);
  const people = textsOf === null ? inOrder : inOrder.filter((person) => matches(textsOf(person)));
  const sections = sectionsOf(snapshot.groups, people, grouping, compare).map((section) =>
    asBefore(section, kept),
  );
  kept.sections = new Map(sections.map((section) => [section.key, section]));
  return sections;
}

/** Arranges one switchboard again and again, and keeps what did not change from one time to the next. */
export function createPeopleArranger(): (
  snapshot: SwitchboardSnapshot,
  grouping: Grouping,
  query: string,
  compare: CompareNames,
) => PeopleSection[] {
  const kept = nothingKept();
  return (snapshot, grouping, query, compare) => arrangePeople(snapshot, grouping, query, compare, kept);
}

function sectionsOf(
  groups: readonly Group[],
  people: readonly Person[],
  grouping: Grouping,
  compare: CompareNames,
): PeopleSection[] {
  if (people.length === 0) return [];
  switch (grouping) {
    case 'none':
      return [{ key: 'none', group: { by: 'none' }, people }];
    case 'presence':
      return presences
        .map((presence): PeopleSection => ({
          key: `presence:${presence}`,
          group: { by: 'presence', presence },
          people: people.filter((person) => person.presence === presence),
        }))
        .filter((section) => section.people.length > 0);
    case 'team':
      return byTeam(groups, people, compare);
  }
}

const teamKeys = new WeakMap<Person, readonly string[]>();

/** A person's teams by `keyOf`; made once for each as they are. */
function teamsOf(person: Person): readonly string[] {
  const known = teamKeys.get(person);
  if (known) return known;
  const keys = person.teamIds.map((id) => withinAccount(person.accountId, id));
  teamKeys.set(person, keys);
  return keys;
}

function byTeam(groups: readonly Group[], people: readonly Person[], compare: CompareNames): PeopleSection[] {
  const members = new Map<string, Person[]>(groups.map((group) => [keyOf(group), []]));
  const alone: Person[] = [];
  for (const person of people) {
    let isAlone = true;
    for (const key of teamsOf(person)) {
      const team = members.get(key);
      team?.push(person);
      isAlone &&= team === undefined;
    }
    if (isAlone) alone.push(person);
  }
  const sections = groups
    .toSorted((a, b) => compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
    .map((team): PeopleSection => ({
      key: `team:${keyOf(team)}`,
      group: { by: 'team', team },
      people: members.get(keyOf(team)) ?? [],
    }))
    .filter((section) => section.people.length > 0);
  return alone.length === 0
    ? sections
    : [...sections, { key: 'no-team', group: { by: 'no-team' }, people: alone }];
}

/** How many of these people are in each state, for the headings. */
export function countStates(people: readonly Person[]): ReadonlyMap<Presence, number> {
  const counts = new Map<Presence, number>();
  for (const person of people) counts.set(person.presence, (counts.get(person.presence) ?? 0) + 1);
  return counts;
}
