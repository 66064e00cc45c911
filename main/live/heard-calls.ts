import type { Call, CallId } from '../../domain/call.ts';

/** Keeps in mind which calls events told of, to notice when they have ceased though the stream stands. */
export interface HeardCalls {
  /** From `at` on every call should be told of. */
  begin(at: number): void;
  told(call: Pick<Call, 'id'>, at: number): void;
  /** Whether the calls of a list that was asked for at `at` show that events have ceased. Instants: provider's epoch ms. */
  haveCeased(listed: readonly Pick<Call, 'id' | 'startedAt'>[], at: number): boolean;
}

const minute = 60_000;
/** Aircall delivers within seconds; what began so lately may still be under way. */
const underWayMs = 2 * minute;
/** One lost event or two prove nothing. */
const fewest = 3;
/** Longer than from one pull to the next. */
const keptMs = 3 * 60 * minute;
/** Older ones may be forgotten: the last days are read again, too. */
const recentMs = 2 * 60 * minute;

export function createHeardCalls(): HeardCalls {
  let since = Infinity;
  /** With when each was last told of, the earliest first. */
  const heard = new Map<CallId, number>();
  return {
    begin(at) {
      since = at;
    },
    told({ id }, at) {
      heard.delete(id);
      heard.set(id, at);
      for (const [other, when] of heard) {
        if (at - when < keptMs) break;
        heard.delete(other);
      }
    },
    haveCeased(listed, at) {
      const newest = listed
        .filter(({ startedAt }) => startedAt >= Math.max(since, at - recentMs) && startedAt < at - underWayMs)
        .sort((one, other) => other.startedAt - one.startedAt)
        .slice(0, fewest);
      return newest.length === fewest && newest.every(({ id }) => !heard.has(id));
    },
  };
}
