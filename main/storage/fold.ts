import type { Database } from './database.ts';

/** Which of several unanswered legs speaks for the conversation: what the caller did says more than whose phone rang. */
const rank = (leg: string): string =>
  `CASE ${leg}.outcome WHEN 'voicemail' THEN 0 WHEN 'abandoned' THEN 1 ELSE 2 END`;

const sibling =
  'other.account = calls.account AND other.conversation = calls.conversation AND other.direction = calls.direction';

/**
 * A call that rings five phones is five legs of one conversation (VoIPEX writes a row each, voipex.md 5.1.2). Where one
 * of them was answered, the others are not missed calls; where none was, it is one missed call and not five. Such legs
 * are kept, and shown in the call's story and in an agent's own list, but folded in the list of all.
 * Legs of another direction never fold: a call forwarded outside stays two until stitching says more.
 */
const refoldSql = `
  UPDATE calls SET folded =
    outcome IS NOT NULL AND outcome <> 'answered' AND EXISTS (
      SELECT 1 FROM calls AS other INDEXED BY calls_of_conversation
      WHERE ${sibling} AND other.key <> calls.key AND other.outcome IS NOT NULL
        AND (other.outcome = 'answered' OR (${rank('other')}, other.key) < (${rank('calls')}, calls.key))
    )
  WHERE account = ? AND conversation = ?`;

/** Decides anew for every leg of one conversation; part of the transaction that stored one of them. */
export function refold(database: Database, account: number, conversation: string): void {
  database.run(refoldSql, account, conversation);
}
