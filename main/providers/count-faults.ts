import type { Irregularities } from './provider.ts';

/** Passes irregularities on and counts them: what came with faults is worth another look. */
export interface FaultCount extends Irregularities {
  readonly faults: number;
}

export function countFaults(irregularities: Irregularities): FaultCount {
  let faults = 0;
  return {
    get faults() {
      return faults;
    },
    unknownValue(field) {
      faults += 1;
      irregularities.unknownValue(field);
    },
    rejectedRecord(where) {
      faults += 1;
      irregularities.rejectedRecord(where);
    },
  };
}
