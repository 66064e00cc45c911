import { readQuery } from '../../domain/call-query.ts';
import { digitsOf, folded } from '../../domain/folding.ts';

/** A person as calls told them: every way their number is written, every name. */
export interface Described {
  readonly numbers: readonly string[];
  readonly names: readonly string[];
}

/** Digits of a number that could be nobody else's; fewer are a prefix or an extension that many share. */
const tellingDigits = 6;
/** Letters of a word that stands for somebody. */
const tellingLetters = 3;

const wordsOf = (text: string): string[] => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * Whether a text somebody typed (a search, the name of a view) speaks of a person: it holds their number or most of it,
 * their full name, or nothing but words of their name. Errs on the side of yes: this decides what is forgotten of them.
 */
export function speaksOf({ numbers, names }: Described): (text: string) => boolean {
  const digits = numbers.map(digitsOf).filter((number) => number !== '');
  const named = names.map(wordsOf).filter((words) => words.length > 0);
  const isTheirs = (number: string): boolean =>
    digits.some((own) => own === number || (number.length >= tellingDigits && own.includes(number)));

  return (text) => {
    const { anywhere, within } = readQuery(text);
    const asked = [...anywhere, ...within.flatMap(({ field, needles }) => (field === 'from' ? needles : []))];
    const everywhere = [...anywhere, ...within.flatMap(({ needles }) => needles)];
    if (everywhere.some((needle) => needle.digits !== null && isTheirs(needle.digits))) return true;
    const all = new Set(wordsOf(text));
    if (named.some((words) => words.every((word) => all.has(word)))) return true;
    const typed = asked.flatMap((needle) => wordsOf(needle.text));
    return (
      typed.some((word) => word.length >= tellingLetters) &&
      named.some((words) => typed.every((word) => words.includes(word)))
    );
  };
}
