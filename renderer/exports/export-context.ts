import { createContext, use } from 'react';
import type { CallCount, CallFilter } from '../../domain/call.ts';

/** The list that is shown, as it would be exported. */
export interface ListShown {
  readonly filter: CallFilter;
  /** Undefined until it is counted at all. */
  readonly total: CallCount | undefined;
}

interface Exporting {
  /** What would be exported; null on a screen without a list. */
  readonly shown: ListShown | null;
  readonly show: (list: ListShown | null) => void;
  /** Asks for which kind of file the list shown goes into. */
  readonly ask: () => void;
  /** Exports once more what was exported last in this window; null when there was nothing. */
  readonly again: (() => void) | null;
}

export const ExportContext = createContext<Exporting | null>(null);

export function useExporting(): Exporting {
  const exporting = use(ExportContext);
  if (!exporting) throw new Error('useExporting outside ExportProvider');
  return exporting;
}

/** Whether a list has anything to export, as far as it is counted. */
export const hasCalls = (list: ListShown | null): boolean =>
  list?.total !== undefined && (list.total.count > 0 || !list.total.exact);
