import { z } from 'zod';
import type { AccountId } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import { agentText, lineText, marksText, partyText } from '../calls/search-text.ts';
import type { Database } from './database.ts';
import { createNamedDictionary } from './named-dictionary.ts';
import { addToIndex, removeFromIndex } from './search-index.ts';

const Id = z.object({ id: z.number().int() });
const PartyRow = z.object({ words: z.string(), digits: z.string() });
const MarksRow = z.object({
  tags: z.string(),
  teams: z.string(),
  transfers: z.string(),
  digits: z.string(),
  shown: z.string(),
  calls: z.number().int(),
});

/** What a call refers to, by number. Null where it has none. */
export interface Encoded {
  readonly agent: number | null;
  readonly line: number | null;
  readonly party: number;
  readonly marks: number | null;
}

/**
 * The dictionaries of one open database: texts in, numbers out. Everything happens inside a transaction, whose last
 * step is `settle`; numbers are remembered from one transaction to the next until `drop`.
 */
export interface Dictionaries {
  /** Moves on whenever a search may hit other rows than before. */
  readonly generation: number;
  /** The number of an account; made when it is met for the first time. */
  account(accountId: AccountId): number;
  /** The numbers of everything a call refers to, counted as one more call of each. */
  encode(account: number, call: Call): Encoded;
  /** A call that referred to these is gone, or refers to others now. */
  release(account: number, encoded: Encoded): void;
  /** The notes of a call changed. */
  notesChanged(): void;
  /** Writes names, texts and counts; removes what no call refers to any more. */
  settle(): void;
  /** Forgets all numbers: the transaction was undone, or somebody else wrote. */
  drop(): void;
}

/** Callers differ from call to call; this many are remembered before all are forgotten. */
const mostRemembered = 50_000;

const partyKey = (words: string, digits: string): string => `${digits}\0${words}`;
const marksKey = (shown: string, transfers: string, digits: string): string =>
  `${shown}\0${transfers}\0${digits}`;

