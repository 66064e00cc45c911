import type { EventLog } from '../events/event-log.ts';
import type { Streams } from '../events/streams.ts';
import { factsOfBug, type RelayLog } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Fetch, RelayClock } from '../ports.ts';
import { keyFrom, random256, sealUnder, unsealUnder } from '../secrets.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import { createAircallReads } from './aircall-reads.ts';
import { CompanyPoll } from './company-poll.ts';

/** Polling for companies whose webhooks are off: one look, however many desktops there are. */
export interface SharedPolling {
  /** A sign-in has brought a company's token. */
  keep(company: string, accessToken: string): Promise<void>;
  /** The company took its integration away. */
  forget(company: string): Promise<void>;
  /** A webhook has brought something. */
  noteDelivery(company: string): Promise<void>;
  /** Whether desktops of the company hear from polling. */
  isPolled(company: string): Promise<boolean>;
  /** To be called every `tickMs`: looks at whatever is due. */
  tick(): Promise<void>;
}

export const tickMs = 500;

/** Where it is switched off. */
export const noPolling: SharedPolling = {
  keep: async () => undefined,
  forget: async () => undefined,
  noteDelivery: async () => undefined,
  isPolled: async () => false,
  tick: async () => undefined,
};

export interface SharedPollingOptions {
  readonly api: string;
  readonly clientSecret: string;
  readonly store: Store;
  readonly events: EventLog;
  readonly streams: Pick<Streams, 'companies'>;
  readonly fetch: Fetch;
  readonly clock: RelayClock;
  readonly metrics: Metrics;
  readonly note: RelayLog;
}

interface Polled {
  poll: CompanyPoll | null;
  nextAt: number;
  isLooking: boolean;
}

/** Longer than the pause between two looks; who holds it and falls silent is replaced after that. */
const leaseMs = 30_000;
/** How soon to see whether the reason not to poll has gone. */
const idleMs = 10_000;
/** Deliveries are many, and one a minute says that there are some. */
const noteEveryMs = 60_000;

export function createSharedPolling(options: SharedPollingOptions): SharedPolling {
  const { store, events, streams, clock, metrics, note } = options;
  const key = keyFrom(options.clientSecret, 'switchdeck relay access 1');
  const reads = createAircallReads(options.api, options.fetch, clock);
  const me = random256();
  const polled = new Map<string, Polled>();
  const notedAt = new Map<string, number>();

  /** Null when it was sealed with another client secret. */
  const open = (sealed: string, company: string): string | null => {
    try {
      return unsealUnder(key, sealed, company);
    } catch {
      return null; // it is good for nothing any more, and the caller drops it
    }
  };

  /** Looks once, if this instance is the one to; gives when to come back, epoch ms. */
  const look = async (company: string, state: Polled): Promise<number> => {
    const idle = clock.now() + idleMs;
    const sealed = (await store.wasDelivered(company)) ? null : await store.readAccess(company);
    if (sealed === null || !(await store.lease(company, me, leaseMs))) {
      state.poll = null; // what another one tells meanwhile is not known here
      return idle;
    }
    state.poll ??= new CompanyPoll(reads, clock);
    const token = open(sealed, company);
    const looked = token === null ? ({ outcome: 'refused' } as const) : await state.poll.look(token);
    metrics.count('switchdeck_relay_polls_total', { outcome: looked.outcome });
    if (looked.outcome === 'refused') {
      note.warn('polling.refused');
      await store.dropAccess(company, sealed);
      return idle;
    }
    for (const { entry, told } of looked.changes) {
      await events.append(company, entry);
      metrics.count('switchdeck_relay_events_total', { outcome: 'polled' });
      told();
    }
    return looked.nextAt;
  };

  const lookIfDue = async (company: string): Promise<void> => {
    const state = polled.get(company) ?? { poll: null, nextAt: 0, isLooking: false };
    polled.set(company, state);
    if (state.isLooking || clock.now() < state.nextAt) return;
    state.isLooking = true;
    try {
      state.nextAt = await look(company, state);
    } catch (error) {
      state.nextAt = clock.now() + idleMs;
      if (error instanceof StoreUnavailable) note.warn('store.unavailable', { why: error.why });
      else note.error('bug', factsOfBug(error));
    } finally {
      state.isLooking = false;
    }
  };

  return {
    async keep(company, accessToken) {
      await store.keepAccess(company, sealUnder(key, accessToken, company));
    },
    async forget(company) {
      const sealed = await store.readAccess(company);
      if (sealed !== null) await store.dropAccess(company, sealed);
    },
    async noteDelivery(company) {
      const now = clock.now();
      if (now - (notedAt.get(company) ?? 0) < noteEveryMs) return;
      await store.noteDelivery(company);
      notedAt.set(company, now);
    },
    async isPolled(company) {
      return (await store.readAccess(company)) !== null && !(await store.wasDelivered(company));
    },
    async tick() {
      const listening = new Set(streams.companies());
      for (const company of polled.keys()) {
        if (listening.has(company)) continue;
        polled.delete(company);
        // Somebody else may have listeners; if this fails the lease is over in half a minute.
        await store.release(company, me).catch((error: unknown) => {
          if (!(error instanceof StoreUnavailable)) throw error;
        });
      }
      await Promise.all([...listening].map(lookIfDue));
    },
  };
}
