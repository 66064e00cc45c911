import type { Call, CallDay, CallDetail, CallFilter, CallStep } from '../../../domain/call.ts';
import type { Handlers } from '../../../domain/contract.ts';
import { createCallLog, fakeCall } from './fake-call-log.ts';
import { passing, suggestionsIn } from './fake-query.ts';
import type { FakeEvents } from './fake-events.ts';
import { withJoinedPair } from './fake-joins.ts';
import { FakeFailure } from './fake-failure.ts';
import { chance, pick, sides } from './fake-company.ts';
import type { Scenario, ScenarioName } from './scenario.ts';

/** The operations of the call log, as the fake bridge plays them. */
export type FakeCalls = Pick<
  Handlers,
  | 'calls.page'
  | 'calls.days'
  | 'calls.counts'
  | 'calls.suggest'
  | 'calls.part'
  | 'calls.detail'
  | 'calls.facets'
  | 'calls.copyNumber'
  | 'calls.openInProvider'
>;

const sizes: Partial<Record<ScenarioName, number>> = {
  many: 1_000_000,
  'first-run': 0,
  empty: 0,
  'one-call': 1,
};

/** What a test's page may do to the log; found as `window.fakeCallLog`. Send `calls.changed` afterwards. */
export interface FakeCallLog {
  /** Calls that start now, at the top of the list. */
  readonly arrive: (count: number) => void;
  /** What was asked to be opened or copied, oldest first. */
  readonly acted: readonly string[];
  /** Whether reading the list fails from now on. */
  readonly fail: (failing: boolean) => void;
  /** Whether pages are held back; letting them go answers those that were asked for. */
  readonly hold: (held: boolean) => void;
  /** Ends the counting that `?counting` begins with: from now on days and totals are known. */
  readonly count: () => void;
  /** Calls that are deleted, by their ids. */
  readonly vanish: (ids: readonly string[]) => void;
  /** How often pages of the list were asked for. */
  readonly pages: () => number;
}

const isWide = (filter: CallFilter) =>
  Object.values(filter).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );

const startOfDay = (instant: number) => new Date(instant).setHours(0, 0, 0, 0);

function storyOf(call: Call): CallStep[] {
  const seed = call.startedAt % 100_000;
  const side = sides.find(({ accountId }) => accountId === call.accountId) ?? pick(sides, 0);
  const ended = call.endedAt ?? call.startedAt;
  const steps: CallStep[] = [
    { kind: 'started', at: call.startedAt, who: call.line?.name ?? null, seconds: null },
  ];
  if (call.direction === 'in') {
    const team = call.teams[0]?.name ?? null;
    steps.push({ kind: 'queued', at: call.startedAt + 1000, who: team, seconds: call.waitSeconds });
    const rung = pick(side.agents, chance(seed, 40)).name;
    if (call.outcome === 'missed' || (call.waitSeconds ?? 0) > 20) {
      const seconds = Math.max(1, (call.waitSeconds ?? 0) - 6);
      steps.push({ kind: 'missed-by', at: call.startedAt + 5000, who: rung, seconds: Math.min(15, seconds) });
    }
  } else {
    steps.push({ kind: 'rang', at: call.startedAt + 1000, who: call.remote.name, seconds: call.waitSeconds });
  }
  if (call.answeredAt !== null) {
    steps.push({
      kind: 'answered',
      at: call.answeredAt,
      who: call.agent?.name ?? null,
      seconds: call.talkSeconds,
    });
  }
  if (call.transferredTo) {
    steps.push({
      kind: 'transferred',
      at: ended - 5000,
      who: call.transferredTo.agent?.name ?? null,
      seconds: null,
    });
  }
  if (call.hasVoicemail) steps.push({ kind: 'voicemail', at: ended - 20_000, who: null, seconds: 20 });
  return call.state === 'ended' ? [...steps, { kind: 'ended', at: ended, who: null, seconds: null }] : steps;
}

const countBy = (calls: readonly { key: string; name: string; accountId: string }[]) => {
  const known = new Map<string, { key: string; name: string; accountId: string; calls: number }>();
  for (const call of calls) {
    const entry = known.get(call.key) ?? { ...call, calls: 0 };
    known.set(call.key, { ...entry, calls: entry.calls + 1 });
  }
  return [...known.values()];
};

/** Something that answers wait for while it is shut. */
function createGate(shut = false) {
  let open: () => void = () => undefined;
  let passed = Promise.resolve();
  let isShut = false;
  const set = (wanted: boolean): void => {
    if (wanted === isShut) return;
    isShut = wanted;
    if (wanted) passed = new Promise((resolve) => (open = resolve));
    else open();
  };
  set(shut);
  return { set, isShut: () => isShut, passed: () => passed };
}

