import { expect, it, onTestFinished } from 'vitest';
import { createMemoryStore } from '../../../relay/store/memory-store.ts';
import { type Store, StoreUnavailable } from '../../../relay/store/store.ts';
import { createMovedClock, random256 } from '../relay-under-test.ts';
import { describeStore, type StoreBench } from './conformance.ts';
import { describePollingStore } from './polling-conformance.ts';
import { describeSessionStore } from './sessions-conformance.ts';

const open = (mostEntries?: number) => {
  const clock = createMovedClock();
  const store = createMemoryStore({ clock, ...(mostEntries === undefined ? {} : { mostEntries }) });
  onTestFinished(async () => store.close());
  return { store, clock };
};

const openBench = async (): Promise<StoreBench> => {
  const { store, clock } = open();
  return { store, pass: async (ms) => clock.advance(ms) };
};
describeStore('memory', openBench);
describeSessionStore('memory', openBench);
describePollingStore('memory', openBench);

const keep = (store: Store, id: string) =>
  store.keepTransaction(id, { kind: 'install', upstreamState: random256() }, 1000);

it('refuses what does not fit any more, and has room again when the oldest are over', async () => {
  const { store, clock } = open(3);
  await keep(store, 'a');
  clock.advance(500);
  await keep(store, 'b');
  await keep(store, 'c');
  await expect(keep(store, 'd')).rejects.toThrow(StoreUnavailable);
  clock.advance(500);
  await keep(store, 'd');
  await expect(keep(store, 'e')).rejects.toThrow(StoreUnavailable);
  expect(await store.pending()).toEqual({ transactions: 3, results: 0 });
});

it('has room for results when transactions have filled it', async () => {
  const { store } = open(1);
  await keep(store, 'a');
  const landing = { state: random256(), loopback: null, expiresAt: 0 };
  await store.keepResult('a', { sealed: 'sealed', challenge: random256(), landing }, 1000);
  expect(await store.pending()).toEqual({ transactions: 1, results: 1 });
});

it('holds a hundred thousand of each unless told otherwise', async () => {
  const { store } = open();
  for (let id = 0; id < 100_000; id += 1) await keep(store, String(id));
  await expect(keep(store, 'one more')).rejects.toThrow(StoreUnavailable);
});
