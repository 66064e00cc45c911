import type { AccountId, ProviderId } from '../../domain/account.ts';
import { anyCall, type CallFilter, type Direction, type Outcome } from '../../domain/call.ts';

export type CallsView = 'calls' | 'missed';

export const dateSpans = ['any', 'today', 'yesterday', 'last-7-days', 'this-month'] as const;
export type DateSpan = (typeof dateSpans)[number];

/** Days as a date field writes them (`2026-11-21`), both inclusive; null leaves that end open. */
export interface DateRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** What the agent picked. Dates stay words, so that "today" is still today after midnight. */
export interface FilterChoice {
  readonly providers: readonly ProviderId[];
  readonly accounts: readonly AccountId[];
  readonly directions: readonly Direction[];
  readonly outcomes: readonly Outcome[];
  readonly agents: readonly string[];
  readonly lines: readonly string[];
  readonly dates: DateSpan | DateRange;
}

export const nothingChosen: FilterChoice = {
  providers: [],
  accounts: [],
  directions: [],
  outcomes: [],
  agents: [],
  lines: [],
  dates: 'any',
};

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

/** Midnight that begins the local day `days` after the one that holds `instant`. */
export function startOfDay(instant: number, days = 0): number {
  const day = new Date(instant);
  // Through the calendar, not by adding 24 hours: days of a clock change are shorter or longer.
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days).getTime();
}

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
