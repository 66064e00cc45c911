import type { Call, CallFilter, CallSuggestion } from '../../../domain/call.ts';
import { type CallQuery, type QueryField, readQuery } from '../../../domain/call-query.ts';
import { digitsOf, folded, type Needle, needlesOf } from '../../../domain/folding.ts';

/** What of a call each operator looks into. */
const textsOf: Readonly<Record<QueryField, (call: Call) => (string | null | undefined)[]>> = {
  from: ({ remote }) => [remote.name, remote.organisation, remote.e164 ?? remote.raw],
  agent: ({ agent, transferredTo }) => [agent?.name, transferredTo?.agent?.name],
  line: ({ line }) => [line?.name, line?.number],
  tag: ({ tags }) => tags.map(({ name }) => name),
  team: ({ teams }) => teams.map(({ name }) => name),
  note: ({ notes }) => notes.map(({ text }) => text),
};
const fields: readonly QueryField[] = ['from', 'agent', 'line', 'tag', 'team', 'note'];

const told = (texts: readonly (string | null | undefined)[]): string[] =>
  texts.flatMap((text) => (text === null || text === undefined ? [] : [text]));

const isIn = (texts: readonly string[], { text, digits }: Needle): boolean =>
  texts.some((one) =>
    folded(one)
      .split(/[^\p{L}\p{N}]+/u)
      .some((word) => word.startsWith(text)),
  ) ||
  (digits !== null && texts.some((one) => digitsOf(one).includes(digits)));

const dayMs = 86_400_000;

function spanOf(span: CallQuery['spans'][number], now: number): { from: number; to: number } {
  const today = new Date(now).setHours(0, 0, 0, 0);
  if (span === 'today') return { from: today, to: Number.POSITIVE_INFINITY };
  if (span === 'yesterday') return { from: today - dayMs, to: today };
  return { from: today - 6 * dayMs, to: Number.POSITIVE_INFINITY };
}

/** Whether a call has what was typed, as main would judge it. */
function hasTyped(call: Call, query: CallQuery, now: number): boolean {
  const { outcomes, directions, longerThan, shorterThan } = query;
  const talk = call.talkSeconds;
  const spans = query.spans.map((span) => spanOf(span, now));
  const all = () => fields.flatMap((field) => told(textsOf[field](call)));
  return (
    (outcomes.length === 0 || (call.outcome !== null && outcomes.includes(call.outcome))) &&
    (directions.length === 0 || directions.includes(call.direction)) &&
    (spans.length === 0 || spans.some(({ from, to }) => call.startedAt >= from && call.startedAt < to)) &&
    (longerThan === null || (talk !== null && talk > longerThan)) &&
    (shorterThan === null || (talk !== null && talk < shorterThan)) &&
    query.within.every(({ field, needles }) =>
      needles.every((needle) => isIn(told(textsOf[field](call)), needle)),
    ) &&
    (query.anywhere.length === 0 || query.anywhere.every((needle) => isIn(all(), needle)))
  );
}

const has = (chosen: readonly string[], value: string | null | undefined) =>
  chosen.length === 0 || (value !== null && value !== undefined && chosen.includes(value));

/** Whether calls pass a filter, as main would judge it. */
export function passing(filter: CallFilter, now: number): (call: Call) => boolean {
  const query = readQuery(filter.text);
  return (call) =>
    has(filter.accounts, call.accountId) &&
    has(filter.providers, call.provider) &&
    has(filter.directions, call.direction) &&
    has(filter.outcomes, call.outcome) &&
    has(filter.agents, call.agent?.id) &&
    has(filter.lines, call.line?.id) &&
    (filter.from === null || call.startedAt >= filter.from) &&
    (filter.to === null || call.startedAt < filter.to) &&
    hasTyped(call, query, now);
}

/** What an operator may go on with among some calls, the most frequent first. */
export function suggestionsIn(calls: readonly Call[], field: QueryField, text: string): CallSuggestion[] {
  const needles = needlesOf(text);
  const counts = new Map<string, number>();
  for (const call of calls) {
    const [value] = told(textsOf[field](call)).filter((one) =>
      needles.every((needle) => isIn([one], needle)),
    );
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, found]) => ({ value, calls: found }))
    .toSorted((a, b) => b.calls - a.calls)
    .slice(0, 8);
}
