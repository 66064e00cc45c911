import type { System, World, WorldCall } from './world.ts';

/** How many calls of a system have started by the instant (epoch ms): what a provider could list then. */
export const startedBy = (world: World, system: System, instant: number): number =>
  world.indexAt(system, instant + 1);

/**
 * A call as a provider knows it at an instant (epoch ms): what lies in the future is not there yet, so a call
 * that began a moment ago is ringing or running, and notes written later are absent.
 */
export function asOf(call: WorldCall, instant: number): WorldCall {
  // A happened call that still runs is written as it goes: it holds nothing of the future.
  if (call.endedAt === null) return call;
  const last = Math.max(call.endedAt, ...call.notes.map(({ at }) => at));
  if (last <= instant) return call;
  const running = call.endedAt > instant;
  const answered = call.answeredAt !== null && call.answeredAt <= instant;
  return {
    ...call,
    answeredAt: answered ? call.answeredAt : null,
    endedAt: running ? null : call.endedAt,
    personIndex: running && !answered && call.direction === 'in' ? null : call.personIndex,
    transferredToIndex: running ? null : call.transferredToIndex,
    tagIndexes: running && !answered ? [] : call.tagIndexes,
    notes: call.notes.filter(({ at }) => at <= instant),
  };
}
