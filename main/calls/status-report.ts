import type { AccountId } from '../../domain/account.ts';
import type { SyncStatus } from '../../domain/sync.ts';
import type { Clock } from '../clock.ts';

/** Between two reports of mere progress, ms. */
const quietMs = 500;

export interface StatusReport {
  read(): SyncStatus;
  /** Takes over what changed. Tells at once when the phase, a pause or the failure did, else when the last report is old enough. */
  change(part: Partial<Omit<SyncStatus, 'accountId'>>): void;
  /** True when a change of mere progress would be told now. */
  due(): boolean;
  /** Tells what was held back. */
  flush(): void;
}

export function createStatusReport(
  accountId: AccountId,
  clock: Clock,
  tell: (status: SyncStatus) => void,
): StatusReport {
  let status: SyncStatus = {
    accountId,
    phase: 'idle',
    stored: 0,
    progress: 0,
    earliest: null,
    complete: false,
    remaining: null,
    callsPerMinute: null,
    paused: null,
    lastSuccessAt: null,
    nextAt: null,
    failure: null,
  };
  let told: SyncStatus | null = null;
  let toldAt = Number.NEGATIVE_INFINITY;

  const due = (): boolean => Math.abs(clock.now() - toldAt) >= quietMs;
  const flush = (): void => {
    if (told === status) return;
    told = status;
    toldAt = clock.now();
    tell(status);
  };
  return {
    read: () => status,
    change(part) {
      const before = status;
      status = { ...status, ...part };
      const weighty =
        before.phase !== status.phase ||
        before.paused !== status.paused ||
        before.failure?.code !== status.failure?.code;
      if (weighty || due()) flush();
    },
    due,
    flush,
  };
}
