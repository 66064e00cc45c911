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
