const segments = new Intl.Segmenter();

// Cards are filled anew all the time, and finding where a letter ends is dear.
const known = new Map<string, string>();
const mostKnown = 10_000;

/** The first letters of the first and the last name, whole even where a letter is several code points. */
export function initialsOf(name: string): string {
  const found = known.get(name);
  if (found !== undefined) return found;
  const words = name.trim().split(/\s+/);
  const first = (word: string | undefined) =>
    word === undefined ? '' : ([...segments.segment(word)][0]?.segment ?? '');
  const initials = (first(words[0]) + (words.length > 1 ? first(words.at(-1)) : '')).toUpperCase();
  if (known.size >= mostKnown) known.clear();
  known.set(name, initials);
  return initials;
}