function createDictionaries(database: Database): Dictionaries {
  let generation = 1;
  const changed = (): void => {
    generation += 1;
  };
  const agents = createNamedDictionary(database, 'agents', changed);
  const lines = createNamedDictionary(database, 'lines', changed);
  const accounts = new Map<AccountId, number>();
  const parties = new Map<string, number>();
  /** The same by what calls say, not folded yet. */
  const partiesOfText = new Map<string, number>();
  const marks = new Map<string, number>();
  /** The same by what calls say, not folded yet. */
  const marksOfText = new Map<string, number>();

  // What the running transaction still has to write.
  const accountCalls = new Map<number, number>();
  const marksCalls = new Map<number, number>();
  const leftParties = new Set<number>();

  const add = (counts: Map<number, number>, id: number, by: number): void => {
    counts.set(id, (counts.get(id) ?? 0) + by);
  };

  function remember(numbers: Map<string, number>, key: string, id: number): number {
    if (numbers.size >= mostRemembered) numbers.clear();
    numbers.set(key, id);
    return id;
  }

  function partyNumber({ remote }: Call): number {
    const { e164, raw, name, organisation } = remote;
    const unfolded = [e164, raw, name, organisation].map((text) => text ?? '\u0001').join('\0');
    return partiesOfText.get(unfolded) ?? remember(partiesOfText, unfolded, partyNumberOf(remote));
  }

  function partyNumberOf(remote: Call['remote']): number {
    const { words, digits, number } = partyText(remote);
    const key = partyKey(words, digits);
    const known = parties.get(key);
    if (known !== undefined) return known;
    const stored = database.row(Id, 'SELECT id FROM parties WHERE digits = ? AND words = ?', digits, words);
    if (stored !== undefined) return remember(parties, key, stored.id);
    const id = database.run(
      'INSERT INTO parties (words, digits, number) VALUES (?, ?, ?)',
      ...[words, digits, number],
    );
    addToIndex(database, 'party', id, { party: words, digits });
    changed();
    return remember(parties, key, id);
  }

  function marksNumber(call: Call): number | null {
    const { tags: ownTags, teams: ownTeams, transferredBy, transferredTo } = call;
    if (ownTags.length + ownTeams.length === 0 && transferredBy === null && transferredTo === null)
      return null;
    // Folding them again for every call costs more than storing the call.
    const unfolded = JSON.stringify([ownTags, ownTeams, transferredBy, transferredTo]);
    const met = marksOfText.get(unfolded);
    if (met !== undefined) return met;
    const number = marksNumberOf(call);
    return number === null ? null : remember(marksOfText, unfolded, number);
  }

  function marksNumberOf(call: Call): number | null {
    const text = marksText(call);
    if (text === null) return null;
    const { tags, teams, transfers, digits } = text;
    const shown = JSON.stringify(text.shown);
    const key = marksKey(shown, transfers, digits);
    const known = marks.get(key);
    if (known !== undefined) return known;
    const stored = database.row(
      Id,
      'SELECT id FROM marks WHERE shown = ? AND transfers = ? AND digits = ?',
      ...[shown, transfers, digits],
    );
    if (stored !== undefined) return remember(marks, key, stored.id);
    const id = database.run(
      'INSERT INTO marks (tags, teams, transfers, digits, shown) VALUES (?, ?, ?, ?, ?)',
      ...[tags, teams, transfers, digits, shown],
    );
    addToIndex(database, 'marks', id, { tag: tags, team: teams, transfer: transfers, digits });
    changed();
    return remember(marks, key, id);
  }

  function agentNumber(account: number, { accountId, agent, startedAt: at }: Call): number | null {
    if (agent === null) return null;
    const { id, name, extension } = agent;
    const key = `${accountId}/${id}`;
    return agents.number(account, { key, name, number: extension, at, text: () => agentText(agent) });
  }

  function lineNumber(account: number, { accountId, line, startedAt: at }: Call): number | null {
    if (line === null) return null;
    const { id, number } = line;
    const name = line.name ?? number ?? id;
    const key = `${accountId}/${id}`;
    return lines.number(account, { key, name, number, at, text: () => lineText(line) });
  }

  function settleMarks(): void {
    for (const [id, by] of marksCalls) {
      if (by !== 0) database.run('UPDATE marks SET calls = calls + ? WHERE id = ?', by, id);
      const row = by < 0 ? database.row(MarksRow, 'SELECT * FROM marks WHERE id = ?', id) : undefined;
      if (row === undefined || row.calls > 0) continue;
      const { tags, teams, transfers, digits, shown } = row;
      removeFromIndex(database, 'marks', id, { tag: tags, team: teams, transfer: transfers, digits });
      database.run('DELETE FROM marks WHERE id = ?', id);
      marks.delete(marksKey(shown, transfers, digits));
      marksOfText.clear();
      changed();
    }
  }

  function settleParties(): void {
    for (const id of leftParties) {
      if (database.row(Id, 'SELECT key AS id FROM calls WHERE party = ? LIMIT 1', id) !== undefined) continue;
      const row = database.row(PartyRow, 'SELECT words, digits FROM parties WHERE id = ?', id);
      if (row === undefined) continue;
      removeFromIndex(database, 'party', id, { party: row.words, digits: row.digits });
      database.run('DELETE FROM parties WHERE id = ?', id);
      parties.delete(partyKey(row.words, row.digits));
      partiesOfText.clear();
      changed();
    }
  }

  function nothingLeftToWrite(): void {
    accountCalls.clear();
    marksCalls.clear();
    leftParties.clear();
  }

  return {
    get generation() {
      return generation;
    },
    account: (accountId) => {
      const known =
        accounts.get(accountId) ??
        database.row(Id, 'SELECT id FROM accounts WHERE account = ?', accountId)?.id ??
        database.run('INSERT INTO accounts (account) VALUES (?)', accountId);
      accounts.set(accountId, known);
      return known;
    },
    encode: (account, call) => {
      add(accountCalls, account, 1);
      const encoded = {
        agent: agentNumber(account, call),
        line: lineNumber(account, call),
        party: partyNumber(call),
        marks: marksNumber(call),
      };
      if (encoded.marks !== null) add(marksCalls, encoded.marks, 1);
      return encoded;
    },
    release: (account, { agent, line, party, marks: left }) => {
      add(accountCalls, account, -1);
      if (agent !== null) agents.release(agent);
      if (line !== null) lines.release(line);
      if (left !== null) add(marksCalls, left, -1);
      leftParties.add(party);
    },
    notesChanged: changed,
    settle: () => {
      for (const [id, by] of accountCalls)
        if (by !== 0) database.run('UPDATE accounts SET calls = calls + ? WHERE id = ?', by, id);
      agents.settle();
      lines.settle();
      settleMarks();
      settleParties();
      nothingLeftToWrite();
    },
    drop: () => {
      for (const numbers of [accounts, parties, partiesOfText, marks, marksOfText]) numbers.clear();
      agents.drop();
      lines.drop();
      nothingLeftToWrite();
      changed();
    },
  };
}

const ofDatabase = new WeakMap<Database, Dictionaries>();

/** The one set of dictionaries of an open database. */
export function dictionariesOf(database: Database): Dictionaries {
  const known = ofDatabase.get(database) ?? createDictionaries(database);
  ofDatabase.set(database, known);
  return known;
}
