import { useEffect } from 'react';
import type { DeskState } from '../domain/saved-view.ts';
import { ask, listen } from './bridge.ts';
import { useDeskStore } from './desk.tsx';
import { deskToKeep } from './desk-store.ts';

// Often enough that little is lost with the power, seldom enough that typing does not write a file a letter.
const restMs = 400;

/** Keeps how the desk is left: some moments after it changed, when nobody sees the page any more, and when it is to go. */
export function useKeptDesk(screen: DeskState['screen']): void {
  const store = useDeskStore();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = (): void => {
      clearTimeout(timer);
      timer = undefined;
      // What cannot be kept is only where the agent starts next time: nothing to interrupt anybody for.
      ask('desk.write', deskToKeep(store.read(), screen)).catch(() => undefined);
    };
    const soon = (): void => {
      timer ??= setTimeout(keep, restMs);
    };
    const atOnce = (): void => {
      if (timer !== undefined) keep();
    };
    soon();
    const stop = store.subscribe(soon);
    const stopListening = listen('desk.requested', keep);
    window.addEventListener('pagehide', atOnce);
    document.addEventListener('visibilitychange', atOnce);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', atOnce);
      window.removeEventListener('pagehide', atOnce);
      stopListening();
      stop();
    };
  }, [store, screen]);
}
