import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, startBench } from './bench.ts';
import { type CallItem, CallPage } from './documented.ts';

let bench: Bench;
let rows: readonly CallItem[];
beforeAll(async () => {
  bench = await startBench({ world: { calls: 9000 } });
  rows = (await bench.ask('ipbx', '/calls?pageSize=5000&metadata=true', CallPage)).body.items;
});
afterAll(() => bench.close());

const share = (holds: (row: CallItem) => boolean): number => rows.filter(holds).length / rows.length;

describe('rows are as irregular as the description allows', () => {
  it('lines are texts and numbers', () => {
    expect(share(({ line }) => typeof line === 'number')).toBeGreaterThan(0.1);
    expect(share(({ line }) => typeof line === 'string')).toBeGreaterThan(0.3);
  });

  it('optional keys are missing here and there', () => {
    for (const key of ['clid', 'trunk', 'sipcallid', 'organizationPerson', 'uniqueid'] as const) {
      expect(rows.some((row) => row[key] === undefined)).toBe(true);
      expect(rows.some((row) => row[key] !== undefined)).toBe(true);
    }
  });

  it('some have no user although the line is somebody’s, some a number for an id', () => {
    expect(rows.some(({ user, line }) => user === null && line !== '')).toBe(true);
    expect(rows.some(({ user_id: id }) => typeof id === 'number')).toBe(true);
  });

  it('most have no recording, and say so with an empty text', () => {
    expect(share(({ filename }) => filename === '')).toBeGreaterThan(0.2);
    expect(share(({ filename }) => filename?.endsWith('.mp3') === true)).toBeGreaterThan(0.2);
  });

  it('a disposition outside Asterisk’s five turns up', () => {
    const known = new Set(['ANSWERED', 'NO ANSWER', 'BUSY', 'FAILED', 'CONGESTION']);
    expect(share(({ disposition }) => !known.has(disposition))).toBeLessThan(0.01);
    expect(rows.some(({ disposition }) => !known.has(disposition))).toBe(true);
  });

  it('can all be switched off', async () => {
    bench.simulator.control.switches.change({ messyRows: false });
    const { items } = (await bench.ask('ipbx', '/calls?pageSize=5000', CallPage)).body;
    expect(items.every(({ line, uniqueid }) => typeof line === 'string' && uniqueid !== undefined)).toBe(
      true,
    );
    bench.simulator.control.switches.change({ messyRows: true });
  });
});

describe('what the rows of one conversation tell', () => {
  const conversations = (): readonly (readonly CallItem[])[] => [
    ...Map.groupBy(rows, ({ linkedid }) => linkedid ?? '').values(),
  ];

  it('a queue rings several: each has a row, one of them talked', () => {
    const oneStart = conversations().filter(
      (legs) => new Set(legs.map(({ calldate }) => calldate)).size === 1,
    );
    const taken = oneStart.filter(
      (legs) =>
        legs.length > 1 && legs.every(({ way }) => way === 'In') && legs.some((leg) => leg.billsec > 0),
    );
    expect(taken.length).toBeGreaterThan(20);
    for (const legs of taken) {
      expect(legs.filter(({ disposition }) => disposition === 'ANSWERED')).toHaveLength(1);
      expect(legs.filter(({ disposition }) => disposition === 'NO ANSWER')).toHaveLength(legs.length - 1);
    }
  });

  it('a transfer gives a second row with the first one’s linkedid and a later start', () => {
    const { world } = bench.simulator;
    const second = Array.from({ length: world.count('voipex') }, (_, index) =>
      world.call('voipex', index),
    ).find(({ link }) => link?.kind === 'transferred' && link.role === 'second');
    const startedAt = Math.floor((second?.startedAt ?? 0) / 1000);
    const legs = conversations().find((rows) =>
      rows.some(
        ({ calldate, linkedid }) =>
          Date.parse(calldate) / 1000 === startedAt && !linkedid?.startsWith(String(startedAt)),
      ),
    );
    expect(legs?.length).toBeGreaterThan(1);
  });

  it('a forwarded call goes in and out again', () => {
    const forwarded = conversations().filter(
      (legs) => legs.some(({ way }) => way === 'In') && legs.some(({ way }) => way === 'Out'),
    );
    expect(forwarded.length).toBeGreaterThan(5);
    for (const legs of forwarded) {
      const out = legs.find(({ way }) => way === 'Out');
      expect(bench.simulator.world.numbers('aircall').map(({ e164 }) => e164)).toContain(out?.dst);
    }
  });

  it('a queue that was left says ANSWERED, and only userAnswered tells the truth', () => {
    expect(
      rows.some((row) => row.way === 'In' && row.disposition === 'ANSWERED' && row.userAnswered === false),
    ).toBe(true);
  });
});
