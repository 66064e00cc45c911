import { createContext, use } from 'react';

/** Opens the question, with a number when there is one to begin with. */
export type OpenErase = (number?: string) => void;

export const EraseContext = createContext<OpenErase | null>(null);

/** Offers to erase a person from anywhere on the page. */
export function useErasePerson(): OpenErase {
  const open = use(EraseContext);
  if (!open) throw new Error('useErasePerson outside ErasePersonProvider');
  return open;
}
