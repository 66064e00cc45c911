import type { SwitchboardDelta } from '../../domain/live.ts';
import type { LiveCall, Person, SwitchboardSnapshot } from '../../domain/switchboard.ts';
import { keyOf, withinAccount } from './within-account.ts';

/** A change of the switchboard as its event tells it; a null delta says that the whole is to be read again. */
export interface SwitchboardChange {
  readonly sequence: number;
  readonly delta: SwitchboardDelta | null;
}

/** The list with what changed in its place, and what is new at its end. What did not change stays the same object. */
function withChanged<T extends Person | LiveCall>(
  list: readonly T[],
  changed: ReadonlyMap<string, T | null>,
): T[] {
  const left = new Map(changed);
  const next: T[] = [];
  for (const one of list) {
    const key = keyOf(one);
    const other = changed.get(key);
    if (other === undefined) {
      next.push(one);
      continue;
    }
    left.delete(key);
    if (other !== null) next.push(other);
  }
  for (const one of left.values()) if (one !== null) next.push(one);
  return next;
}

/**
 * The snapshot after all of these changes, in their order and in one pass. Changes it has already are passed over; null
 * when one is missing in between, or told to read again: then only a reading helps.
 */
export function afterChanges(
  snapshot: SwitchboardSnapshot,
  changes: readonly SwitchboardChange[],
): SwitchboardSnapshot | null {
  let { sequence } = snapshot;
  const people = new Map<string, Person | null>();
  const calls = new Map<string, LiveCall | null>();
  for (const change of changes) {
    if (change.sequence <= sequence) continue;
    if (change.sequence > sequence + 1 || change.delta === null) return null;
    sequence = change.sequence;
    for (const person of change.delta.people) people.set(keyOf(person), person);
    for (const call of change.delta.liveCalls) calls.set(keyOf(call), call);
    for (const over of change.delta.over) calls.set(withinAccount(over.accountId, over.id), null);
  }
  if (sequence === snapshot.sequence) return snapshot;
  return {
    ...snapshot,
    sequence,
    people: people.size === 0 ? snapshot.people : withChanged(snapshot.people, people),
    liveCalls: calls.size === 0 ? snapshot.liveCalls : withChanged(snapshot.liveCalls, calls),
  };
}
