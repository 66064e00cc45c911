import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SwitchboardDelta } from '../../../domain/live.ts';
import type { SwitchboardSnapshot } from '../../../domain/switchboard.ts';
import { queryKey } from '../../../renderer/queries.ts';
import { afterChanges } from '../../../renderer/switchboard/apply-deltas.ts';
import { followSwitchboard } from '../../../renderer/switchboard/follow-switchboard.ts';
import { createFakeEvents } from '../preview/fake-events.ts';
import { fakeSwitchboard } from '../preview/fake-switchboard.ts';
import { scenarioIn } from '../preview/scenario.ts';

const board = fakeSwitchboard(scenarioIn(new URLSearchParams(), 1_700_000_000_000), 7);
const nothing: SwitchboardDelta = { people: [], liveCalls: [], over: [] };
const [first, second] = board.people;
const [call] = board.liveCalls;
if (!first || !second || !call) throw new Error('the scenario has people and calls');

describe('applying what changed', () => {
  it('puts whole objects in the place of those with their ids and leaves the rest as it was', () => {
    const renamed = { ...first, name: 'Žaneta Čapková' };
    const next = afterChanges(board, [{ sequence: 8, delta: { ...nothing, people: [renamed] } }]);
    expect(next?.sequence).toBe(8);
    expect(next?.people[0]).toBe(renamed);
    expect(next?.people[1]).toBe(second);
    expect(next?.people).toHaveLength(board.people.length);
    expect(next?.liveCalls).toBe(board.liveCalls);
  });

  it('adds calls that begin and takes away those that are over, also one that does both at once', () => {
    const begun = { ...call, id: 'new' };
    const over = { accountId: call.accountId, id: call.id };
    const next = afterChanges(board, [
      { sequence: 8, delta: { ...nothing, liveCalls: [begun, { ...begun, id: 'short' }], over: [over] } },
      { sequence: 9, delta: { ...nothing, over: [{ accountId: call.accountId, id: 'short' }] } },
    ]);
    expect(next?.liveCalls.map(({ id }) => id)).toEqual([
      ...board.liveCalls.slice(1).map(({ id }) => id),
      'new',
    ]);
  });

  it('keeps people of two accounts apart, though their phone systems gave them the same id', () => {
    const twin = { ...first, accountId: 'voipex:0therpbx0', name: 'Someone else' };
    const next = afterChanges(board, [{ sequence: 8, delta: { ...nothing, people: [twin] } }]);
    expect(next?.people).toEqual([...board.people, twin]);
  });

  it('passes over what it has and gives up where a change is missing or the whole is to be read', () => {
    expect(
      afterChanges(board, [
        { sequence: 6, delta: null },
        { sequence: 7, delta: nothing },
      ]),
    ).toBe(board);
    expect(afterChanges(board, [{ sequence: 9, delta: nothing }])).toBeNull();
    expect(afterChanges(board, [{ sequence: 8, delta: null }])).toBeNull();
  });
});

describe('following the switchboard', () => {
  const key = queryKey('switchboard.read', {});
  let client: QueryClient;
  let send: ReturnType<typeof createFakeEvents>['send'];
  let frame: () => void;
  let readings: { readonly answer: (snapshot: SwitchboardSnapshot) => void }[];
  let stops: (() => void)[];
  const shown = () => client.getQueryData<SwitchboardSnapshot>(key);
  const change = (sequence: number, delta: SwitchboardDelta | null = nothing) =>
    send('switchboard.changed', { sequence, delta });
  const answered = async (sequence: number) => {
    readings.at(-1)?.answer({ ...board, sequence });
    await vi.waitFor(() => expect(client.isFetching()).toBe(0));
  };
  beforeEach(async () => {
    client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
    const fake = createFakeEvents();
    send = fake.send;
    vi.stubGlobal('window', { switchdeck: { events: fake.events } });
    let due: (() => void) | null = null;
    frame = () => {
      const run = due;
      due = null;
      run?.();
    };
    readings = [];
    const observer = new QueryObserver(client, {
      queryKey: key,
      queryFn: () => new Promise<SwitchboardSnapshot>((answer) => readings.push({ answer })),
    });
    stops = [
      followSwitchboard(client, (run) => {
        due = run;
        return () => (due = null);
      }),
      observer.subscribe(() => undefined),
    ];
    await answered(7);
  });
  afterEach(() => {
    for (const stop of stops) stop();
    vi.unstubAllGlobals();
  });

  it('applies all changes of a frame at once, and reads nothing', () => {
    let told = 0;
    stops.push(client.getQueryCache().subscribe(({ type }) => (told += type === 'updated' ? 1 : 0)));
    for (let sequence = 8; sequence < 58; sequence += 1) change(sequence);
    expect(shown()?.sequence).toBe(7);
    frame();
    expect(shown()?.sequence).toBe(57);
    expect(told).toBe(1);
    expect(readings).toHaveLength(1);
  });

  it('reads the whole again when a change is missing, and goes on from there', async () => {
    change(8);
    change(10);
    frame();
    expect(readings).toHaveLength(2);
    change(11);
    change(12);
    frame();
    await answered(11);
    frame();
    expect(shown()?.sequence).toBe(12);
    expect(readings).toHaveLength(2);
  });

  it('reads again when told to, once however often it is told in between', async () => {
    change(8, null);
    frame();
    change(9, null);
    frame();
    await answered(9);
    frame();
    expect(readings).toHaveLength(2);
    expect(shown()?.sequence).toBe(9);
  });

  it('hears nothing any more once stopped', () => {
    for (const stop of stops) stop();
    change(8);
    frame();
    expect(shown()?.sequence).toBe(7);
  });
});
