import type { Call } from '../../domain/call.ts';
import { type Cell, type ColumnFacts, columns } from './columns.ts';
import { localTime } from './local-time.ts';
import type { ExportWords } from './words.ts';

/** Rows of one sheet, with its head: more a spreadsheet does not open. */
export const mostRows = 1_048_576;
/** Characters of one cell: with more, Excel calls the file damaged. */
const mostCharacters = 32_767;

/** Places in `cellXfs` of the styles. */
export const styles = { plain: 0, instant: 1, text: 2, phone: 3, head: 4 } as const;

const special = /[&<>"\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/g;
const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Text as it may stand in XML. What XML cannot hold is written as ECMA-376 says, `_x0007_`, and a text that looks like
 * that already is kept apart from it; half a surrogate pair becomes the replacement character.
 */
export const xmlText = (text: string): string =>
  text
    .toWellFormed()
    .replace(
      special,
      (found) => named[found] ?? `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    );

/** At most what a cell holds, never ending within a pair. */
function shortened(text: string): string {
  if (text.length <= mostCharacters) return text;
  const cut = text.slice(0, mostCharacters - 1);
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`;
}

/** `A`, `B` … `Z`, `AA` */
function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last;
}
const columnNames = columns.map((_, index) => columnName(index));
export const lastColumn = columnNames.at(-1) ?? 'A';

const textCell = (place: string, text: string, style: number): string => {
  const clean = shortened(text.replace(/\r\n?/g, '\n'));
  if (clean === '') return '';
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(clean)}</t></is></c>`;
};
const numberCell = (place: string, value: number, style: number): string =>
  `<c r="${place}" s="${style}"><v>${value}</v></c>`;

function xmlCell(place: string, cell: Cell): string {
  switch (cell.kind) {
    case 'text':
    case 'phone':
      return textCell(place, cell.text, styles[cell.kind]);
    case 'count':
      return cell.value === null ? '' : numberCell(place, cell.value, styles.plain);
    case 'instant': {
      if (cell.at === null) return '';
      const { date, time, serial } = localTime(cell.at);
      return serial === null
        ? textCell(place, `${date} ${time}`, styles.text)
        : numberCell(place, serial, styles.instant);
    }
  }
}

/** One call as row `row` (from 1). */
export const sheetRow = (row: number, call: Call, facts: ColumnFacts): string =>
  `<row r="${row}">${columns
    .map(({ cell }, index) => xmlCell(`${columnNames[index] ?? ''}${row}`, cell(call, facts)))
    .join('')}</row>`;

/** Everything before the first call: the head row stays in sight. */
export const sheetHead = (words: ExportWords): string => {
  const widths = columns
    .map(
      ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
    )
    .join('');
  const heads = columns
    .map(({ heading }, index) =>
      textCell(`${columnNames[index] ?? ''}1`, words.headings[heading], styles.head),
    )
    .join('');
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews>' +
    '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
    '<selection pane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>' +
    `<cols>${widths}</cols><sheetData><row r="1">${heads}</row>`
  );
};

/** Everything after the last call. `rows` counts the head. */
export const sheetEnd = (rows: number): string =>
  `</sheetData><autoFilter ref="A1:${lastColumn}${rows}"/></worksheet>`;
