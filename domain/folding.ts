/** Letters that Unicode does not decompose into a base letter and a mark, as people type them without the mark. */
const undecomposed: Readonly<Record<string, string>> = {
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
};

/** Printable ASCII. */
const plain = /^[ -~]*$/;

/** Lower case, without diacritics, runs of white space as one space: `Nováková ` and `novakova` become the same. */
export function folded(text: string): string {
  // Most names, and all numbers, have nothing to fold but their case and spaces.
  if (plain.test(text))
    return text
      .toLowerCase()
      .replace(/\s{2,}/g, ' ')
      .trim();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[łđðøßæœþı]/g, (letter) => undecomposed[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim();
}

export const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** One thing that must be found: `text` among the words or, when `digits` is not null, those among the digits. */
export interface Needle {
  readonly text: string;
  readonly digits: string | null;
}

/** The trunk zero of a number that is written for those abroad and at home at once: `+44 (0)20 …`. */
const optionalZero = /^((?:\+|00)\d{1,3} ?)\(0\)/;

const numberLike = /^[+(]?[\d().\-/]*\d[\d().\-/]*$/;

/**
 * What was typed, as needles that must all be found. Neighbouring number-like words are one number, so
 * `606 123 456` is found in any grouping. Leading zeros of a number are dropped: `00420 606…` and a national trunk
 * zero stand for prefixes that the stored form writes differently.
 */
export function needlesOf(typed: string): Needle[] {
  const needles: Needle[] = [];
  let number: string[] = [];
  const endNumber = (): void => {
    if (number.length === 0) return;
    const text = number.join(' ');
    const digits = digitsOf(text.replace(optionalZero, '$1'));
    needles.push({ text, digits: digits.replace(/^0+(?=.)/, '') });
    number = [];
  };
  for (const word of folded(typed).split(' ')) {
    if (word === '') continue;
    if (numberLike.test(word)) {
      number.push(word);
    } else {
      endNumber();
      needles.push({ text: word, digits: null });
    }
  }
  endNumber();
  return needles;
}
