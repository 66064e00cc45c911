import type { Call, CallId, CallJoin } from '../../domain/call.ts';
import { joinsOfSides } from '../calls/joins.ts';
import { type Side, sideKey, sidesOf } from '../calls/sides.ts';
import type { Database } from './database.ts';
import { joinsOfCall } from './join-rows.ts';
import { callOf, createNeighbourhood, decidingSteps, type Neighbourhood } from './near-calls.ts';
import { createWorthJoining, type Group } from './worth-joining.ts';

/** Keeps joins true to the calls that one transaction writes; part of that transaction. */
export interface Joiner {
  /** A call was written at `key`. `account`: its number; `before`: the document it replaced, null when it is new. */
  met(account: number, key: number, call: Call, before: string | null): void;
  /** A call was removed. */
  left(account: number, document: string): void;
  /** The last step, after everything else was written. */
  settle(): void;
}

interface Member {
  readonly account: number;
  readonly call: Call;
  /** Of its row; null when it is not stored any more. */
  readonly key: number | null;
}

/** By the conversation they belong to. */
function groupsOf(members: Iterable<Member>): Group[] {
  const groups = new Map<string, Group>();
  for (const { account, call, key } of members) {
    const name = sideKey(call);
    const group = groups.get(name) ?? { account, conversation: call.conversationId, calls: [], keys: [] };
    groups.set(name, group);
    group.calls.push(call);
    if (key !== null) group.keys.push(key);
  }
  return [...groups.values()];
}

const pairOf = ({ from, to }: CallJoin): string => `${from}\n${to}`;

function remove(database: Database, { from, to }: CallJoin): void {
  database.run('DELETE FROM joins WHERE from_id = ? AND to_id = ?', from, to);
}

/** Writes what was found about these sides, in the place of what was known of them and of `stale` calls. */
function replaceJoins(
  database: Database,
  sides: ReadonlySet<Side>,
  found: readonly CallJoin[],
  stale: ReadonlySet<CallId>,
): void {
  const sideOfLeg = new Map([...sides].flatMap((side) => side.legs.map((leg) => [leg.id, side.key])));
  const sideOf = (id: CallId): string => sideOfLeg.get(id) ?? id;
  const stored = new Map(
    [...new Set([...sideOfLeg.keys(), ...stale])]
      .flatMap((id) => joinsOfCall(database, id))
      .map((join) => [pairOf(join), join]),
  );
  // The agent spoke of two conversations, whichever of their legs stood for them then.
  const parted = [...stored.values()].filter((join) => join.parted);
  const isParted = ({ from, to }: CallJoin): boolean =>
    parted.some((one) => sideOf(one.from) === sideOf(from) && sideOf(one.to) === sideOf(to));
  const wanted = found.filter(
    (join) => (sideOfLeg.has(join.from) || sideOfLeg.has(join.to)) && !isParted(join),
  );
  const kept = new Set(wanted.map(pairOf));
  for (const [pair, join] of stored) if (!join.parted && !kept.has(pair)) remove(database, join);
  for (const { from, to, kind, signs } of wanted)
    database.run(
      `INSERT INTO joins (from_id, to_id, kind, signs) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET kind = excluded.kind, signs = excluded.signs
       WHERE kind <> excluded.kind OR signs <> excluded.signs`,
      ...[from, to, kind, JSON.stringify(signs)],
    );
}

/**
 * What is joined follows from the stored calls alone, never from the order in which they came: a call that was written,
 * or went, has everything near it decided anew. Calls that nothing is near, as most are, cost a few look-ups
 * (worth-joining.ts); calls that cannot be part of a join next to none.
 */
export function createJoiner(database: Database): Joiner {
  const written = new Map<CallId, Member>();
  const former: Member[] = [];
  const removed = new Set<CallId>();

  /** The side that a former call, or what is left of its conversation, is part of now. */
  function sideNow(place: Neighbourhood, call: Call): Side | null {
    if (call.conversationId !== null) return place.sideOf(call);
    const now = written.get(call.id)?.call;
    return now === undefined ? null : place.sideOf(now);
  }

  return {
    met: (account, key, call, before) => {
      written.set(call.id, { account, call, key });
      if (before !== null) former.push({ account, call: callOf({ document: before }), key: null });
    },
    left: (account, document) => {
      const call = callOf({ document });
      former.push({ account, call, key: null });
      removed.add(call.id);
      written.delete(call.id);
    },
    settle: () => {
      const worthJoining = createWorthJoining(database);
      const place = createNeighbourhood(database, new Map([...written].map(([id, { call }]) => [id, call])));
      const touched = new Set<Side>();
      const touch = (side: Side | null | undefined, itself: boolean): void => {
        if (side === null || side === undefined) return;
        if (itself) touched.add(side);
        for (const other of place.near(side)) touched.add(other);
      };
      for (const group of worthJoining.of(groupsOf(written.values()))) {
        const [call] = group.calls;
        if (call !== undefined) touch(place.sideOf(call), true);
      }
      const stale = new Set<CallId>();
      for (const group of groupsOf(former)) {
        for (const call of group.calls) {
          stale.add(call.id);
          const now = sideNow(place, call);
          for (const leg of now?.legs ?? []) stale.add(leg.id);
          if (group.conversation !== null) touch(now, true);
        }
        if (worthJoining.one(group)) for (const side of sidesOf(group.calls)) touch(side, false);
      }
      for (const id of removed) for (const join of joinsOfCall(database, id)) remove(database, join);
      for (const side of place.joinedInCrowds()) touched.add(side);
      if (touched.size === 0 && stale.size === 0) return;

      const decided = place.around(touched, decidingSteps);
      const deciding = [...place.around(decided, decidingSteps)];
      const near = new Map(deciding.map((side) => [side, place.near(side)]));
      const alone = deciding.filter((side) => !place.isCrowded(side));
      replaceJoins(database, decided, joinsOfSides(alone, near), stale);
    },
  };
}
