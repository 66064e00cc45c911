import { hasId } from '../../../../main/storage/columns/id-set.ts';
import type { ColumnRow } from '../../../../main/storage/columns/block.ts';
import type { ColumnQuestion } from '../../../../main/storage/columns/question-type.ts';
import { idSetOf } from '../../../../main/storage/columns/id-set.ts';
import { anyDirection, anyOutcome } from '../../../../main/storage/column-codes.ts';

/** What a question matches, said as plainly as it can be. `notes` of a question are keys. */
export function matchesRow(question: ColumnQuestion, row: ColumnRow): boolean {
  const { accounts, agents, lines, directions, outcomes, from, to, longerThan, shorterThan } = question;
  if (accounts !== null && !hasId(accounts, row.account)) return false;
  if (agents !== null && !hasId(agents, row.agent)) return false;
  if (lines !== null && !hasId(lines, row.line)) return false;
  if ((directions & (1 << row.direction)) === 0 || (outcomes & (1 << row.outcome)) === 0) return false;
  if (row.key < from || row.key >= to) return false;
  if ((longerThan !== null || shorterThan !== null) && row.talk < 0) return false;
  if (longerThan !== null && row.talk <= longerThan) return false;
  if (shorterThan !== null && row.talk >= shorterThan) return false;
  if (row.folded && !question.withFolded) return false;
  return question.needles.every(
    (needle) =>
      hasId(needle.parties, row.party) ||
      hasId(needle.marks, row.marks) ||
      hasId(needle.agents, row.agent) ||
      hasId(needle.lines, row.line) ||
      needle.noteKeys.includes(row.key),
  );
}

/** A question that everything matches, folded rings excepted, with some of it said otherwise. */
export const aQuestion = (part: Partial<ColumnQuestion> = {}): ColumnQuestion => ({
  id: JSON.stringify(part),
  generation: 0,
  accounts: null,
  agents: null,
  lines: null,
  directions: anyDirection,
  outcomes: anyOutcome,
  from: 0,
  to: Number.MAX_SAFE_INTEGER,
  longerThan: null,
  shorterThan: null,
  withFolded: false,
  needles: [],
  ...part,
});

export const aRow = (key: number, part: Partial<ColumnRow> = {}): ColumnRow => ({
  key,
  account: 1,
  direction: 0,
  outcome: 1,
  agent: 0,
  line: 0,
  party: 1,
  marks: 0,
  talk: -1,
  folded: false,
  ...part,
});

export const ids = (...of: readonly number[]) => idSetOf(of);
