const segments = new Intl.Segmenter();

/** The first letters of the first and the last name, whole even where a letter is several code points. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = (word: string | undefined) =>
    word === undefined ? '' : ([...segments.segment(word)][0]?.segment ?? '');
  return (first(words[0]) + (words.length > 1 ? first(words.at(-1)) : '')).toUpperCase();
}
