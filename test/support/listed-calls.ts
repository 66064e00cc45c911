import type { Call } from '../../domain/call.ts';
import type { CallStore } from '../../main/calls/call-store.ts';

/** A list that was filtered already, newest first, read in slices as the store gives them. */
export const listedCalls = (calls: readonly Call[]): Pick<CallStore, 'slice' | 'counts'> => ({
  slice: async (_filter, below, limit) => {
    const from = below === null ? 0 : calls.length - below;
    const end = Math.min(from + limit, calls.length);
    return { calls: calls.slice(from, end), below: end === calls.length ? null : calls.length - end };
  },
  counts: async () => [{ count: calls.length, exact: true }],
});
