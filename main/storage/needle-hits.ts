import type { QueryField } from '../../domain/call-query.ts';
import { digitsOf, type Needle } from '../../domain/folding.ts';
import type { NeedleHits } from './columns/question-type.ts';
import type { Database } from './database.ts';
import { dictionariesOf } from './dictionaries.ts';
import { hasPicture, hitsOfPicture } from './pictures.ts';
import { RowSets } from './row-sets.ts';
import {
  type Kind,
  keysWithNote,
  rowsWithDigits,
  rowsWithWords,
  searchableWords,
  type TextColumn,
  textColumns,
} from './search-index.ts';

/** One thing that must be found, in one place of a call or anywhere (null). */
export interface PlacedNeedle {
  readonly field: QueryField | null;
  readonly needle: Needle;
}

interface Place {
  readonly columns: readonly TextColumn[];
  /** Whose numbers are looked at. */
  readonly numbers: readonly Kind[];
  readonly notes: boolean;
}

const anywhere: Place = { columns: textColumns, numbers: ['party', 'marks', 'agent', 'line'], notes: true };
const places: Readonly<Record<QueryField, Place>> = {
  from: { columns: ['party'], numbers: ['party'], notes: false },
  agent: { columns: ['agent'], numbers: ['agent'], notes: false },
  line: { columns: ['line'], numbers: ['line'], notes: false },
  tag: { columns: ['tag'], numbers: [], notes: false },
  team: { columns: ['team'], numbers: [], notes: false },
  note: { columns: [], numbers: [], notes: true },
};

/** From so many digits on they are found anywhere in a number, fewer only where one begins. */
const digitsWithin = 3;

const allKinds: readonly Kind[] = ['party', 'marks', 'agent', 'line'];

function addNumbers(found: RowSets, database: Database, place: Place, digits: string): void {
  const rows =
    digits.length < digitsWithin
      ? rowsWithWords(database, digits, ['digits'])
      : rowsWithDigits(database, digits);
  found.add(rows, place.numbers);
}

function addRows(
  found: RowSets,
  database: Database,
  place: Place,
  words: string,
  digits: string | null,
): void {
  const numbered = digits !== null && place.numbers.length > 0;
  const short = numbered && digits.length < digitsWithin;
  // Among all words that begin with a digit lie all numbers: one walk through them looks into both.
  if (short && words === digits && place === anywhere) {
    found.add(rowsWithWords(database, words, [...place.columns, 'digits']), allKinds);
    return;
  }
  if (place.columns.length > 0 && words !== '')
    found.add(rowsWithWords(database, words, place.columns), allKinds);
  if (!numbered) return;
  addNumbers(found, database, place, digits);
  const typed = digitsOf(words);
  // Too short for a number with a prefix that is written in another way: `015` may be an extension as it stands.
  if (short && typed !== digits) addNumbers(found, database, place, typed);
}

function hitsOf(database: Database, place: Place, words: string, digits: string | null): NeedleHits {
  const found = new RowSets();
  addRows(found, database, place, words, digits);
  return {
    parties: found.of('party'),
    marks: found.of('marks'),
    agents: found.of('agent'),
    lines: found.of('line'),
    noteKeys: place.notes && words !== '' ? keysWithNote(database, words) : [],
  };
}

interface Remembered {
  readonly generation: number;
  readonly hits: Map<string, NeedleHits>;
  /** Bytes of `hits`. */
  weight: number;
  /** Of single letters and digits, which every word begins with: never forgotten. */
  readonly letters: Map<string, NeedleHits>;
}
/** What nearly all words begin with, folded as they are. */
const plainLetter = /^[a-z0-9]$/;

/** Bytes. Who scrolls or types asks for the same words again and again. */
const mostRemembered = 8_000_000;
/** Of an entry without a hit. */
const leastWeight = 500;

const weightOf = ({ parties, marks, agents, lines, noteKeys }: NeedleHits): number =>
  leastWeight +
  8 * noteKeys.length +
  [parties, marks, agents, lines].reduce((sum, { bits }) => sum + bits.byteLength, 0);

const remembered = new WeakMap<Database, Remembered>();

function rememberedOf(database: Database): Remembered {
  const { generation } = dictionariesOf(database);
  const known = remembered.get(database);
  if (known?.generation === generation) return known;
  const fresh: Remembered = { generation, hits: new Map(), weight: 0, letters: new Map() };
  remembered.set(database, fresh);
  return fresh;
}

/** What was found before, or is found now; the one asked for last is the last to be forgotten. */
function rememberedHits(known: Remembered, text: string, find: () => NeedleHits): NeedleHits {
  const had = known.hits.get(text);
  const hits = had ?? find();
  known.hits.delete(text);
  known.hits.set(text, hits);
  if (had === undefined) known.weight += weightOf(hits);
  for (const [oldest, forgotten] of known.hits) {
    if (known.weight <= mostRemembered) break;
    known.hits.delete(oldest);
    known.weight -= weightOf(forgotten);
  }
  return hits;
}

/**
 * Where each thing that was typed is found. One without a letter, a digit or an emoji narrows nothing: nobody said `-`
 * or `%`.
 * `generation` is that of the dictionaries; 0 where nothing is looked up in them.
 */
export function hitsOfNeedles(
  database: Database,
  typed: readonly PlacedNeedle[],
): { readonly needles: NeedleHits[]; readonly generation: number } {
  const asked = typed.filter(({ needle: { text } }) => searchableWords(text) !== '' || hasPicture(text));
  if (asked.length === 0) return { needles: [], generation: 0 };
  const known = rememberedOf(database);
  const needles = asked.map(({ field, needle: { text, digits } }) => {
    const words = searchableWords(text);
    const place = field === null ? anywhere : places[field];
    const asText = JSON.stringify([field, words || text, digits]);
    const find = (): NeedleHits =>
      words === '' ? hitsOfPicture(database, text, place) : hitsOf(database, place, words, digits);
    if (field !== null || !plainLetter.test(words)) return rememberedHits(known, asText, find);
    const hits = known.letters.get(asText) ?? find();
    known.letters.set(asText, hits);
    return hits;
  });
  return { needles, generation: known.generation };
}
