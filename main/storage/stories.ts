import { z } from 'zod';
import type { Call, CallId, CallJoin } from '../../domain/call.ts';
import type { Database } from './database.ts';
import { joinsOfCall } from './join-rows.ts';
import { callOf, conversationOf } from './near-calls.ts';

const Document = z.object({ document: z.string() });

export interface StoredStory {
  readonly call: Call;
  /** The other legs, oldest first. */
  readonly legs: readonly Call[];
  /** Those among all of them, and those of the call's own conversation that the agent parted. */
  readonly joins: readonly CallJoin[];
}

/** A story of more legs than this is a mistake of somebody's, and is shown as far as it goes. */
const mostLegs = 100;

const callById = (database: Database, id: CallId): Call | null => {
  const row = database.row(Document, 'SELECT document FROM calls WHERE id = ?', id);
  return row === undefined ? null : callOf(row);
};

/** A call with all legs of its story, over all accounts: its conversation, and what is joined with any leg of it. */
export function storyOfCall(database: Database, id: CallId): StoredStory | null {
  const call = callById(database, id);
  if (call === null) return null;
  const legs = new Map<CallId, Call>();
  const joins = new Map<string, CallJoin>();
  const take = (some: readonly Call[]): void => {
    for (const leg of some) legs.set(leg.id, leg);
  };
  take([call, ...conversationOf(database, call)]);
  const own = new Set(legs.keys());
  // The map grows while it is walked: what a joined leg brings along is walked too.
  for (const leg of legs.keys()) {
    if (legs.size > mostLegs) break;
    for (const join of joinsOfCall(database, leg)) {
      if (join.parted) {
        if (own.has(leg)) joins.set(`${join.from}\n${join.to}`, join);
        continue;
      }
      const far = callById(database, join.from === leg ? join.to : join.from);
      if (far === null) continue;
      joins.set(`${join.from}\n${join.to}`, join);
      if (!legs.has(far.id)) take([far, ...conversationOf(database, far)]);
    }
  }
  legs.delete(id);
  return {
    call,
    legs: [...legs.values()].sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1)),
    joins: [...joins.values()],
  };
}
