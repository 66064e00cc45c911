import type { ColumnQuestion, IdSet, NeedleHits } from './question-type.ts';

function idsWithin({ bits }: IdSet, { bits: all }: IdSet): boolean {
  for (let place = 0; place < bits.length; place += 1)
    if (((bits[place] ?? 0) & ~(all[place] ?? 0)) !== 0) return false;
  return true;
}

/** Both ascending. */
function keysWithin(keys: readonly number[], all: readonly number[]): boolean {
  if (keys.length > all.length) return false;
  let at = 0;
  for (const key of keys) {
    while ((all[at] ?? Infinity) < key) at += 1;
    if (all[at] !== key) return false;
  }
  return true;
}

/** No set: all of them. */
const someWithin = (ids: IdSet | null, all: IdSet | null): boolean =>
  all === null || (ids !== null && idsWithin(ids, all));

const needleWithin = (needle: NeedleHits, wide: NeedleHits): boolean =>
  idsWithin(needle.parties, wide.parties) &&
  idsWithin(needle.marks, wide.marks) &&
  idsWithin(needle.agents, wide.agents) &&
  idsWithin(needle.lines, wide.lines) &&
  keysWithin(needle.noteKeys, wide.noteKeys);

/** Sets of one size of which one lies within the other are the same. */
const sameIds = (ids: IdSet | null, others: IdSet | null): boolean =>
  ids === others || (ids !== null && others !== null && ids.size === others.size && idsWithin(ids, others));

/** Whether two things that were typed are found in the same places, as a word is and the same with its last letter. */
export const sameHits = (needle: NeedleHits, other: NeedleHits): boolean =>
  needle === other ||
  (needle.noteKeys.length === other.noteKeys.length &&
    sameIds(needle.agents, other.agents) &&
    sameIds(needle.lines, other.lines) &&
    sameIds(needle.marks, other.marks) &&
    sameIds(needle.parties, other.parties) &&
    keysWithin(needle.noteKeys, other.noteKeys));

/** Whether two questions ask the same but for what was typed to be found. */
export const sameRows = (question: ColumnQuestion, other: ColumnQuestion): boolean =>
  question.directions === other.directions &&
  question.outcomes === other.outcomes &&
  question.from === other.from &&
  question.to === other.to &&
  question.longerThan === other.longerThan &&
  question.shorterThan === other.shorterThan &&
  question.withFolded === other.withFolded &&
  sameIds(question.accounts, other.accounts) &&
  sameIds(question.agents, other.agents) &&
  sameIds(question.lines, other.lines);

/** Whether two questions have the same answers: each thing that one wants to be found, the other does, too. */
export const sameAnswers = (question: ColumnQuestion, other: ColumnQuestion): boolean =>
  sameRows(question, other) &&
  question.needles.every((needle) => other.needles.some((had) => sameHits(needle, had))) &&
  other.needles.every((needle) => question.needles.some((had) => sameHits(needle, had)));

/**
 * Whether whatever matches a question also matches a wider one, as when another letter was typed. Told by what is
 * asked of the rows and not by the text: it holds whatever the rules of searching are.
 */
export const narrows = (question: ColumnQuestion, wide: ColumnQuestion): boolean =>
  (question.directions & ~wide.directions) === 0 &&
  (question.outcomes & ~wide.outcomes) === 0 &&
  question.from >= wide.from &&
  question.to <= wide.to &&
  (wide.longerThan === null || (question.longerThan !== null && question.longerThan >= wide.longerThan)) &&
  (wide.shorterThan === null ||
    (question.shorterThan !== null && question.shorterThan <= wide.shorterThan)) &&
  (wide.withFolded || !question.withFolded) &&
  someWithin(question.accounts, wide.accounts) &&
  someWithin(question.agents, wide.agents) &&
  someWithin(question.lines, wide.lines) &&
  wide.needles.every((before) => question.needles.some((needle) => needleWithin(needle, before)));
