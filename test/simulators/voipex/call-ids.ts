import type { World, WorldCall } from '../world/world.ts';

/**
 * Asterisk ids are `epochSeconds.counter`. Every call owns a run of counters, so an id leads back to its call without
 * any index of ids: counter 0 of the run is the call, the others are its legs and channels.
 */
const runLength = 8;
const firstCounter = 100;

/** An id of the call's run. `place` 0 is the call itself, 1 to 7 its legs or channels. */
export const uniqueIdOf = (call: WorldCall, place: number): string =>
  `${String(Math.floor(call.startedAt / 1000))}.${String(firstCounter + call.index * runLength + place)}`;

/** The other half of a transferred call when this is its second leg: the conversation carries the first one's id. */
function transferredFrom(world: World, call: WorldCall): WorldCall | null {
  const { link } = call;
  if (link?.kind !== 'transferred' || link.role !== 'second' || link.partner.system !== 'voipex') return null;
  return world.call('voipex', link.partner.index);
}

/** `linkedid`, the `callId` of other endpoints (5.1.1). */
export const linkedIdOf = (world: World, call: WorldCall): string =>
  uniqueIdOf(transferredFrom(world, call) ?? call, 0);

/** Which call and which place of its run an id names, or null when it was never given out. */
export function decodeId(
  world: World,
  id: string,
): { readonly call: WorldCall; readonly place: number } | null {
  const match = /^(\d{9,11})\.(\d{3,12})$/u.exec(id);
  if (match === null) return null;
  const [, seconds, counter] = match;
  const offset = Number(counter) - firstCounter;
  const index = Math.floor(offset / runLength);
  if (index < 0 || index >= world.count('voipex')) return null;
  const call = world.call('voipex', index);
  return Math.floor(call.startedAt / 1000) === Number(seconds) ? { call, place: offset % runLength } : null;
}

/** Positions of the calls that carry a `linkedid`, in order of start; empty for an unknown one. */
export function callsOf(world: World, linkedId: string): readonly number[] {
  const found = decodeId(world, linkedId);
  if (found?.place !== 0 || transferredFrom(world, found.call) !== null) return [];
  const { index, link } = found.call;
  const all =
    link?.kind === 'transferred' && link.partner.system === 'voipex' ? [index, link.partner.index] : [index];
  return all.filter((each) => !world.isRemoved('voipex', each));
}
