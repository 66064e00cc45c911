import type { Call } from '../../../domain/call.ts';
import type { CallStore, Checkpoint } from '../../../main/calls/call-store.ts';

export type SyncStore = Pick<CallStore, 'checkpoint' | 'store' | 'count' | 'earliest' | 'heldIn'>;

export interface MemoryStore extends SyncStore {
  newestFirst(): Call[];
  /** By the provider's own id. */
  call(providerCallId: string): Call | undefined;
  /** As a shorter retention would. */
  removeBefore(instant: number): void;
}

/** What a pull needs of a store, in memory; for tests of what is asked of it. */
export function createMemoryStore(): MemoryStore {
  const calls = new Map<string, Call>();
  let kept: Checkpoint | null = null;
  /** Null: to be looked for. */
  let earliest: number | null = null;
  const newestFirst = (): Call[] => [...calls.values()].sort((a, b) => b.startedAt - a.startedAt);
  return {
    newestFirst,
    call: (id) => newestFirst().find(({ providerCallId }) => providerCallId === id),
    removeBefore(instant) {
      for (const call of calls.values()) if (call.startedAt < instant) calls.delete(call.id);
      earliest = null;
    },
    checkpoint: async () => kept,
    count: async () => calls.size,
    async earliest() {
      earliest ??= [...calls.values()].reduce<number | null>(
        (least, { startedAt }) => Math.min(least ?? startedAt, startedAt),
        null,
      );
      return earliest;
    },
    heldIn: async (_account, { from, to }) =>
      [...calls.values()]
        .filter(({ startedAt }) => startedAt >= from && startedAt < to)
        .map(({ id, startedAt, state }) => ({ id, startedAt, isOver: state === 'ended' })),
    async store(_account, given, checkpoint, gone = []) {
      let changed = 0;
      for (const call of given) {
        if (JSON.stringify(calls.get(call.id)) !== JSON.stringify(call)) changed += 1;
        calls.set(call.id, call);
        if (earliest !== null) earliest = Math.min(earliest, call.startedAt);
      }
      for (const id of gone) if (calls.delete(id)) changed += 1;
      if (gone.length > 0) earliest = null;
      kept = checkpoint;
      return { changed };
    },
  };
}
