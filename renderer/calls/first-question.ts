import type { CallFilter, CallPage } from '../../domain/call.ts';
import { ask } from '../bridge.ts';

/**
 * Calls asked for at a time: as many as are drawn at once, and few enough to be taken in between two frames. Windows start
 * at multiples of it, so that scrolled ones are found in the cache again.
 */
export const windowSize = 50;

const askNewest = (filter: CallFilter): Promise<CallPage> =>
  ask('calls.page', { filter, anchor: null, offset: 0, limit: windowSize });

let ahead: { readonly written: string; readonly page: Promise<CallPage> } | null = null;

/** Asks for the newest calls of a filter before the list that shows them is drawn: both take their time together. */
export function askAhead(filter: CallFilter): void {
  const page = askNewest(filter);
  page.catch(() => undefined); // the list that takes it shows the failure
  ahead = { written: JSON.stringify(filter), page };
}

/** The newest calls of a filter; those asked for ahead go to the first who asks for the same. */
export function newestCalls(filter: CallFilter): Promise<CallPage> {
  const asked = ahead;
  ahead = null;
  return asked?.written === JSON.stringify(filter) ? asked.page : askNewest(filter);
}
