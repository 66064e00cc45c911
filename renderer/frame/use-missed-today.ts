import { filterOf, nothingChosen } from '../calls/call-filters.ts';
import { useToday } from '../formats/use-now.ts';
import { useOperation } from '../queries.ts';

/** How many calls of today nobody took; 0 while unknown. Counts what the Missed screen shows for today. */
export function useMissedToday(): number {
  const filter = filterOf('missed', { ...nothingChosen, dates: 'today' }, '', useToday());
  return useOperation('calls.page', { filter, anchor: null, offset: 0, limit: 1 }).data?.total.count ?? 0;
}
