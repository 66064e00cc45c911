import { useSyncExternalStore } from 'react';

// One interval for every running timer on the page, and none while no timer is shown.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let second = 0;

const readClock = () => {
  second = Math.floor(Date.now() / 1000);
};
const tick = () => {
  readClock();
  for (const listener of listeners) listener();
};

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) timer = setInterval(tick, 1000);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

function currentSecond(): number {
  // Between the last timer that left and the first that comes the clock stood still.
  if (listeners.size === 0) readClock();
  return second;
}

/** Whole seconds since the epoch; whoever reads it is drawn again every second. */
export const useSecond = (): number => useSyncExternalStore(subscribe, currentSecond);
