import type { AccountId } from '../../domain/account.ts';
import { anyCall, type CallFilter, type Outcome } from '../../domain/call.ts';
import type { CallsView, DateRange, DateSpan, FilterChoice, ViewQuery } from '../../domain/saved-view.ts';
import { startOfDay } from '../formats/days.ts';

export const nothingChosen: FilterChoice = {
  providers: [],
  accounts: [],
  directions: [],
  outcomes: [],
  agents: [],
  lines: [],
  dates: 'any',
};

/** A list with nothing picked and nothing typed. */
export const wholeList = (view: CallsView): ViewQuery => ({ view, choice: nothingChosen, text: '' });

/** What counts as missed: calls that came in and reached nobody. */
export const missedOutcomes: readonly Outcome[] = ['missed', 'abandoned', 'voicemail'];

/** The outcomes a view offers to choose from. */
export const outcomesOf = (view: CallsView, all: readonly Outcome[]): readonly Outcome[] =>
  view === 'missed' ? missedOutcomes : all;

/** The same choice without accounts that are gone: an account to act as a colleague goes while its filter may stay. */
export function withoutGone(choice: FilterChoice, known: readonly AccountId[]): FilterChoice {
  const accounts = choice.accounts.filter((id) => known.includes(id));
  return accounts.length === choice.accounts.length ? choice : { ...choice, accounts };
}

/** How many of the filters narrow the list. */
export const activeFilters = (choice: FilterChoice): number =>
  [choice.providers, choice.accounts, choice.directions, choice.outcomes, choice.agents, choice.lines].filter(
    (chosen) => chosen.length > 0,
  ).length + (choice.dates === 'any' ? 0 : 1);

/** Midnight of a date field's value, or null when the field is empty or half typed. */
function midnightOf(field: string | null, addDays: number): number | null {
  const parts = /^(\d{4,6})-(\d{2})-(\d{2})$/.exec(field ?? '');
  if (!parts) return null;
  const [year, month, day] = parts.slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined) return null;
  return new Date(year, month - 1, day + addDays).getTime();
}

/** The instants [from, to) that the chosen dates stand for, epoch ms; null is an open end. */
export function instantsOf(
  dates: DateSpan | DateRange,
  now: number,
): { from: number | null; to: number | null } {
  if (typeof dates === 'object') return { from: midnightOf(dates.from, 0), to: midnightOf(dates.to, 1) };
  switch (dates) {
    case 'any':
      return { from: null, to: null };
    case 'today':
      return { from: startOfDay(now), to: null };
    case 'yesterday':
      return { from: startOfDay(now, -1), to: startOfDay(now) };
    case 'last-7-days':
      return { from: startOfDay(now, -6), to: null };
    case 'this-month': {
      const day = new Date(now);
      return { from: new Date(day.getFullYear(), day.getMonth(), 1).getTime(), to: null };
    }
  }
}

/** The filter to ask for. `now` only says which day it is: pass an instant that changes once a day. */
export function filterOf(view: CallsView, choice: FilterChoice, text: string, now: number): CallFilter {
  const { from, to } = instantsOf(choice.dates, now);
  const missed = view === 'missed';
  return {
    ...anyCall,
    accounts: [...choice.accounts],
    providers: [...choice.providers],
    directions: missed ? ['in'] : [...choice.directions],
    outcomes: missed && choice.outcomes.length === 0 ? [...missedOutcomes] : [...choice.outcomes],
    agents: [...choice.agents],
    lines: [...choice.lines],
    from,
    to,
    text: text.trim().slice(0, 200),
  };
}

/** What a list asks for, as its desk has it. `known`: ids of the accounts, undefined while they are not known. */
export function filterOfQuery(
  { view, choice, text }: ViewQuery,
  known: readonly AccountId[] | undefined,
  now: number,
): CallFilter {
  return filterOf(view, known === undefined ? choice : withoutGone(choice, known), text, now);
}

/** The same for two queries that make the same list: what is picked in another order is still the same. */
export function sameQuery(one: ViewQuery, other: ViewQuery): boolean {
  const written = ({ view, choice, text }: ViewQuery): string =>
    JSON.stringify([
      view,
      text.trim(),
      typeof choice.dates === 'string' ? choice.dates : [choice.dates.from, choice.dates.to],
      ...[
        choice.providers,
        choice.accounts,
        choice.directions,
        choice.outcomes,
        choice.agents,
        choice.lines,
      ].map((chosen) => chosen.toSorted()),
    ]);
  return one === other || written(one) === written(other);
}
