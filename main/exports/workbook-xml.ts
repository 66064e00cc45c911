import { lastColumn, xmlText } from './sheet-xml.ts';

/** A part of the workbook that is not a sheet: its place in the zip and its text. */
export interface WorkbookPart {
  readonly path: string;
  readonly xml: string;
}

export const sheetPath = (number: number): string => `xl/worksheets/sheet${number}.xml`;

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationship = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Where readers begin; the same in every workbook, and first in the zip for those who look at the beginning only. */
export const rootPart: WorkbookPart = {
  path: '_rels/.rels',
  xml: `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relationship}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
};

/**
 * `cellXfs` in the order of `styles`. Text is marked as such, so that neither a number nor what looks like a formula
 * becomes one when somebody edits the cell. Only numbers have the format `@`: with it, long texts show as `####`.
 */
export const stylesPart: WorkbookPart = {
  path: 'xl/styles.xml',
  xml:
    `${head}<styleSheet xmlns="${main}">` +
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>' +
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>' +
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>' +
    '<fills count="2"><fill><patternFill patternType="none"/></fill>' +
    '<fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>' +
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/>' +
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>' +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
};

/**
 * What names the sheets, for when it is known how many there are.
 * @param name of the first sheet; the others are counted.
 * @param rows of each sheet, heads included.
 */
export function workbookParts(name: string, rows: readonly number[]): WorkbookPart[] {
  const sheets = rows.map((count, index) => ({
    number: index + 1,
    name: index === 0 ? name : `${name} ${index + 1}`,
    count,
  }));
  const styleId = `rId${sheets.length + 1}`;
  return [
    {
      path: 'xl/workbook.xml',
      xml:
        `${head}<workbook xmlns="${main}" xmlns:r="${relationship}"><sheets>` +
        sheets
          .map(
            (sheet) =>
              `<sheet name="${xmlText(sheet.name)}" sheetId="${sheet.number}" r:id="rId${sheet.number}"/>`,
          )
          .join('') +
        '</sheets><definedNames>' +
        sheets
          .map(
            (sheet) =>
              `<definedName name="_xlnm._FilterDatabase" localSheetId="${sheet.number - 1}" hidden="1">` +
              `'${xmlText(sheet.name)}'!$A$1:$${lastColumn}$${sheet.count}</definedName>`,
          )
          .join('') +
        '</definedNames></workbook>',
    },
    {
      path: 'xl/_rels/workbook.xml.rels',
      xml:
        `${head}<Relationships xmlns="${packaged}/relationships">` +
        sheets
          .map(
            ({ number }) =>
              `<Relationship Id="rId${number}" Type="${relationship}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
          )
          .join('') +
        `<Relationship Id="${styleId}" Type="${relationship}/styles" Target="styles.xml"/></Relationships>`,
    },
    {
      path: '[Content_Types].xml',
      xml:
        `${head}<Types xmlns="${packaged}/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Default Extension="xml" ContentType="application/xml"/>' +
        `<Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/>` +
        `<Override PartName="/xl/styles.xml" ContentType="${content}.styles+xml"/>` +
        sheets
          .map(
            ({ number }) =>
              `<Override PartName="/${sheetPath(number)}" ContentType="${content}.worksheet+xml"/>`,
          )
          .join('') +
        '</Types>',
    },
  ];
}
