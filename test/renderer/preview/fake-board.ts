import type { Handlers } from '../../../domain/contract.ts';
import type { SwitchboardDelta } from '../../../domain/live.ts';
import type { LiveCall, Person, SwitchboardSnapshot } from '../../../domain/switchboard.ts';
import { chance } from './fake-company.ts';
import type { FakeEvents } from './fake-events.ts';
import { fakeSwitchboard } from './fake-switchboard.ts';
import type { Scenario } from './scenario.ts';

/** What a test's page may do to the switchboard; found as `window.fakeBoard`. */
export interface FakeBoard {
  /** So many things happen, one delta each. */
  readonly change: (count: number) => void;
  /** Changes so many times a second, evenly, until what it returns is called. */
  readonly pump: (perSecond: number) => () => void;
  /** The next change is made and told of to nobody, as when an event is lost. */
  readonly lose: () => void;
  /** How often the whole switchboard was asked for. */
  readonly readings: () => number;
}

const isBusy = ({ presence }: Person): boolean => presence === 'on-call' || presence === 'ringing';

/** What happens next to a person: a call rings, is taken, is over. */
function delta(person: Person, call: LiveCall | undefined, turn: number, now: number): SwitchboardDelta {
  if (call?.state === 'ringing') {
    return {
      people: [{ ...person, presence: 'on-call' }],
      liveCalls: [{ ...call, state: 'talking', ringing: [], startedAt: now }],
      over: [],
    };
  }
  if (isBusy(person)) {
    const over = person.liveCallId === null ? [] : [{ accountId: person.accountId, id: person.liveCallId }];
    return {
      people: [{ ...person, presence: 'available', presenceWord: 'available', since: now, liveCallId: null }],
      liveCalls: [],
      over,
    };
  }
  const id = `turn-${turn}`;
  const next: LiveCall = {
    id,
    accountId: person.accountId,
    callId: null,
    conversationId: null,
    direction: 'in',
    state: 'ringing',
    remote: { number: `+420${700_000_000 + Math.floor(chance(turn, 71) * 90_000_000)}`, name: null },
    personId: person.id,
    ringing: [person.id],
    lineId: null,
    way: [],
    startedAt: now,
  };
  return {
    people: [{ ...person, presence: 'ringing', since: null, liveCallId: id }],
    liveCalls: [next],
    over: [],
  };
}

/** The snapshot after a delta. Most of it stays as it is: what the fake costs is measured with the page. */
function after(snapshot: SwitchboardSnapshot, change: SwitchboardDelta): SwitchboardSnapshot {
  const people = [...snapshot.people];
  for (const person of change.people) {
    people[people.findIndex(({ id, accountId }) => id === person.id && accountId === person.accountId)] =
      person;
  }
  const gone = new Set([...change.liveCalls, ...change.over].map(({ id }) => id));
  const liveCalls = snapshot.liveCalls.filter(({ id }) => !gone.has(id));
  return {
    ...snapshot,
    sequence: snapshot.sequence + 1,
    people,
    liveCalls: [...liveCalls, ...change.liveCalls],
  };
}

/** The switchboard as main keeps and tells it. Until it is made to change, every reading finds a few people changed. */
export function fakeBoard(scenario: Scenario, send: FakeEvents['send']): Pick<Handlers, 'switchboard.read'> {
  let readings = 0;
  let changing: SwitchboardSnapshot | null = null;
  let turn = 0;
  const step = (): SwitchboardDelta | null => {
    changing ??= fakeSwitchboard(scenario, readings);
    turn += 1;
    const person = changing.people[Math.floor(chance(turn, 70) * changing.people.length)];
    if (!person) return null;
    const call = changing.liveCalls.find(({ id }) => id === person.liveCallId);
    const next = delta(person, call, turn, Date.now());
    changing = after(changing, next);
    return next;
  };
  const change = (count: number): void => {
    for (let made = 0; made < count; made += 1) {
      const next = step();
      if (next && changing) send('switchboard.changed', { sequence: changing.sequence, delta: next });
    }
  };
  const hooks: FakeBoard = {
    change,
    pump: (perSecond) => {
      const timer = setInterval(() => change(1), 1000 / perSecond);
      return () => clearInterval(timer);
    },
    lose: () => void step(),
    readings: () => readings,
  };
  Object.assign(globalThis, { fakeBoard: hooks });
  return {
    'switchboard.read': async () => {
      readings += 1;
      return changing ?? fakeSwitchboard(scenario, readings);
    },
  };
}
