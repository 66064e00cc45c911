/** Queries of the list, apart from their values so that a test can ask SQLite how it would run them. */

/** Value: a key. */
export const documentSql = 'SELECT document FROM calls WHERE key = ?';

/** Value: a JSON array of keys. Newest first, in one statement: running a hundred takes longer than reading does. */
export const documentsSql =
  'SELECT document FROM calls WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key DESC';

/** Values: account number, conversation. Oldest first. */
export const conversationSql =
  'SELECT document FROM calls INDEXED BY calls_of_conversation WHERE account = ? AND conversation = ? ORDER BY key LIMIT 100';

/** Agents or lines that occur in calls, with how many. */
export const facetSql = (table: 'agents' | 'lines'): string =>
  `SELECT ${table}.key, ${table}.name, accounts.account AS accountId, ${table}.calls
   FROM ${table} JOIN accounts ON accounts.id = ${table}.account WHERE ${table}.calls > 0`;

/** Value: an account's name. */
export const countOfAccountSql = 'SELECT calls FROM accounts WHERE account = ?';
