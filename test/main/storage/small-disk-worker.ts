/** The storage worker on a disk that holds so many pages of its database and no more. */
import { DatabaseSync } from 'node:sqlite';

const mostPages = 900;
type Exec = (this: DatabaseSync, sql: string) => void;
// The descriptor says nothing of the type of its value; it is the method itself.
const exec = Object.getOwnPropertyDescriptor(DatabaseSync.prototype, 'exec')?.value as Exec;
DatabaseSync.prototype.exec = function (sql) {
  exec.call(this, sql);
  if (sql.includes('journal_mode')) exec.call(this, `PRAGMA max_page_count = ${String(mostPages)}`);
};
await import('../../../main/storage/worker.ts');
