import { hash } from 'node:crypto';
import type { CallId } from '../../domain/call.ts';

/** Tells calls that were met already from new ones. */
export interface SeenCalls {
  /** True the first time. */
  add(id: CallId): boolean;
}

const startCapacity = 1 << 12;

/**
 * A set of ids in 8 bytes each (and as many in reserve), because an export may hold a million: 64 bits of each id's
 * SHA-256 in an open table. Two of a million ids share those once in some 30 million exports.
 */
export function createSeenCalls(): SeenCalls {
  let table = new BigUint64Array(startCapacity);
  let count = 0;

  /** Puts `mark` into `into`; false when it is there. Zero means a free place. */
  const put = (into: BigUint64Array, mark: bigint): boolean => {
    const mask = into.length - 1;
    for (let place = Number(BigInt.asUintN(32, mark)) & mask; ; place = (place + 1) & mask) {
      const there = into[place];
      if (there === mark) return false;
      if (there === 0n) {
        into[place] = mark;
        return true;
      }
    }
  };

  return {
    add(id) {
      const mark = hash('sha256', id, 'buffer').readBigUInt64LE() || 1n;
      if (!put(table, mark)) return false;
      count += 1;
      if (count * 2 > table.length) {
        const wider = new BigUint64Array(table.length * 2);
        for (const kept of table) if (kept !== 0n) put(wider, kept);
        table = wider;
      }
      return true;
    },
  };
}
