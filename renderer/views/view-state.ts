import type { AccountId } from '../../domain/account.ts';
import type { CallFilter } from '../../domain/call.ts';
import type { SavedView } from '../../domain/saved-view.ts';
import { filterOf, withoutGone } from '../calls/call-filters.ts';

/** Whether the accounts a view was saved for are still here. `none`: it was for accounts, and all of them are gone. */
export function accountsLeft(view: SavedView, known: readonly AccountId[]): 'all' | 'some' | 'none' {
  const { accounts } = view.query.choice;
  const left = accounts.filter((id) => known.includes(id));
  if (left.length === accounts.length) return 'all';
  return left.length > 0 ? 'some' : 'none';
}

/** What the calls of a view fit. `today` is the instant today began. */
export const filterOfView = ({ query }: SavedView, known: readonly AccountId[], today: number): CallFilter =>
  filterOf(query.view, withoutGone(query.choice, known), query.text, today);

/** The order with the view at `from` moved by one place up (-1) or down (1). */
export function moved<T>(items: readonly T[], from: number, by: 1 | -1): T[] {
  const item = items[from];
  const to = from + by;
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  return items.toSpliced(from, 1).toSpliced(to, 0, item);
}
