import { digitsOf, folded, type Needle, needlesOf } from '../../domain/folding.ts';

/** One text to search in, made ready once for all needles. */
const readyFor = (texts: readonly (string | null)[]) => {
  const known = texts.filter((text) => text !== null);
  return { words: folded(known.join('\n')), digits: known.map(digitsOf) };
};

const isFound = ({ text, digits }: Needle, { words, digits: numbers }: ReturnType<typeof readyFor>) =>
  words.includes(text) || (digits !== null && digits !== '' && numbers.some((all) => all.includes(digits)));

/** A test for "every word of the query occurs in one of these texts", blind to case and diacritics; digits in any format. */
export function matcher(query: string): (texts: readonly (string | null)[]) => boolean {
  const needles = needlesOf(query);
  if (needles.length === 0) return () => true;
  return (texts) => {
    const ready = readyFor(texts);
    return needles.every((needle) => isFound(needle, ready));
  };
}