/** Calls counted back from `scenario.now`; the same scenario always gives the same calls. */
export function fakeCalls(scenario: Scenario, send: FakeEvents['send']): FakeCalls {
  const pair = withJoinedPair(createCallLog(sizes[scenario.name] ?? 4_321, scenario.now));
  const { log } = pair;
  const arrived: Call[] = [];
  const acted: string[] = [];
  const gone = new Set<string>();
  const gate = createGate();
  const counting = createGate(scenario.counting);
  let pages = 0;
  let failing = false;
  const hooks: FakeCallLog = {
    arrive: (count) => {
      for (let turn = 0; turn < count; turn += 1) {
        const index = 10_000_000 + arrived.length;
        arrived.push(fakeCall(index, scenario.now + arrived.length * 1000, scenario.now + 3_600_000));
      }
    },
    acted,
    fail: (next) => (failing = next),
    hold: gate.set,
    count: () => counting.set(false),
    vanish: (ids) => {
      for (const id of ids) gone.add(id);
      found.clear();
    },
    pages: () => pages,
  };
  Object.assign(globalThis, { fakeCallLog: hooks });

  const found = new Map<string, readonly number[]>();
  // Which calls of the log pass a filter; scanned once a filter, as an index would have it ready.
  const matching = (
    filter: CallFilter,
  ): { readonly size: number; readonly at: (position: number) => number } => {
    if (isWide(filter) && gone.size === 0) return { size: log.size, at: (position) => position };
    // What `today` means changes at midnight.
    const now = Date.now();
    const key = JSON.stringify([filter, startOfDay(now)]);
    const passes = passing(filter, now);
    const numbers =
      found.get(key) ??
      Array.from({ length: log.size }, (_, index) => index).filter((index) => {
        const call = log.call(index);
        return passes(call) && !gone.has(call.id);
      });
    found.set(key, numbers);
    return { size: numbers.length, at: (position) => numbers[position] ?? 0 };
  };
  const newCalls = (filter: CallFilter, from: number, to: number) =>
    arrived
      .slice(from, to)
      .filter(passing(filter, Date.now()))
      .filter(({ id }) => !gone.has(id))
      .reverse();
  const callById = (id: string): Call => {
    if (gone.has(id)) throw new FakeFailure({ code: 'not-found' });
    const known = arrived.find((call) => call.id === id) ?? log.call(Number(id.split(':').at(-1)));
    return known;
  };
  const sample = () => Array.from({ length: Math.min(log.size, 5_000) }, (_, index) => log.call(index));
  const check = () => {
    if (failing) throw new FakeFailure({ code: 'cache-unavailable' });
  };

  return {
    'calls.page': async ({ filter, anchor, offset, limit }) => {
      check();
      pages += 1;
      await gate.passed();
      const upTo = anchor ?? arrived.length;
      const fresh = newCalls(filter, 0, upTo);
      const old = matching(filter);
      const total = fresh.length + old.size;
      const calls = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, step) => {
        const position = offset + step;
        return fresh[position] ?? log.call(old.at(position - fresh.length));
      });
      const newer = newCalls(filter, upTo, arrived.length).length;
      return {
        calls,
        joined: calls.map(pair.joined),
        offset,
        anchor: total === 0 && anchor === null ? null : upTo,
        total: counting.isShut()
          ? { count: Math.min(total, 1_000), exact: total < 1_000 }
          : { count: total, exact: true },
        newer,
      };
    },
    'calls.days': async ({ filter, anchor }) => {
      check();
      await counting.passed();
      const counts = new Map<number, number>();
      const count = (startsAt: number, by: number) => counts.set(startsAt, (counts.get(startsAt) ?? 0) + by);
      for (const call of newCalls(filter, 0, anchor ?? arrived.length)) count(startOfDay(call.startedAt), 1);
      if (isWide(filter) && gone.size === 0) for (const day of log.days) count(day.startsAt, day.count);
      else {
        const old = matching(filter);
        for (let at = 0; at < old.size; at += 1) count(startOfDay(log.call(old.at(at)).startedAt), 1);
      }
      return [...counts].map(([startsAt, calls]): CallDay => ({ startsAt, count: calls }));
    },
    'calls.counts': async ({ filters }) => {
      await counting.passed();
      return filters.map((filter) => ({
        count: matching(filter).size + newCalls(filter, 0, arrived.length).length,
        exact: true,
      }));
    },
    'calls.suggest': async ({ field, text }) => suggestionsIn(sample(), field, text),
    'calls.part': async ({ from, to, parted }) => {
      pair.part(from, to, parted);
      send('calls.changed', { accountId: callById(from).accountId, changed: 1 });
      return { done: true };
    },
    'calls.detail': async ({ id }): Promise<CallDetail> => {
      const call = callById(id);
      const told = pair.detail(call);
      if (told !== null) return { call, ...told, story: told.story ?? storyOf(call) };
      const number = Number(call.providerCallId);
      const hasLeg = call.transferredTo !== null && number > 3 && number < log.size;
      return { call, story: storyOf(call), legs: hasLeg ? [log.call(number - 1)] : [], joins: [] };
    },
    'calls.facets': async () => {
      const calls = sample();
      return {
        agents: countBy(
          calls.flatMap(({ agent, accountId }) =>
            agent ? [{ key: agent.id, name: agent.name, accountId }] : [],
          ),
        ),
        lines: countBy(
          calls.flatMap(({ line, accountId }) =>
            line ? [{ key: line.id, name: line.name ?? line.number ?? '', accountId }] : [],
          ),
        ),
        earliest: log.days.at(-1)?.opensAt ?? null,
        total: log.size + arrived.length,
      };
    },
    'calls.copyNumber': async ({ id }) => {
      const { remote } = callById(id);
      acted.push(`copy ${remote.e164 ?? remote.raw}`);
      return { copied: remote.e164 ?? remote.raw };
    },
    'calls.openInProvider': async ({ id }) => {
      acted.push(`open ${id}`);
      return { done: true };
    },
  };
}
