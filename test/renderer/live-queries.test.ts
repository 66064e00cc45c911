import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExportState } from '../../domain/export.ts';
import { followEvents, onlyNewer } from '../../renderer/live-queries.ts';
import { queryKey } from '../../renderer/queries.ts';
import { createFakeEvents } from './preview/fake-events.ts';

describe('events', () => {
  it('are let through once and never out of order', () => {
    const isNewer = onlyNewer();
    expect([0, 1, 1, 3, 2, 4].filter(isNewer)).toEqual([0, 1, 3, 4]);
  });
});

describe('following the events of main', () => {
  let client: QueryClient;
  let stop: () => void;
  let send: ReturnType<typeof createFakeEvents>['send'];
  beforeEach(() => {
    vi.useFakeTimers();
    client = new QueryClient();
    const fake = createFakeEvents();
    send = fake.send;
    vi.stubGlobal('window', { switchdeck: { events: fake.events } });
    stop = followEvents(client);
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  const isStale = () => client.getQueryState(queryKey('storage.read', {}))?.isInvalidated;
  const read = () => client.setQueryData(queryKey('storage.read', {}), { bytes: 1, accounts: [] });
  const callsChange = () => send('calls.changed', { accountId: 'aircall:abcdefgh', changed: 1 });

  it('measures the storage again a few seconds after calls changed, once for all that came meanwhile', () => {
    read();
    for (let change = 0; change < 100; change += 1) callsChange();
    vi.advanceTimersByTime(4_900);
    expect(isStale()).toBe(false);
    vi.advanceTimersByTime(200);
    expect(isStale()).toBe(true);
    read();
    vi.advanceTimersByTime(60_000);
    expect(isStale()).toBe(false);
  });

  it('takes an export’s state from its event', () => {
    const state: ExportState = {
      phase: 'running',
      format: 'csv',
      fileName: 'calls.csv',
      written: 10,
      total: 100,
      failure: null,
    };
    send('exports.changed', { state });
    send('exports.changed', { state: { ...state, written: 20 } });
    expect(client.getQueryData(queryKey('exports.read', {}))).toEqual({ ...state, written: 20 });
  });

  it('hears nothing any more once stopped', () => {
    read();
    callsChange();
    stop();
    vi.advanceTimersByTime(60_000);
    expect(isStale()).toBe(false);
  });
});
