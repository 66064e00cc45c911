import type { QueryClient } from '@tanstack/react-query';
import type { EventName, OperationName } from '../domain/channels.ts';
import type { EventPayload } from '../domain/contract.ts';
import { listen } from './bridge.ts';
import { queryKey } from './queries.ts';
import { followSwitchboard } from './switchboard/follow-switchboard.ts';

/** What each event makes stale. `navigation.requested` and `desk.requested` concern the frame. */
const staleAfter = {
  'calls.changed': [
    'calls.page',
    'calls.days',
    'calls.detail',
    'calls.facets',
    'calls.counts',
    'callers.history',
  ],
  'accounts.changed': [
    'accounts.list',
    'accounts.audit',
    'me.read',
    'sync.read',
    'switchboard.read',
    'secrets.read',
    'live.read',
    'alertSettings.read',
  ],
  // Who the person at this desk is may follow from people that were read anew; single changes are followed by themselves.
  'switchboard.changed': ['me.read'],
  'followUps.changed': ['followUps.list'],
  'settings.changed': ['settings.read'],
  'signIn.changed': ['signIn.attempt'],
  'connection.changed': ['connection.pending'],
  'views.changed': ['views.list'],
  // The statuses come with the event itself; the accounts' health moves with them.
  'sync.changed': ['accounts.list'],
} as const satisfies Partial<Record<EventName, readonly OperationName[]>>;
type StalingEvent = keyof typeof staleAfter;
const stalingEvents: readonly StalingEvent[] = [
  'calls.changed',
  'accounts.changed',
  'switchboard.changed',
  'settings.changed',
  'signIn.changed',
  'connection.changed',
  'views.changed',
  'followUps.changed',
  'sync.changed',
];

// A first pull changes calls many times a second; reading again more often than this shows nothing more.
const coalesceMs = 200;
// Sizes on the disk are dear to measure, and nobody watches them change.
const measureMs = 5_000;

/** Lets through only what is newer than everything seen before it. */
export function onlyNewer(): (sequence: number) => boolean {
  let latest = -1;
  return (sequence) => {
    if (sequence <= latest) return false;
    latest = sequence;
    return true;
  };
}

/** A delta is applied by `follow-switchboard.ts`; only without one is there something to read. */
const asksToRead = (payload: EventPayload<StalingEvent>): boolean =>
  !('delta' in payload) || payload.delta === null;

/**
 * Makes a reading stale `waitMs` after the first of some events; what comes meanwhile is covered by the same reading.
 * One that takes longer than events take to come is let through first: cut off each time, it would never be shown.
 */
function makeStale(
  client: QueryClient,
  event: StalingEvent,
  name: OperationName,
  waitMs: number,
): () => void {
  const isNewer = onlyNewer();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isReading = false;
  let cameMeanwhile = false;
  const soon = () => {
    timer ??= setTimeout(readAgain, waitMs);
  };
  const readAgain = () => {
    timer = undefined;
    if (isReading) {
      cameMeanwhile = true;
      return;
    }
    isReading = true;
    cameMeanwhile = false;
    // Resolves when all is read, also what failed: that shows where it is used.
    void client.invalidateQueries({ queryKey: queryKey(name) }).then(() => {
      isReading = false;
      if (cameMeanwhile) soon();
    });
  };
  const stop = listen(event, (payload) => {
    if (isNewer(payload.sequence) && asksToRead(payload)) soon();
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** Keeps the query cache in step with main. Subscribe before `app.ready`. Returns the unsubscribe of everything. */
export function followEvents(client: QueryClient): () => void {
  const isNewerSync = onlyNewer();
  const isNewerExport = onlyNewer();
  const isNewerLive = onlyNewer();
  const isNewerAlerts = onlyNewer();
  const stops = [
    ...stalingEvents.flatMap((event) =>
      staleAfter[event].map((name) => makeStale(client, event, name, coalesceMs)),
    ),
    makeStale(client, 'calls.changed', 'storage.read', measureMs),
    listen('sync.changed', ({ sequence, statuses }) => {
      if (isNewerSync(sequence)) client.setQueryData(queryKey('sync.read', {}), statuses);
    }),
    listen('exports.changed', ({ sequence, state }) => {
      if (isNewerExport(sequence)) client.setQueryData(queryKey('exports.read', {}), state);
    }),
    listen('live.changed', ({ sequence, statuses }) => {
      if (isNewerLive(sequence)) client.setQueryData(queryKey('live.read', {}), statuses);
    }),
    listen('alerts.changed', ({ sequence, alerts }) => {
      if (isNewerAlerts(sequence)) client.setQueryData(queryKey('alerts.read', {}), alerts);
    }),
    followSwitchboard(client),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
