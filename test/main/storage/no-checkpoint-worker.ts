/** The storage worker on a disk that has no room to empty the log of its database into the file. */
import { DatabaseSync } from 'node:sqlite';

type Exec = (this: DatabaseSync, sql: string) => void;
// The descriptor says nothing of the type of its value; it is the method itself.
const exec = Object.getOwnPropertyDescriptor(DatabaseSync.prototype, 'exec')?.value as Exec;
DatabaseSync.prototype.exec = function (sql) {
  if (sql.includes('wal_checkpoint'))
    throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
  exec.call(this, sql);
};
await import('../../../main/storage/worker.ts');
