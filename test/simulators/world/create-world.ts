import { companyShift } from './company-time.ts';
import { contactCountFor, makeContact } from './contacts.ts';
import { linkedCall } from './linked-calls.ts';
import { type Company, regularCall } from './regular-calls.ts';
import { companyName, makeStaff, worldTags } from './staff.ts';
import { createTimetable } from './timetable.ts';
import type { System, World, WorldCall, WorldChange, WorldOptions } from './world.ts';

/** Of all calls and people, the part that is Aircall's. */
const aircallShare = 0.45;

/**
 * Makes the invented company. The same options give the same world; making one costs a few milliseconds whatever its
 * size, and a call costs the same wherever it stands.
 * Throws RangeError when the range is empty or a size is not a whole number.
 */
export function createWorld(options: WorldOptions): World {
  const { seed, calls, from, to, people, busyHourAt } = options;
  if (!(to > from)) throw new RangeError('the range of a world must not be empty');
  if (!Number.isSafeInteger(calls) || calls < 0) throw new RangeError('calls must be a whole number');
  if (!Number.isSafeInteger(people) || people < 2)
    throw new RangeError('people must be a whole number from 2');

  const taken = new Set<string>();
  const inAircall = Math.max(1, Math.round(people * aircallShare));
  const shift = busyHourAt === undefined ? 0 : companyShift(busyHourAt);
  const company: Company = {
    seed,
    shift,
    contactCount: contactCountFor(calls),
    staff: {
      aircall: makeStaff(seed, 'aircall', inAircall, taken),
      voipex: makeStaff(seed, 'voipex', people - inAircall, taken),
    },
  };
  const aircallCalls = Math.round(calls * aircallShare);
  const totals = { aircall: aircallCalls, voipex: calls - aircallCalls };
  const timetable = createTimetable(seed, totals, Math.ceil(from / 1000), Math.ceil(to / 1000), {
    shift: shift / 1000,
    rush:
      busyHourAt === undefined
        ? null
        : { at: busyHourAt / 1000, people: { aircall: inAircall, voipex: people - inAircall } },
  });

  const happened: Record<System, WorldCall[]> = { aircall: [], voipex: [] };
  /** Changes to generated calls, by position: few, because only writes and control commands make them. */
  const amended: Record<System, Map<number, Partial<WorldCall>>> = { aircall: new Map(), voipex: new Map() };

  const removed: Record<System, Set<number>> = { aircall: new Set(), voipex: new Set() };

  let revision = 0;
  const watchers = new Set<(change: WorldChange) => void>();
  const tell = (change: WorldChange): void => {
    for (const watcher of watchers) watcher(change);
  };

  const count = (system: System): number => totals[system] + happened[system].length;

  const generated = (system: System, index: number): WorldCall => {
    const { startedAt, pair } = timetable.place(system, index);
    const body =
      pair === null
        ? { ...regularCall(company, system, index, startedAt * 1000), link: null }
        : linkedCall(
            company,
            pair,
            pair.first.system === system && pair.first.index === index ? 'first' : 'second',
          );
    return { system, index, ...body, ...amended[system].get(index) };
  };

  const call = (system: System, index: number): WorldCall => {
    if (!Number.isInteger(index) || index < 0) throw new RangeError(`no call ${String(index)}`);
    if (index < totals[system]) return generated(system, index);
    const late = happened[system][index - totals[system]];
    if (late === undefined) throw new RangeError(`no call ${String(index)}`);
    return late;
  };

  return {
    options,
    companyName,
    companyTime: (instant) => instant + shift,
    people: (system) => company.staff[system].people,
    numbers: (system) => company.staff[system].numbers,
    teams: (system) => company.staff[system].teams,
    tags: worldTags,
    contactCount: company.contactCount,
    contact: (index) => {
      if (!Number.isInteger(index) || index < 0 || index >= company.contactCount) {
        throw new RangeError(`no contact ${String(index)}`);
      }
      return makeContact(seed, index);
    },
    count,
    call,
    indexAt: (system, instant) => {
      const index = timetable.indexAt(system, Math.ceil(instant / 1000));
      if (index < totals[system]) return index;
      const late = happened[system].findIndex(({ startedAt }) => startedAt >= instant);
      return late === -1 ? count(system) : totals[system] + late;
    },
    append: (system, body) => {
      const index = count(system);
      const startedAt = Math.floor(body.startedAt / 1000) * 1000;
      if (index > 0 && call(system, index - 1).startedAt > startedAt) {
        throw new RangeError('a call can only happen after the calls that are there');
      }
      happened[system].push({ ...body, startedAt, system, index });
      tell({ system, index, before: null });
      return index;
    },
    remove: (system, index) => {
      if (call(system, index).endedAt === null) throw new RangeError('a call that runs cannot be deleted');
      revision += 1;
      removed[system].add(index);
    },
    removed: (system) => [...removed[system]].sort((a, b) => a - b),
    isRemoved: (system, index) => removed[system].has(index),
    get revision() {
      return revision;
    },
    amend: (system, index, change) => {
      revision += 1;
      const before = call(system, index);
      if (change.startedAt !== undefined && change.startedAt !== before.startedAt) {
        throw new RangeError('the start of a call cannot change: it is its place');
      }
      if (index < totals[system])
        amended[system].set(index, { ...amended[system].get(index), ...change, system, index });
      else happened[system][index - totals[system]] = { ...before, ...change, system, index };
      tell({ system, index, before });
    },
    watch: (listener) => {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
  };
}
