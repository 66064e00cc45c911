import { z } from 'zod';
import { abandonedCode, answeredCode, runningCode, voicemailCode } from './column-codes.ts';
import type { Database } from './database.ts';

const Leg = z.object({
  key: z.number().int(),
  direction: z.number().int(),
  outcome: z.number().int(),
  folded: z.number().int(),
});
type Leg = z.infer<typeof Leg>;

/** Values: account number, conversation. */
export const legsSql =
  'SELECT key, direction, outcome, folded FROM calls INDEXED BY calls_of_conversation WHERE account = ? AND conversation = ?';

/** Values: a list of conversations, account number. From the index alone. */
export const legCountsSql = `SELECT probe.key, count(*) FROM json_each(?) AS probe
  CROSS JOIN calls INDEXED BY calls_of_conversation
  ON calls.account = ? AND calls.conversation = probe.value GROUP BY probe.key`;

/** How many legs of each conversation are stored. */
export function legCounts(
  database: Database,
  account: number,
  conversations: readonly string[],
): Map<string, number> {
  if (conversations.length === 0) return new Map();
  const counts = database.numbers(legCountsSql, JSON.stringify(conversations), account);
  return new Map(counts.map(([place, legs]) => [conversations[place ?? -1] ?? '', legs ?? 0]));
}

/** Which of several unanswered legs speaks for the conversation: what the caller did says more than whose phone rang. */
const rank = ({ outcome }: Leg): number =>
  outcome === voicemailCode ? 0 : outcome === abandonedCode ? 1 : 2;

const speaksBefore = (a: Leg, b: Leg): boolean => rank(a) < rank(b) || (rank(a) === rank(b) && a.key < b.key);

/** The legs of one direction that another speaks for. */
function foldedOf(legs: readonly Leg[]): Set<Leg> {
  const ended = legs.filter(({ outcome }) => outcome !== runningCode);
  const unanswered = ended.filter(({ outcome }) => outcome !== answeredCode);
  const others = new Set(unanswered);
  const [first] = unanswered;
  if (unanswered.length === ended.length && first !== undefined)
    others.delete(unanswered.reduce((best, leg) => (speaksBefore(leg, best) ? leg : best), first));
  return others;
}

/**
 * Decides anew for every leg of one conversation; part of the transaction that stored or removed one of them. Returns
 * the keys of the legs it changed.
 *
 * A call that rings five phones is five legs of one conversation (VoIPEX writes a row each, voipex.md 5.1.2). Where one
 * of them was answered, the others are not missed calls; where none was, it is one missed call and not five. Such legs
 * are kept, and shown in the call's story and in an agent's own list, but folded in the list of all.
 * Legs of another direction never fold: a call forwarded outside stays two.
 */
export function refold(database: Database, account: number, conversation: string): number[] {
  const legs = database.rows(Leg, legsSql, account, conversation);
  const changed: number[] = [];
  for (const direction of new Set(legs.map((leg) => leg.direction))) {
    const ofDirection = legs.filter((leg) => leg.direction === direction);
    const hidden = foldedOf(ofDirection);
    for (const leg of ofDirection) {
      const folded = hidden.has(leg) ? 1 : 0;
      if (folded === leg.folded) continue;
      database.run('UPDATE calls SET folded = ? WHERE key = ?', folded, leg.key);
      changed.push(leg.key);
    }
  }
  return changed;
}
