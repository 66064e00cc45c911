import { createContext, use, useSyncExternalStore } from 'react';
import { createDeskStore, type Desk, deskFrom, type DeskStore } from './desk-store.ts';
import { freshDesk } from '../domain/saved-view.ts';

/** What the agent looks at. `main.tsx` puts the desk in as it was left. */
export const DeskContext = createContext<DeskStore>(createDeskStore(deskFrom(freshDesk)));

export const useDeskStore = (): DeskStore => use(DeskContext);

/** A part of the desk; renders again when that part changes. `select` must answer with what the desk holds. */
export function useDesk<T>(select: (desk: Desk) => T): T {
  const store = useDeskStore();
  return useSyncExternalStore(store.subscribe, () => select(store.read()));
}
