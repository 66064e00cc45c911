import { useState } from 'react';
import type { AccountId } from '../../domain/account.ts';
import { anyCall, type CallCount } from '../../domain/call.ts';
import type { Failure } from '../../domain/failure.ts';
import { useOperation } from '../queries.ts';
import { deleted, keptFrom } from './retention-choice.ts';

interface CallsToDelete {
  /** Undefined while they are counted. */
  readonly count: CallCount | undefined;
  readonly failure: Failure | null;
  readonly retry: () => void;
}

/** How many stored calls of an account would go if only `days` and `rows` of them were kept. */
export function useCallsToDelete(
  account: AccountId,
  days: number | null,
  rows: number | null,
): CallsToDelete {
  // One instant for the whole question, so that its answer stands still while it is read.
  const [now] = useState(() => Date.now());
  const ofAccount = { ...anyCall, accounts: [account] };
  const filters = days === null ? [ofAccount] : [ofAccount, { ...ofAccount, to: keptFrom(days, now) }];
  const isAsked = days !== null || rows !== null;
  const counts = useOperation('calls.counts', { filters }, { enabled: isAsked });
  const [stored, older] = counts.data ?? [];
  return {
    count: !isAsked ? { count: 0, exact: true } : stored && deleted(stored, older ?? null, rows),
    failure: counts.error?.failure ?? null,
    retry: () => void counts.refetch(),
  };
}
