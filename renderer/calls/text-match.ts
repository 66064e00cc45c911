// Combining marks, once decomposed: "Škoda" and "skoda" find each other.
const marks = /\p{M}/gu;
const fold = (text: string): string => text.normalize('NFD').replace(marks, '').toLowerCase();
const digitsOf = (text: string): string => text.replace(/\D/g, '');
const isPhoneLike = (text: string): boolean => /^[\d\s+()/.-]+$/.test(text);

/** A test for "every word of the query occurs in one of these texts", blind to case and diacritics; digits in any format. */
export function matcher(query: string): (texts: readonly (string | null)[]) => boolean {
  const trimmed = query.trim();
  if (trimmed === '') return () => true;
  const words = fold(trimmed).split(/\s+/);
  const digits = isPhoneLike(trimmed) ? digitsOf(trimmed) : '';
  return (texts) => {
    const known = texts.filter((text) => text !== null);
    if (digits !== '' && known.some((text) => digitsOf(text).includes(digits))) return true;
    const haystack = fold(known.join('\n'));
    return words.every((word) => haystack.includes(word));
  };
}
