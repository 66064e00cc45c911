import { hashKey, type QueryClient } from '@tanstack/react-query';
import type { SwitchboardSnapshot } from '../../domain/switchboard.ts';
import { listen } from '../bridge.ts';
import { queryKey, showAtOnce } from '../queries.ts';
import { afterChanges, type SwitchboardChange } from './apply-deltas.ts';

/** Runs something once, soon; returns what calls it off. */
export type Soon = (run: () => void) => () => void;

// A window in the tray draws no frames, and what changes meanwhile must not pile up.
const unseenMs = 500;

// What comes so soon after something that was drawn is drawn with the next frame, together with all that comes until then.
const frameMs = 16;

/** At once, unless something ran within the last frame: then with the next one, so that many changes are drawn once. */
export function createSoon(now: () => number = () => performance.now()): Soon {
  let ranAt = Number.NEGATIVE_INFINITY;
  return (run) => {
    let isOff = false;
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const off = (): void => {
      isOff = true;
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
    const once = (): void => {
      if (isOff) return;
      off();
      ranAt = now();
      run();
    };
    if (now() - ranAt >= frameMs) queueMicrotask(once);
    else {
      frame = requestAnimationFrame(once);
      timer = setTimeout(once, unseenMs);
    }
    return off;
  };
}

// A reading that hangs must not gather changes for ever: past so many, reading again is cheaper.
const mostWaiting = 1_000;
const key = queryKey('switchboard.read', {});
const hash = hashKey(key);

/**
 * Keeps the read switchboard in step: changes are applied to it as they are told, and where one is missing the whole is
 * read again. Returns the unsubscribe.
 */
export function followSwitchboard(client: QueryClient, soon: Soon = createSoon()): () => void {
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
    else if (next !== snapshot) showAtOnce(() => client.setQueryData(key, next));
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
