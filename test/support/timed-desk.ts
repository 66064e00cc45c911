import type { Http } from '../../main/http.ts';
import type { CallStore } from '../../main/calls/call-store.ts';
import type { FakeClock } from './fake-clock.ts';

/**
 * Lets a desk live through hours in seconds: its clock moves on only once every request and every question to the
 * store has been answered, so that nothing real happens later than it should.
 */
export interface Errands {
  /** `http` and `store`, watched. */
  http(http: Http): Http;
  store<S extends CallStore>(store: S): S;
  /** Moves time from one sleeper to the next until `done` holds. Throws after `longestMs` of that time. */
  live(clock: FakeClock, done: () => boolean | Promise<boolean>, longestMs: number): Promise<void>;
}

/** How many turns of the event loop without an errand mean that nothing is left to be done now. */
const quietTurns = 5;

export function watchErrands(): Errands {
  let out = 0;
  const watched = async <T>(errand: Promise<T>): Promise<T> => {
    out += 1;
    try {
      return await errand;
    } finally {
      out -= 1;
    }
  };
  const quiet = async (): Promise<void> => {
    for (let turns = 0; turns < quietTurns; turns += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (out > 0) turns = 0;
    }
  };
  return {
    http: (http) => (request) => watched(http(request)),
    store: (store) => ({
      ...store,
      checkpoint: (id) => watched(store.checkpoint(id)),
      count: (id) => watched(store.count(id)),
      earliest: (id) => watched(store.earliest(id)),
      heldIn: (id, span) => watched(store.heldIn(id, span)),
      store: (...given) => watched(store.store(...given)),
    }),
    async live(clock, done, longestMs) {
      const end = clock.now() + longestMs;
      for (;;) {
        await quiet();
        if (await done()) return;
        if (clock.now() >= end) throw new Error('it did not come about in time');
        await clock.advance(Math.min(await clock.asleep(), end - clock.now()));
      }
    },
  };
}
