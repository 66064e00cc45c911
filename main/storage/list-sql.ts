/**
 * The list queries, apart from their values so that a test can ask SQLite how it would run them. `condition` comes
 * from filter-sql.ts. Every one names its index: without it the query fails instead of becoming slow.
 */
const newestFirst = 'calls INDEXED BY calls_newest_first';

/** Values: those of the condition, the anchor, limit, offset. */
export const keysSql = (condition: string): string =>
  `SELECT key FROM ${newestFirst} WHERE ${condition} AND key <= ? ORDER BY key DESC LIMIT ? OFFSET ?`;

/** How many match from one key, inclusive, up to another, exclusive. */
export const countSql = (condition: string): string =>
  `SELECT count(*) AS count FROM ${newestFirst} WHERE ${condition} AND key >= ? AND key < ?`;

/** The newest matching key below another; no row when there is none. */
export const newestBelowSql = (condition: string): string =>
  `SELECT key FROM ${newestFirst} WHERE ${condition} AND key < ? ORDER BY key DESC LIMIT 1`;

/** How many calls an account has. */
export const countOfAccountSql = `SELECT count(*) AS count FROM ${newestFirst} WHERE account = (SELECT id FROM accounts WHERE account = ?)`;

/** Values: account number, conversation. Oldest first. */
export const conversationSql =
  'SELECT document FROM calls INDEXED BY calls_of_conversation WHERE account = ? AND conversation = ? ORDER BY key LIMIT 100';

/** Agents or lines that occur in calls, with how many. */
export const facetSql = (table: 'agents' | 'lines'): string => {
  const [index, column] = table === 'agents' ? ['calls_of_agent', 'agent'] : ['calls_of_line', 'line'];
  return `SELECT ${table}.key, ${table}.name, accounts.account AS accountId,
      (SELECT count(*) FROM calls INDEXED BY ${index} WHERE ${column} = ${table}.id) AS calls
    FROM ${table} JOIN accounts ON accounts.id = ${table}.account`;
};
