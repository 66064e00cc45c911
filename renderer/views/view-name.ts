import { type FilterChoice, longestViewName, type ViewQuery } from '../../domain/saved-view.ts';

/** Names, in the language in force, of what a list is narrowed to. Unknown ids and keys answer null. */
export interface NarrowingWords {
  readonly list: (query: ViewQuery) => string;
  readonly dates: (dates: FilterChoice['dates']) => string | null;
  readonly direction: (direction: FilterChoice['directions'][number]) => string;
  readonly outcome: (outcome: FilterChoice['outcomes'][number]) => string;
  readonly provider: (provider: FilterChoice['providers'][number]) => string;
  readonly account: (id: string) => string | null;
  readonly agent: (key: string) => string | null;
  readonly line: (key: string) => string | null;
}

/** A name for a list, from what narrows it: `Missed · Today · Jana Nováková`. At most 60 characters, cut at a part. */
export function suggestedName(query: ViewQuery, words: NarrowingWords): string {
  const { choice } = query;
  const narrowing = [
    words.dates(choice.dates),
    ...choice.directions.map(words.direction),
    ...choice.outcomes.map(words.outcome),
    ...choice.agents.map(words.agent),
    ...choice.lines.map(words.line),
    ...choice.providers.map(words.provider),
    ...choice.accounts.map(words.account),
    query.text.trim(),
  ].filter((part) => part !== null && part !== '');
  const parts =
    narrowing.length === 0 || query.view === 'missed' ? [words.list(query), ...narrowing] : narrowing;
  let name = '';
  for (const part of parts) {
    const longer = name === '' ? String(part) : `${name} · ${String(part)}`;
    if (longer.length > longestViewName)
      return name === '' ? longer.slice(0, longestViewName).trimEnd() : name;
    name = longer;
  }
  return name;
}

/** A name as it can be saved, or null: main asks for the same (`SavedViewName`), and says no to any other. */
export function viewNameOf(typed: string): string | null {
  const name = typed.trim();
  return name === '' || name.length > longestViewName ? null : name;
}
