import { hashKey, type QueryClient } from '@tanstack/react-query';
import type { SwitchboardSnapshot } from '../../domain/switchboard.ts';
import { listen } from '../bridge.ts';
import { queryKey } from '../queries.ts';
import { afterChanges, type SwitchboardChange } from './apply-deltas.ts';

/** Runs something once, soon; returns what calls it off. */
export type Soon = (run: () => void) => () => void;

// A window in the tray draws no frames, and what changes meanwhile must not pile up.
const unseenMs = 500;

/** With the next frame, so that all that changed within one is drawn once. */
export const withNextFrame: Soon = (run) => {
  const off = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const once = (): void => {
    off();
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, unseenMs);
  return off;
};

// A reading that hangs must not gather changes for ever: past so many, reading again is cheaper.
const mostWaiting = 1_000;
const key = queryKey('switchboard.read', {});
const hash = hashKey(key);

/**
 * Keeps the read switchboard in step: changes are applied to it as they are told, and where one is missing the whole is
 * read again. Returns the unsubscribe.
 */
export function followSwitchboard(client: QueryClient, soon: Soon = withNextFrame): () => void {
  let waiting: SwitchboardChange[] = [];
  let callOff: (() => void) | null = null;
  const schedule = (): void => {
    callOff ??= soon(() => {
      callOff = null;
      apply();
    });
  };
  const apply = (): void => {
    // A reading under way may be older than what came since, or newer: they are told apart when it is there.
    if (waiting.length === 0 || client.isFetching({ queryKey: key }) > 0) return;
    const changes = waiting;
    waiting = [];
    const snapshot = client.getQueryData<SwitchboardSnapshot>(key);
    const next = snapshot === undefined ? null : afterChanges(snapshot, changes);
    if (next === null) void client.invalidateQueries({ queryKey: key });
    else if (next !== snapshot) client.setQueryData(key, next);
  };
  const stops = [
    listen('switchboard.changed', (change) => {
      waiting.push(change);
      if (waiting.length > mostWaiting) waiting = [{ sequence: change.sequence, delta: null }];
      schedule();
    }),
    client.getQueryCache().subscribe(({ type, query }) => {
      if (waiting.length > 0 && type === 'updated' && query.queryHash === hash) schedule();
    }),
  ];
  return () => {
    callOff?.();
    for (const stop of stops) stop();
  };
}
