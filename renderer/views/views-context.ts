import { createContext, use } from 'react';

interface ViewDialogs {
  /** Asks for the name to save the list shown under; does nothing on a screen without a list. */
  readonly askToSave: () => void;
  /** Shows all views, to put them in order. */
  readonly arrange: () => void;
}

export const ViewDialogsContext = createContext<ViewDialogs | null>(null);

export function useViewDialogs(): ViewDialogs {
  const dialogs = use(ViewDialogsContext);
  if (!dialogs) throw new Error('useViewDialogs outside ViewsProvider');
  return dialogs;
}
