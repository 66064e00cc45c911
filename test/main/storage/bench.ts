import type { Call, CallDay, CallFilter, CallPage, CallPageRequest } from '../../../domain/call.ts';
import { anyCall } from '../../../domain/call.ts';
import { beginning } from '../../../main/calls/coverage.ts';
import type { Database } from '../../../main/storage/database.ts';
import { operations } from '../../../main/storage/protocol.ts';
import { readDays as daysOf, readPage as pageOf } from '../../../main/storage/read-calls.ts';
import { storeCalls } from '../../../main/storage/write-calls.ts';
import { aircallAccount } from '../../support/calls.ts';
import { answered, storedOf } from '../../support/direct-store.ts';

export const start = Date.UTC(2026, 0, 15, 8, 0, 0);
export const checkpoint = beginning(start);

/** Stores calls under the account they name. */
export function fill(database: Database, calls: readonly Call[]): void {
  for (const accountId of new Set(calls.map((call) => call.accountId))) {
    storeCalls(
      database,
      accountId,
      calls.filter((call) => call.accountId === accountId),
      checkpoint,
    );
  }
}

/** A page of what is in the database now. */
export function readPage(database: Database, request: CallPageRequest, now: number): CallPage {
  const stored = storedOf(database);
  return answered(stored, operations.page, () => pageOf(stored, request, now));
}

/** The days of what is in the database now. */
export function readDays(
  database: Database,
  filter: CallFilter,
  anchor: number | null,
  now: number,
): CallDay[] {
  const stored = storedOf(database);
  return answered(stored, operations.days, () => daysOf(stored, filter, anchor, now));
}

/** The provider's ids of the calls that match, newest first. */
export const found = (database: Database, filter: Partial<CallFilter>): string[] =>
  readPage(
    database,
    { filter: { ...anyCall, ...filter }, anchor: null, offset: 0, limit: 500 },
    start,
  ).calls.map((call) => call.providerCallId);

export const idOf = (providerCallId: string): string => `${aircallAccount}:${providerCallId}`;
