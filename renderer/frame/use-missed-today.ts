import { filterOf, nothingChosen, startOfDay } from '../calls/call-filters.ts';
import { useNow } from '../formats/use-now.ts';
import { useOperation } from '../queries.ts';

/** How many calls of today nobody took; 0 while unknown. Counts what the Missed screen shows for today. */
export function useMissedToday(): number {
  // Midnight, so that the query changes once a day and not with every tick.
  const today = startOfDay(useNow(60_000));
  const filter = filterOf('missed', { ...nothingChosen, dates: 'today' }, '', today);
  return useOperation('calls.page', { filter, anchor: null, offset: 0, limit: 1 }).data?.total.count ?? 0;
}
