import { type CallStore } from '../calls/call-store.ts';
import { type Clock } from '../clock.ts';
import { type Log } from '../log.ts';

export interface CallStorePlace {
  /** Absolute path of the database file; its folder must exist. */
  readonly file: string;
  /** The worker's entry: `out/main/storage-worker.js` in the app, `main/storage/worker.ts` in tests. */
  readonly worker: URL | string;
  readonly log: Log;
  readonly clock?: Clock;
}

export interface OpenCallStore extends CallStore {
  /** File name (without folder) under which a damaged database was kept; null when it was healthy. */
  readonly keptAside: string | null;
  /** Refuses new calls, lets running ones finish, closes the database. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Opens the calls database in its worker thread, migrating it first. Throws DeskError `cache-unavailable`: disk full,
 * read-only, or (`where: 'newer database'`) written by a newer version of the app.
 */
export declare function openCallStore(place: CallStorePlace): Promise<OpenCallStore>;
