import type { AccountId } from '../../domain/account.ts';
import { Call } from '../../domain/call.ts';
import type { CallStore } from '../calls/call-store.ts';
import { spellingsOf } from '../calls/number-spellings.ts';
import { type Clock, systemClock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { Log } from '../log.ts';
import { operations } from './protocol.ts';
import { createWorkerLink } from './worker-link.ts';

export interface CallStorePlace {
  /** Absolute path of the database file; its folder must exist. */
  readonly file: string;
  /** The worker's entry: `out/main/storage-worker.js` in the app, `main/storage/worker.ts` in tests. */
  readonly worker: URL | string;
  readonly log: Log;
  readonly clock?: Clock;
}

export interface OpenCallStore extends CallStore {
  /** File name (without folder) under which a damaged database was kept; null when none was met. */
  readonly keptAside: string | null;
  /** Refuses new calls, lets running ones finish, closes the database. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Opens the calls database in its worker thread, migrating it first. Throws DeskError `cache-unavailable`: disk full,
 * read-only, or (`where: 'newer database'`) written by a newer version of the app.
 */
export async function openCallStore({
  file,
  worker,
  log,
  clock = systemClock,
}: CallStorePlace): Promise<OpenCallStore> {
  let keptAside: string | null = null;
  let openedBefore = false;
  // Set when the database was begun anew under a running app: accounts whose pull has read where it stands since. A
  // pull that still believes in the old database would otherwise mark as stored what went away with it.
  let reread: Set<AccountId> | null = null;

  const link = createWorkerLink({
    worker,
    file,
    log,
    clock,
    onOpened: (aside) => {
      if (aside !== null) {
        keptAside = aside;
        log.warn('storage.rebuilt', { running: openedBefore });
        if (openedBefore) reread = new Set();
      }
      openedBefore = true;
    },
  });
  await link.ready();

  return {
    get keptAside() {
      return keptAside;
    },
    page: (request, now) => link.ask(operations.page, { request, now }),
    days: (filter, anchor, now) => link.ask(operations.days, { filter, anchor, now }),
    counts: (filters, now, legs) => link.ask(operations.counts, { filters, now, legs }),
    suggest: (field, text) => link.ask(operations.suggest, { field, text }),
    earliest: (accountId) => link.ask(operations.earliest, { accountId }),
    heldIn: (accountId, { from, to }) => link.ask(operations.heldIn, { accountId, span: { from, to } }),
    slice: (filter, below, limit, now) => link.ask(operations.slice, { filter, below, limit, now }),
    person: (number, homeCountry) => link.ask(operations.person, spellingsOf(number, homeCountry)),
    callerHistory: (number, homeCountry) =>
      link.ask(operations.callerHistory, { spellings: spellingsOf(number, homeCountry).spellings }),
    size: () => link.ask(operations.size, {}),
    trim: (accountId, limits) => link.ask(operations.trim, { accountId, limits }),
    erasures: () => link.ask(operations.erasures, {}),
    beginErasure: async (erasure) => {
      await link.ask(operations.beginErasure, erasure);
    },
    endErasure: async ({ number, homeCountry }) => {
      await link.ask(operations.endErasure, { number, homeCountry });
    },
    erase: async (number, homeCountry, until) => {
      const { spellings } = spellingsOf(number, homeCountry);
      let erased = 0;
      for (;;) {
        const { removed, more } = await link.ask(operations.erase, { spellings, until: until ?? null });
        erased += removed;
        if (!more) return { erased };
      }
    },
    part: async (from, to, parted) => {
      await link.ask(operations.part, { from, to, parted });
    },
    detail: (id) => link.ask(operations.detail, { id }),
    facets: () => link.ask(operations.facets, {}),
    count: (accountId) => link.ask(operations.count, { accountId }),
    accounts: () => link.ask(operations.accounts, {}),
    checkpoint: async (accountId) => {
      const checkpoint = await link.ask(operations.checkpoint, { accountId });
      reread?.add(accountId);
      return checkpoint;
    },
    store: async (accountId, calls, checkpoint, gone = [], asOf = null) =>
      link.ask(operations.store, { accountId, documents: calls.map(asText), checkpoint, gone, asOf }, () => {
        if (reread?.has(accountId) === false) {
          throw new DeskError('cache-unavailable', { where: 'database rebuilt' });
        }
      }),
    apply: (accountId, told, now) =>
      link.ask(operations.apply, {
        accountId,
        told: told.map(({ call, asOf, late }) => ({ document: asText(call), asOf, late })),
        now,
      }),
    forget: async (accountId) => {
      while ((await link.ask(operations.forget, { accountId })).more);
    },
    close: () => link.close(),
  };
}

/**
 * The text of a call to be stored, checked: what cannot be read again is never stored. Here and not in the worker, which
 * has the more to do of the two threads. Throws DeskError `invalid-request`.
 */
function asText(call: Call): string {
  const checked = Call.safeParse(call);
  if (checked.success) return JSON.stringify(call);
  throw new DeskError('invalid-request', {
    where: ['store', ...(checked.error.issues[0]?.path ?? [])].join('.'),
  });
}
