import { useState } from 'react';
import type { AccountId } from '../../domain/account.ts';
import { anyCall, type CallCount } from '../../domain/call.ts';
import type { Failure } from '../../domain/failure.ts';
import type { Retention } from '../../domain/keeping.ts';
import { useOperation } from '../queries.ts';
import { deleted, keptFrom } from './retention-choice.ts';

interface CallsToDelete {
  /** Undefined while they are counted. */
  readonly count: CallCount | undefined;
  readonly failure: Failure | null;
  readonly retry: () => void;
}

/** How many stored calls of an account would go if only `days` and `rows` of its `stored` calls were kept. */
export function useCallsToDelete(
  account: AccountId,
  stored: number,
  { days, rows }: Retention,
): CallsToDelete {
  // One instant for the whole question, so that its answer stands still while it is read.
  const [now] = useState(() => Date.now());
  const older = { ...anyCall, accounts: [account], to: days === null ? null : keptFrom(days, now) };
  // Every leg of a call is a row that goes, also where the list shows them as one.
  const counts = useOperation('calls.counts', { filters: [older], legs: 'all' }, { enabled: days !== null });
  const count = counts.data?.[0];
  return {
    count: days !== null && !count ? undefined : deleted(stored, count ?? null, rows),
    failure: counts.error?.failure ?? null,
    retry: () => void counts.refetch(),
  };
}
