import type { Group, Person, SwitchboardLine, SwitchboardSnapshot } from '../../domain/switchboard.ts';
import { matcher } from '../calls/text-match.ts';
import { withinAccount } from './within-account.ts';
import type { CompareNames } from './arrange-people.ts';

const kinds: Readonly<Record<SwitchboardLine['kind'], number>> = {
  number: 0,
  'caller-id': 1,
  extension: 2,
  other: 3,
};

/** Lines that match the query: public numbers first, extensions after them, by name within each kind. */
export function arrangeLines(
  lines: readonly SwitchboardLine[],
  query: string,
  compare: CompareNames,
): SwitchboardLine[] {
  const matches = matcher(query);
  return lines
    .filter(({ name, number, owner }) => matches([name, number, owner]))
    .sort((a, b) => kinds[a.kind] - kinds[b.kind] || compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}

/** A team or queue with what its members do. `free` is the provider's own count where it tells, else `isCounted`. */
export interface GroupRow {
  readonly group: Group;
  readonly members: number;
  readonly onCall: number;
  readonly free: number;
  readonly isCounted: boolean;
}

/** Teams and queues that match the query, those with waiting callers first, then by name. */
export function arrangeGroups(
  snapshot: SwitchboardSnapshot,
  query: string,
  compare: CompareNames,
): GroupRow[] {
  const matches = matcher(query);
  const people = new Map<string, Person>(
    snapshot.people.map((person) => [withinAccount(person.accountId, person.id), person]),
  );
  return snapshot.groups
    .filter(({ name }) => matches([name]))
    .map((group): GroupRow => {
      const members = group.memberIds.flatMap((id) => people.get(withinAccount(group.accountId, id)) ?? []);
      return {
        group,
        members: group.memberIds.length,
        onCall: members.filter(({ presence }) => presence === 'on-call').length,
        free: group.free ?? members.filter(({ presence }) => presence === 'available').length,
        isCounted: group.free === null,
      };
    })
    .sort(
      (a, b) =>
        (b.group.waiting ?? 0) - (a.group.waiting ?? 0) ||
        compare(a.group.name, b.group.name) ||
        (a.group.id < b.group.id ? -1 : 1),
    );
}
