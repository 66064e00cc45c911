import type { CallId } from '../domain/call.ts';
import type {
  CallsView,
  DeskState,
  FilterChoice,
  SavedView,
  SavedViewId,
  ViewQuery,
} from '../domain/saved-view.ts';
import { sameQuery, wholeList } from './calls/call-filters.ts';

/** What the agent looks at: it outlives the screens, and is kept over restarts (see `use-kept-desk.ts`). */
export interface Desk {
  /** Filters and search of both call lists. */
  readonly lists: Readonly<Record<CallsView, ViewQuery>>;
  /** The saved view that is open, and the list it took the place of. `lists` holds it, with what was changed since. */
  readonly opened: { readonly id: SavedViewId; readonly before: ViewQuery } | null;
  /** The call whose detail is open. */
  readonly openCall: CallId | null;
  /** What the search box holds where no calls are listed. */
  readonly otherText: string;
}

/** The desk as it was left. A saved view can only be open on the screen of its list. */
export function deskFrom({ screen, calls, missed, viewId, openCall }: DeskState): Desk {
  const shown = screen === 'calls' || screen === 'missed' ? screen : null;
  return {
    lists: { calls: calls ?? wholeList('calls'), missed: missed ?? wholeList('missed') },
    opened: viewId === null || shown === null ? null : { id: viewId, before: wholeList(shown) },
    openCall: shown === null ? null : openCall,
    otherText: '',
  };
}

/** What of the desk is kept for the next start. */
export const deskToKeep = (desk: Desk, screen: DeskState['screen']): DeskState => ({
  screen,
  calls: desk.lists.calls,
  missed: desk.lists.missed,
  viewId: desk.opened?.id ?? null,
  openCall: desk.openCall,
});

const withList = (desk: Desk, query: ViewQuery): Desk => ({
  ...desk,
  lists: { ...desk.lists, [query.view]: query },
});

export const withText = (desk: Desk, view: CallsView, text: string): Desk =>
  withList(desk, { ...desk.lists[view], text });

export const withChoice = (desk: Desk, view: CallsView, choice: FilterChoice): Desk =>
  withList(desk, { ...desk.lists[view], choice });

export const withoutCall = (desk: Desk): Desk =>
  desk.openCall === null ? desk : { ...desk, openCall: null };

/** Puts the list back that a saved view took the place of. */
export const withoutView = (desk: Desk): Desk =>
  desk.opened === null ? desk : { ...withList(desk, desk.opened.before), opened: null, openCall: null };

/** Opens a saved view as it was saved. A list that was just saved is a view from then on, and no longer the plain list. */
export function withView(desk: Desk, { id, query }: SavedView): Desk {
  const plain = withoutView(desk);
  const list = plain.lists[query.view];
  const opened = { id, before: sameQuery(list, query) ? wholeList(query.view) : list };
  return { ...withList(plain, query), opened, openCall: null };
}

/** Shows another list in place of whatever is open in its place. */
export const withQuery = (desk: Desk, query: ViewQuery): Desk => withList(withoutView(desk), query);

const clearedAs = (query: ViewQuery, written: ViewQuery | null, kept: ViewQuery | null): ViewQuery =>
  query.text === written?.text && kept?.text === '' ? { ...query, text: '' } : query;

/**
 * Forgets the searches that main forgot when somebody was erased: `kept` is what became of `written`. What main is never
 * told goes as well: the search behind an open view, and what was typed where no calls are listed.
 */
export const withForgotten = (desk: Desk, written: DeskState, kept: DeskState): Desk => ({
  lists: {
    calls: clearedAs(desk.lists.calls, written.calls, kept.calls),
    missed: clearedAs(desk.lists.missed, written.missed, kept.missed),
  },
  opened: desk.opened && { ...desk.opened, before: { ...desk.opened.before, text: '' } },
  openCall: null,
  otherText: '',
});

export interface DeskStore {
  readonly read: () => Desk;
  readonly change: (change: (desk: Desk) => Desk) => void;
  /** Returns the unsubscribe. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Beside React, so that a letter typed into the search box renders the box and the list, and nothing else. */
export function createDeskStore(first: Desk): DeskStore {
  let desk = first;
  const listeners = new Set<() => void>();
  return {
    read: () => desk,
    change: (change) => {
      const next = change(desk);
      if (next === desk) return;
      desk = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
