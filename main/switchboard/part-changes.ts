import type { SwitchboardDelta } from '../../domain/live.ts';
import type { LiveCall } from '../../domain/switchboard.ts';
import type { Part } from './merge-parts.ts';

/** A running call before and after a change; null where it does not run. */
export interface LiveCallChange {
  readonly before: LiveCall | null;
  readonly after: LiveCall | null;
}

/** What makes one part of another. */
export interface PartChanges {
  readonly calls: readonly LiveCallChange[];
  /** Null when there is more to it than people and calls that changed: the part is to be read again. */
  readonly delta: SwitchboardDelta | null;
  readonly any: boolean;
}

/** From so many people on a reader had better read everything again. */
const mostPeople = 300;

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** `before` undefined: the part is new. */
export function changesOf(before: Part | undefined, after: Part): PartChanges {
  const calls = callChanges(before?.reading.liveCalls ?? [], after.reading.liveCalls);
  const people = before === undefined ? null : changedPeople(before, after);
  if (before === undefined || people === null || !sameFrame(before, after))
    return { calls, delta: null, any: true };
  const delta: SwitchboardDelta = {
    people,
    liveCalls: calls.flatMap((change) => change.after ?? []),
    over: calls.flatMap((change) =>
      change.after === null && change.before !== null
        ? [{ accountId: after.accountId, id: change.before.id }]
        : [],
    ),
  };
  const any = people.length > 0 || calls.length > 0;
  return { calls, delta: people.length > mostPeople ? null : delta, any };
}

function sameFrame(before: Part, after: Part): boolean {
  return (
    before.takenAt === after.takenAt &&
    same(before.failure, after.failure) &&
    same(before.reading.lines, after.reading.lines) &&
    same(before.reading.groups, after.reading.groups) &&
    same(before.reading.pbx, after.reading.pbx)
  );
}

/** Null when they are not the same people in the same order. */
function changedPeople(
  { reading: { people: before } }: Part,
  { reading: { people: after } }: Part,
): Part['reading']['people'][number][] | null {
  if (before.length !== after.length) return null;
  if (before.some(({ id }, index) => id !== after[index]?.id)) return null;
  return after.filter((person, index) => person !== before[index]);
}

function callChanges(before: readonly LiveCall[], after: readonly LiveCall[]): LiveCallChange[] {
  const left = new Map(before.map((call) => [call.id, call]));
  const changes: LiveCallChange[] = [];
  for (const call of after) {
    const as = left.get(call.id) ?? null;
    left.delete(call.id);
    if (as === null || !same(as, call)) changes.push({ before: as, after: call });
  }
  for (const call of left.values()) changes.push({ before: call, after: null });
  return changes;
}
