/**
 * The storage worker whose looking at older calls for joins fails: by a bug in a folder named `joins-bug`, by a full disk
 * elsewhere.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';

type Prepare = (this: DatabaseSync, sql: string) => StatementSync;
// The descriptor says nothing of the type of its value; it is the method itself.
const prepare = Object.getOwnPropertyDescriptor(DatabaseSync.prototype, 'prepare')?.value as Prepare;
DatabaseSync.prototype.prepare = function (sql) {
  if (sql.includes('FROM joins_pass')) {
    if (this.location()?.includes('joins-bug') === true) throw new RangeError('not for the log');
    throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
  }
  return prepare.call(this, sql);
};
await import('../../../main/storage/worker.ts');
