import type { AccountId } from '../../domain/account.ts';
import type { Log } from '../log.ts';
import type { Irregularities } from '../providers/provider.ts';

/** Counts, since the app started, what a provider sent that we could not use. */
export interface IrregularityCount extends Irregularities {
  readonly unknownValues: number;
  readonly rejectedRecords: number;
}

/** Each field or place is logged once: the same unknown value in ten thousand calls is one piece of news. */
export function countIrregularities(account: AccountId, log: Log): IrregularityCount {
  const told = new Set<string>();
  let unknownValues = 0;
  let rejectedRecords = 0;
  const tellOnce = (event: string, where: string): void => {
    // Positions differ from record to record, the field does not.
    const place = where.replace(/\d+/g, 'n');
    if (told.has(`${event} ${place}`)) return;
    told.add(`${event} ${place}`);
    log.warn(event, { account, where: place });
  };
  return {
    get unknownValues() {
      return unknownValues;
    },
    get rejectedRecords() {
      return rejectedRecords;
    },
    unknownValue(field) {
      unknownValues += 1;
      tellOnce('provider.unknown-value', field);
    },
    rejectedRecord(where) {
      rejectedRecords += 1;
      tellOnce('provider.rejected-record', where);
    },
  };
}
