import type { Direction, Outcome } from './call.ts';
import { folded, type Needle, needlesOf } from './folding.ts';

/** What an operator with a value narrows: who was outside, our agent, our line, a tag, a team or queue, a note. */
export const queryFields = ['from', 'agent', 'line', 'tag', 'team', 'note'] as const;
export type QueryField = (typeof queryFields)[number];

export const querySpans = ['today', 'yesterday', 'week'] as const;
export type QuerySpan = (typeof querySpans)[number];

/** How a typed word that is an operator is written; English and Czech both always work, whatever the language is. */
export const fieldWords: Readonly<Record<QueryField, readonly string[]>> = {
  from: ['from', 'od'],
  agent: ['agent', 'kdo'],
  line: ['line', 'linka'],
  tag: ['tag', 'stitek'],
  team: ['team', 'queue', 'fronta', 'tym'],
  note: ['note', 'poznamka'],
};

/** A whole word that narrows without a value. */
export type QueryWord =
  | { readonly kind: 'outcomes'; readonly outcomes: readonly Outcome[]; readonly direction: Direction | null }
  | { readonly kind: 'direction'; readonly direction: Direction }
  | { readonly kind: 'span'; readonly span: QuerySpan };

export const queryWordNames = [
  'missed',
  'answered',
  'voicemail',
  'incoming',
  'outgoing',
  'internal',
  ...querySpans,
] as const;
export type QueryWordName = (typeof queryWordNames)[number];

const meanings: Readonly<Record<QueryWordName, QueryWord>> = {
  missed: { kind: 'outcomes', outcomes: ['missed', 'abandoned', 'voicemail'], direction: 'in' },
  answered: { kind: 'outcomes', outcomes: ['answered'], direction: null },
  voicemail: { kind: 'outcomes', outcomes: ['voicemail'], direction: null },
  incoming: { kind: 'direction', direction: 'in' },
  outgoing: { kind: 'direction', direction: 'out' },
  internal: { kind: 'direction', direction: 'internal' },
  today: { kind: 'span', span: 'today' },
  yesterday: { kind: 'span', span: 'yesterday' },
  week: { kind: 'span', span: 'week' },
};

/** Folded spellings of the words above, the English one first. */
export const spellings: Readonly<Record<QueryWordName, readonly string[]>> = {
  missed: ['missed', 'zmeskane'],
  answered: ['answered', 'prijate'],
  voicemail: ['voicemail', 'vzkaz'],
  incoming: ['incoming', 'prichozi'],
  outgoing: ['outgoing', 'odchozi'],
  internal: ['internal', 'interni'],
  today: ['today', 'dnes'],
  yesterday: ['yesterday', 'vcera'],
  week: ['week', 'tyden'],
};

const wordBySpelling = new Map(
  queryWordNames.flatMap((name) => spellings[name].map((spelling) => [spelling, meanings[name]] as const)),
);
const fieldBySpelling = new Map(
  queryFields.flatMap((field) => fieldWords[field].map((spelling) => [spelling, field] as const)),
);

/** One piece of what was typed; `from` and `to` are its place in the text, for whoever completes or marks it. */
export interface QueryToken {
  readonly from: number;
  readonly to: number;
  /** As typed, without the quotes around it. */
  readonly text: string;
  /** Set for `agent:…`; the text is then what follows the colon. */
  readonly field: QueryField | null;
  /** In quotes: never an operator. */
  readonly quoted: boolean;
}

const tokenPattern = /([\p{L}\p{M}]+):(?=\s|$)|(?:([\p{L}\p{M}]+):)?(?:"([^"]*)"?|([<>]=?\s+\d\S*|\S+))/gu;

/** The pieces of a typed text, in order. An unknown word before a colon is part of the text (`https://…`). */
export function tokensOf(typed: string): QueryToken[] {
  return [...typed.matchAll(tokenPattern)].map((match) => {
    const [whole, lonely, before, quoted, bare = ''] = match;
    const place = { from: match.index, to: match.index + whole.length };
    const field = fieldBySpelling.get(folded(before ?? lonely ?? '')) ?? null;
    if (field !== null) return { ...place, field, text: quoted ?? bare, quoted: quoted !== undefined };
    if (before === undefined && quoted !== undefined)
      return { ...place, field: null, text: quoted, quoted: true };
    // `>5m` and words are not operators with a value; `x:"y"` of an unknown x is read as it stands.
    return { ...place, field: null, text: whole.replaceAll('"', ' '), quoted: false };
  });
}

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, min: 60, h: 3600 };

