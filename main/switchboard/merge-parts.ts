import type { AccountId } from '../../domain/account.ts';
import type { Failure } from '../../domain/failure.ts';
import type { SwitchboardSnapshot } from '../../domain/switchboard.ts';
import type { SwitchboardReading } from '../providers/provider.ts';

/** What is known of one account's switchboard: its last reading survives every failure that follows. */
export interface Part {
  readonly accountId: AccountId;
  readonly reading: SwitchboardReading;
  /** When it was last read whole, epoch ms; null when never. */
  readonly takenAt: number | null;
  readonly failure: Failure | null;
}

export const emptyReading: SwitchboardReading = { people: [], lines: [], groups: [], liveCalls: [], pbx: [] };

/** One switchboard over all accounts, in the order given. */
export function mergeParts(parts: readonly Part[], sequence: number): SwitchboardSnapshot {
  return {
    sequence,
    parts: parts.map(({ accountId, takenAt, failure, reading }) => ({
      accountId,
      takenAt,
      failure,
      pbx: [...reading.pbx],
    })),
    people: parts.flatMap((part) => part.reading.people),
    lines: parts.flatMap((part) => part.reading.lines),
    groups: parts.flatMap((part) => part.reading.groups),
    liveCalls: parts.flatMap((part) => part.reading.liveCalls),
  };
}
