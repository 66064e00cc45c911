/**
 * Invented but well-formed numbers. French and British ones come from the ranges their regulators keep for fiction;
 * the Czech plan has no such range, so those are only plausible.
 */
interface Range {
  /** With `+` and country code. */
  readonly prefix: string;
  /** Digits that follow the prefix. */
  readonly digits: number;
}

const range = (prefix: string, digits: number): Range => ({ prefix, digits });

const ranges = {
  czechContacts: ['601', '602', '605', '721', '728', '733', '774', '777'].map((p) => range(`+420${p}`, 6)),
  frenchContacts: ['63998', '26191', '46571', '53649'].map((p) => range(`+33${p}`, 4)),
  britishContacts: [
    ...['7700900', '1134960', '1144960', '1154960', '1164960', '1174960', '1184960'],
    ...['1214960', '1314960', '1414960', '1514960', '1614960', '1914980'],
  ].map((p) => range(`+44${p}`, 3)),
  czechStrangers: ['224', '257', '377', '543', '585'].map((p) => range(`+420${p}`, 6)),
  frenchStrangers: [range('+3335301', 4)],
  britishStrangers: [range('+441632960', 3)],
} satisfies Record<string, readonly Range[]>;

export type NumberPool = keyof typeof ranges;

/** How many different numbers a pool has. */
export const poolSize = (pool: NumberPool): number =>
  ranges[pool].reduce((sum, { digits }) => sum + 10 ** digits, 0);

/** The pool's number for a position; positions below `poolSize` give different numbers, spread over the ranges. */
export function numberFrom(pool: NumberPool, position: number): string {
  const choices: readonly Range[] = ranges[pool];
  const chosen = choices[position % choices.length];
  if (chosen === undefined) throw new RangeError('the pool is empty');
  const size = 10 ** chosen.digits;
  // 7919 shares no factor with a power of ten, so this visits every number of a range once before any repeats.
  const within =
    (Math.floor(position / choices.length) * 7919 + (position % choices.length) * 3331 + 4057) % size;
  return `${chosen.prefix}${String(within).padStart(chosen.digits, '0')}`;
}
