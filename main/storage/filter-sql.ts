import { z } from 'zod';
import type { CallFilter } from '../../domain/call.ts';
import { needlesOf } from '../../domain/folding.ts';
import type { Database, Value } from './database.ts';
import { firstKeyAt } from './row-key.ts';

/** A condition on `calls` with its values; `sql` always begins after a WHERE. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly Value[];
}

const Id = z.object({ id: z.number().int() });
const AccountRow = z.object({ id: z.number().int(), account: z.string() });

const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

function idsOf(database: Database, table: 'agents' | 'lines', keys: readonly string[]): number[] {
  return database
    .rows(Id, `SELECT id FROM ${table} WHERE key IN (${marks(keys.length)})`, ...keys)
    .map((row) => row.id);
}

function accountIds(database: Database, filter: CallFilter): number[] {
  return database
    .rows(AccountRow, 'SELECT id, account FROM accounts')
    .filter(({ account }) => filter.accounts.length === 0 || filter.accounts.includes(account))
    .filter(
      ({ account }) =>
        filter.providers.length === 0 || filter.providers.some((name) => account.startsWith(`${name}:`)),
    )
    .map((row) => row.id);
}

/**
 * A filter as SQL over the columns of `calls_newest_first`, plus `words` and `digits` when text was typed. Names of
 * accounts, agents and lines become their numbers first; a name that is not stored matches nothing.
 */
export function conditionOf(database: Database, filter: CallFilter): Condition {
  const parts: string[] = [];
  const values: Value[] = [];
  const oneOf = (column: string, allowed: readonly Value[]): void => {
    parts.push(`${column} IN (${marks(allowed.length)})`);
    values.push(...allowed);
  };
  if (filter.from !== null) {
    parts.push('key >= ?');
    values.push(firstKeyAt(filter.from));
  }
  if (filter.to !== null) {
    parts.push('key < ?');
    values.push(firstKeyAt(filter.to));
  }
  if (filter.accounts.length > 0 || filter.providers.length > 0)
    oneOf('account', accountIds(database, filter));
  if (filter.directions.length > 0) oneOf('direction', filter.directions);
  if (filter.outcomes.length > 0) oneOf('outcome', filter.outcomes);
  // Who looks at one agent's calls wants to see the rings that a colleague took, too.
  if (filter.agents.length === 0) parts.push('folded = 0');
  else oneOf('agent', idsOf(database, 'agents', filter.agents));
  if (filter.lines.length > 0) oneOf('line', idsOf(database, 'lines', filter.lines));
  for (const needle of needlesOf(filter.text)) {
    // instr, not LIKE: what was typed is no pattern, and both sides are folded already.
    parts.push(
      needle.digits === null ? 'instr(words, ?) > 0' : '(instr(digits, ?) > 0 OR instr(words, ?) > 0)',
    );
    values.push(...(needle.digits === null ? [needle.text] : [needle.digits, needle.text]));
  }
  return { sql: parts.join(' AND ') || 'TRUE', values };
}
