import { z } from 'zod';
import { type Call, type CallId, CallJoin, joinKinds } from '../../domain/call.ts';
import { joinsOfSides, rulesVersion } from '../calls/joins.ts';
import { type Side, sideKey, sidesOf } from '../calls/sides.ts';
import type { Database } from './database.ts';
import { callOf, createNeighbourhood, decidingSteps } from './near-calls.ts';
import { endOfKeys } from './question.ts';

const JoinRow = z
  .object({
    from_id: z.string(),
    to_id: z.string(),
    kind: z.enum(joinKinds),
    signs: z.string().transform((text): unknown => JSON.parse(text)),
    parted: z.number().int(),
  })
  .transform(({ from_id, to_id, kind, signs, parted }) =>
    CallJoin.parse({ from: from_id, to: to_id, kind, signs, parted: parted !== 0 }),
  );

/** Every join a call has a part in, also those that the agent parted. */
export const joinsOfCall = (database: Database, id: CallId): CallJoin[] => [
  ...database.rows(JoinRow, 'SELECT * FROM joins WHERE from_id = ?', id),
  ...database.rows(JoinRow, 'SELECT * FROM joins WHERE to_id = ?', id),
];

/** Keeps joins true to the calls that one transaction writes; part of that transaction. */
export interface Joiner {
  /** A call was written. `before`: the document it replaced, null when it is new. */
  met(call: Call, before: string | null): void;
  /** A call was removed. */
  left(document: string): void;
  /** The last step, after the rows were written. */
  settle(): void;
}

/**
 * What is joined follows from the stored calls alone, never from the order in which they came: a call that was written,
 * or went, has everything near it decided anew (near-calls.ts). Calls that nothing is near, as most are, cost a look-up
 * for their number and one for their line; calls that cannot be part of a join none.
 */
export function createJoiner(database: Database): Joiner {
  const written = new Map<string, Call>();
  const former: Call[] = [];
  const removed = new Set<CallId>();

  const remove = (from: CallId, to: CallId): void => {
    database.run('DELETE FROM joins WHERE from_id = ? AND to_id = ?', from, to);
  };

  function decide(affected: ReadonlySet<Side>, found: readonly CallJoin[], stale: readonly CallId[]): void {
    const sideOfLeg = new Map([...affected].flatMap((side) => side.legs.map((leg) => [leg.id, side.key])));
    const keyOf = (id: CallId): string => sideOfLeg.get(id) ?? id;
    const ids = new Set([...sideOfLeg.keys(), ...stale]);
    const stored = new Map(
      [...ids].flatMap((id) => joinsOfCall(database, id)).map((join) => [`${join.from}\n${join.to}`, join]),
    );
    const parted = [...stored.values()].filter((join) => join.parted);
    // The agent spoke of two conversations, whichever of their legs stood for them then.
    const isParted = ({ from, to }: CallJoin): boolean =>
      parted.some(
        (one) =>
          (keyOf(one.from) === keyOf(from) && keyOf(one.to) === keyOf(to)) ||
          (one.from === from && one.to === to),
      );
    const wanted = found.filter(
      (join) => (sideOfLeg.has(join.from) || sideOfLeg.has(join.to)) && !isParted(join),
    );
    const kept = new Set(wanted.map(({ from, to }) => `${from}\n${to}`));
    for (const [pair, { from, to, parted: apart }] of stored) if (!apart && !kept.has(pair)) remove(from, to);
    for (const { from, to, kind, signs } of wanted)
      database.run(
        `INSERT INTO joins (from_id, to_id, kind, signs) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET kind = excluded.kind, signs = excluded.signs
         WHERE kind <> excluded.kind OR signs <> excluded.signs`,
        ...[from, to, kind, JSON.stringify(signs)],
      );
  }

  return {
    met: (call, before) => {
      written.set(call.id, call);
      if (before !== null) former.push(callOf({ document: before }));
    },
    left: (document) => {
      const call = callOf({ document });
      former.push(call);
      removed.add(call.id);
      written.delete(call.id);
    },
    settle: () => {
      const place = createNeighbourhood(database, written);
      const nearest = new Set<Side>();
      const affect = (side: Side, itself: boolean): void => {
        const near = place.near(side);
        if (itself && near.size > 0) nearest.add(side);
        for (const other of near) nearest.add(other);
      };
      const seen = new Set<string>();
      const rereads = new Set(former.map(sideKey));
      const stale: CallId[] = [];
      for (const call of [...written.values(), ...former]) {
        const key = sideKey(call);
        if (call.direction === 'internal' || seen.has(key)) continue;
        seen.add(key);
        const side = removed.has(call.id) && call.conversationId === null ? null : place.sideOf(call);
        if (side === null) continue;
        affect(side, true);
        if (rereads.has(key)) stale.push(...side.legs.map(({ id }) => id));
      }
      for (const call of former) {
        stale.push(call.id);
        for (const side of sidesOf([call])) affect(side, false);
      }
      for (const id of removed) for (const { from, to } of joinsOfCall(database, id)) remove(from, to);
      if (nearest.size === 0 && stale.length === 0) return;
      const affected = place.around(nearest, decidingSteps);
      const deciding = [...place.around(affected, decidingSteps)];
      const near = new Map(deciding.map((side) => [side, place.near(side)]));
      decide(affected, joinsOfSides(deciding, near), stale);
    },
  };
}

/** Remembers that two joined calls are two stories, or one after all: then they are joined if the rules still say so. */
export function partCalls(database: Database, from: CallId, to: CallId, parted: boolean): void {
  database.transaction(() => {
    database.run(
      'UPDATE joins SET parted = ? WHERE from_id = ? AND to_id = ?',
      ...[parted ? 1 : 0, from, to],
    );
    if (!parted) lookAgain(database, [from, to]);
  });
}

const Document = z.object({ document: z.string() });

function lookAgain(database: Database, ids: readonly CallId[]): void {
  const joiner = createJoiner(database);
  for (const id of ids) {
    const row = database.row(Document, 'SELECT document FROM calls WHERE id = ?', id);
    if (row !== undefined) joiner.met(callOf(row), row.document);
  }
  joiner.settle();
}

const Pass = z.object({ rules: z.number().int(), below: z.number().int() });
const KeyedDocument = z.object({ key: z.number().int(), document: z.string() });

/**
 * Looks at a part of the calls that were stored before these rules, newest first; true when there is no more to do.
 * Does nothing, cheaply, once all were looked at.
 */
export function joinStoredCalls(database: Database, atATime = 200): boolean {
  const pass = database.row(Pass, 'SELECT rules, below FROM joins_pass');
  const begun = pass?.rules === rulesVersion;
  if (begun && pass.below === 0) return true;
  return database.transaction(() => {
    const rows = database.rows(
      KeyedDocument,
      'SELECT key, document FROM calls WHERE key < ? ORDER BY key DESC LIMIT ?',
      ...[begun ? pass.below : endOfKeys, atATime],
    );
    const joiner = createJoiner(database);
    for (const row of rows) joiner.met(callOf(row), row.document);
    joiner.settle();
    const below = rows.length < atATime ? 0 : (rows.at(-1)?.key ?? 0);
    database.run('UPDATE joins_pass SET rules = ?, below = ?', rulesVersion, below);
    return below === 0;
  });
}