/** `5m`, `90s`, `1h30m` in seconds; minutes when no unit is written; null when it is no length. */
function secondsIn(text: string): number | null {
  if (/^\d{1,6}$/.test(text)) return Number(text) * 60;
  if (!/^(?:\d{1,6}(?:s|min|m|h))+$/.test(text)) return null;
  let seconds = 0;
  for (const [, count = '', unit = ''] of text.matchAll(/(\d+)(min|s|m|h)/g))
    seconds += Number(count) * (unitSeconds[unit] ?? 0);
  return seconds;
}

const isNumberPart = ({ text, quoted }: QueryToken): boolean =>
  !quoted && /^[+(]?[\d ().\-/]*\d[\d ().\-/]*$/.test(text);

/** Of which a value may be a phone number. */
const mayBeNumber: ReadonlySet<QueryField | null> = new Set(['from', 'line']);

/** `from:606 123 456` is one number: its groups belong to the operator they follow. */
function withWholeNumbers(tokens: readonly QueryToken[]): QueryToken[] {
  const whole: QueryToken[] = [];
  for (const token of tokens) {
    const before = whole.at(-1);
    const goesOn = before !== undefined && mayBeNumber.has(before.field) && isNumberPart(before);
    if (goesOn && token.field === null && isNumberPart(token))
      whole[whole.length - 1] = { ...before, to: token.to, text: `${before.text} ${token.text}` };
    else whole.push(token);
  }
  return whole;
}

/** What of a typed text narrows the list. Everything must hold at once; words of one kind widen each other. */
export interface CallQuery {
  /** Found anywhere in a call. */
  readonly anywhere: readonly Needle[];
  /** Found in one place of it. */
  readonly within: readonly { readonly field: QueryField; readonly needles: readonly Needle[] }[];
  /** Any of these; empty for any. */
  readonly outcomes: readonly Outcome[];
  readonly directions: readonly Direction[];
  /** Any of these days; empty for any. */
  readonly spans: readonly QuerySpan[];
  /** Talk time in whole seconds: longer than, and shorter than; null for any. A call nobody talked in has none. */
  readonly longerThan: number | null;
  readonly shorterThan: number | null;
}

/**
 * Reads what was typed into the search box: words and numbers in any format, `from:` `agent:` `line:` `tag:` `team:`
 * `note:` with a value (in quotes when it has blanks), `missed` `answered` `voicemail` `incoming` `outgoing`
 * `internal` `today` `yesterday` `week`, and `>5m` `<30s`. An operator without its value narrows nothing yet.
 */
export function readQuery(typed: string): CallQuery {
  const plain: string[] = [];
  const within: { field: QueryField; needles: readonly Needle[] }[] = [];
  const outcomes = new Set<Outcome>();
  const directions = new Set<Direction>();
  const spans = new Set<QuerySpan>();
  let longerThan: number | null = null;
  let shorterThan: number | null = null;
  for (const token of withWholeNumbers(tokensOf(typed))) {
    if (token.field !== null) {
      const needles = needlesOf(token.text);
      if (needles.length > 0) within.push({ field: token.field, needles });
      continue;
    }
    const word = token.quoted ? undefined : wordBySpelling.get(folded(token.text));
    const length = token.quoted ? null : /^([<>])(=?)\s*(.*)$/.exec(token.text);
    if (word !== undefined) {
      if (word.kind === 'span') spans.add(word.span);
      else {
        if (word.kind === 'outcomes') for (const outcome of word.outcomes) outcomes.add(outcome);
        if (word.direction !== null) directions.add(word.direction);
      }
    } else if (length !== null) {
      const [, sign, orEqual, written = ''] = length;
      const seconds = secondsIn(written.toLowerCase());
      if (seconds === null) continue;
      // Seconds are whole: five minutes or more is more than 4:59.
      const widened = orEqual === '=' ? 1 : 0;
      if (sign === '>') longerThan = Math.max(longerThan ?? -1, seconds - widened);
      else shorterThan = Math.min(shorterThan ?? Infinity, seconds + widened);
    } else plain.push(token.text);
  }
  return {
    anywhere: needlesOf(plain.join(' ')),
    within,
    outcomes: [...outcomes],
    directions: [...directions],
    spans: [...spans],
    longerThan,
    shorterThan,
  };
}
