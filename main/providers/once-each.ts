import type { Irregularities } from './provider.ts';

/**
 * Counts each kind of irregularity once: the switchboard reads the same records every few seconds, and one odd record
 * must not look like a thousand. Positions in lists do not make a kind.
 */
export function onceEach(irregularities: Irregularities): Irregularities {
  const told = new Set<string>();
  const isNew = (kind: string): boolean => {
    const size = told.size;
    return told.add(kind.replace(/\[\d+\]/g, '[]')).size > size;
  };
  return {
    unknownValue: (field) => {
      if (isNew(`value ${field}`)) irregularities.unknownValue(field);
    },
    rejectedRecord: (where) => {
      if (isNew(`record ${where}`)) irregularities.rejectedRecord(where);
    },
  };
}
