import { stringify } from 'csv-stringify/sync';
import type { Call } from '../../domain/call.ts';
import { type Cell, type ColumnFacts, columns } from './columns.ts';
import { localTime } from './local-time.ts';
import type { ExportWords } from './words.ts';

/** Tells spreadsheets that the file is UTF-8; without it Excel shows `NovÃ¡k`. */
export const byteOrderMark = '\uFEFF';

/** What a spreadsheet may take for the beginning of a formula, also in the wide forms of East Asian keyboards. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/u;
/** A number to dial and nothing else: no formula can hide in it. */
const dialled = /^\+?\d+$/;
// RFC 4180 has no control characters but for line breaks; importers stumble over them.
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Text that no spreadsheet runs: an apostrophe before what could begin a formula. */
export function guarded(text: string): string {
  const clean = text.toWellFormed().replace(/\r\n?/g, '\n').replace(controls, '');
  return formulaStart.test(clean) ? `'${clean}` : clean;
}

/**
 * A phone number that stays one in a spreadsheet. Excel reads a bare `+420606123456` as the count 420606123456 and drops
 * leading zeros; after a tab it keeps the text as it is, and what imports contacts trims white space.
 */
export const guardedPhone = (text: string): string => (dialled.test(text) ? `\t${text}` : guarded(text));

const textOf = (cell: Cell): string[] => {
  switch (cell.kind) {
    case 'text':
      return [guarded(cell.text)];
    case 'phone':
      return [guardedPhone(cell.text)];
    case 'count':
      return [cell.value === null ? '' : String(cell.value)];
    case 'instant': {
      if (cell.at === null) return ['', ''];
      const { date, time } = localTime(cell.at);
      return [date, time];
    }
  }
};

const linesOf = (rows: readonly (readonly string[])[], { separator }: ExportWords): string =>
  stringify(
    rows.map((row) => [...row]),
    {
      delimiter: separator,
      record_delimiter: '\r\n',
      // By itself it looks for whole line endings only; a lone line feed or a blank at an end needs quotes too.
      quoted_match: /[\r\n]|^\s|\s$/,
    },
  );

/** The first line: what the columns are called. */
export const csvHead = (words: ExportWords): string =>
  linesOf(
    [
      columns.flatMap(({ heading, kind }) => {
        const name = words.headings[heading];
        return kind === 'instant' ? [`${name} - ${words.date}`, `${name} - ${words.time}`] : [name];
      }),
    ],
    words,
  );

/** One line for each call, RFC 4180. */
export const csvLines = (calls: readonly Call[], facts: ColumnFacts): string =>
  linesOf(
    calls.map((call) => columns.flatMap(({ cell }) => textOf(cell(call, facts)))),
    facts.words,
  );
