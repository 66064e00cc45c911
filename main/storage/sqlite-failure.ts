import { DeskError } from '../failures.ts';

/** Primary SQLite result codes that describe the disk or the file, not our SQL (sqlite.org/rescode.html). */
const states = new Map<number, string>([
  [5, 'database busy'],
  [6, 'database busy'],
  [8, 'database read-only'],
  [10, 'disk error'],
  [11, 'database damaged'],
  [13, 'disk full'],
  [14, 'database not opened'],
  [26, 'database damaged'],
]);

/** The primary result code of an error that the driver threw; null for every other error. */
function primaryCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  return error.errcode & 0xff;
}

/** True when the file itself is broken and only a new one helps. */
export const isDamage = (error: unknown): boolean => {
  const code = primaryCode(error);
  return code === 11 || code === 26;
};

/** A failed call to the operating system: no room, no right, no such folder. */
const isFileFailure = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

/** A driver or file error as `cache-unavailable` when the disk or the file is at fault; anything else unchanged. */
export function asCacheFailure(error: unknown): unknown {
  const code = primaryCode(error);
  const where = isFileFailure(error) ? 'database not opened' : states.get(code ?? 0);
  return where === undefined ? error : new DeskError('cache-unavailable', { where, cause: error });
}
