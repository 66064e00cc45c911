import type { Database, NumberRow } from '../database.ts';
import { Answers } from './answers.ts';
import type { ColumnRow } from './block.ts';
import { CallColumns } from './call-columns.ts';

const columns = 'key, account, direction, outcome, agent, line, party, marks, talk, folded';

/** Values: a key, and how many rows. */
export const columnsBelowSql = `SELECT ${columns} FROM calls INDEXED BY calls_columns WHERE key < ? ORDER BY key DESC LIMIT ?`;
/** Value: a JSON array of keys. */
export const columnsOfSql = `SELECT ${columns} FROM calls INDEXED BY calls_columns WHERE key IN (SELECT value FROM json_each(?))`;

/**
 * Rows of one step. The first is what a list needs to show something, and is waited for; the others are as many as may
 * be read between two requests without either being felt.
 */
const usualSteps = { first: 2000, others: 10_000 };

const endOfKeys = Number.MAX_SAFE_INTEGER;

const noTalk = -1;

function rowOf([
  key,
  account,
  direction,
  outcome,
  agent,
  line,
  party,
  marks,
  talk,
  folded,
]: NumberRow): ColumnRow {
  return {
    key: key ?? 0,
    account: account ?? 0,
    direction: direction ?? 0,
    outcome: outcome ?? 0,
    agent: agent ?? 0,
    line: line ?? 0,
    party: party ?? 0,
    marks: marks ?? 0,
    talk: talk ?? noTalk,
    folded: folded === 1,
  };
}

/** The columns of a database: read from the newest call back, step by step, and kept in step with what is committed. */
export interface ColumnsOf {
  /** About the calls that were read. */
  readonly answers: Answers;
  /** Every call was read. */
  readonly complete: boolean;
  /** The newest call; null when none is stored. Reads the first step when nothing was read yet. */
  newestKey(): number | null;
  /** Reads on a little. Throws the driver's errors. */
  step(): void;
  /** Reads again what stands at these keys. To be called after every commit, with all keys it wrote to or removed. */
  refresh(keys: readonly number[]): void;
}

export function columnsOf(database: Database, steps = usualSteps): ColumnsOf {
  const held = new CallColumns();
  const answers = new Answers(held);
  /** Whatever stands at this key or above was read. */
  let readDownTo = endOfKeys;
  let complete = false;

  const step = (): void => {
    if (complete) return;
    const most = readDownTo === endOfKeys ? steps.first : steps.others;
    const rows = database.numbers(columnsBelowSql, readDownTo, most).map(rowOf);
    held.put(
      rows.map(({ key }) => key),
      rows,
    );
    complete = rows.length < most;
    readDownTo = complete ? 0 : (rows.at(-1)?.key ?? 0);
  };

  return {
    answers,
    get complete() {
      return complete;
    },
    newestKey: () => {
      if (readDownTo === endOfKeys) step();
      return held.newestKey;
    },
    step,
    refresh: (keys) => {
      // What lies below is read later, as it stands then.
      const read = keys.filter((key) => key >= readDownTo);
      if (read.length === 0) return;
      held.put(read, database.numbers(columnsOfSql, JSON.stringify(read)).map(rowOf));
    },
  };
}
