import { elementsOf, readXml, type XmlElement } from './read-xml.ts';
import { readZip } from './read-zip.ts';

export interface ReadSheet {
  readonly name: string;
  /** By place (`A1`), as a spreadsheet shows it: text, a number, or an instant as `2026-01-15 09:00:00`. */
  readonly cells: ReadonlyMap<string, string | number>;
  readonly xml: XmlElement;
}

const partOf = (parts: ReadonlyMap<string, Buffer>, path: string): XmlElement => {
  const part = parts.get(path);
  if (part === undefined) throw new Error(`no ${path}`);
  return readXml(part.toString('utf8'));
};

/** `_x0007_` stands for what XML cannot hold, ECMA-376 part 1, 22.9.2.19. */
const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Follows a workbook from its root as a reader would: relations, sheets, styles. Throws when anything is not there. */
export function readWorkbook(zip: Buffer): ReadSheet[] {
  const parts = readZip(zip);
  const types = partOf(parts, '[Content_Types].xml');
  const typeOf = (path: string): string | undefined =>
    elementsOf(types, 'Override')
      .find(({ attributes }) => attributes.get('PartName') === `/${path}`)
      ?.attributes.get('ContentType');
  const target = (relations: string, wanted: (relation: XmlElement) => boolean): string => {
    const found = elementsOf(partOf(parts, relations), 'Relationship').find(wanted);
    return found?.attributes.get('Target') ?? '';
  };
  const book = target(
    '_rels/.rels',
    (one) => one.attributes.get('Type')?.endsWith('/officeDocument') === true,
  );
  if (typeOf(book)?.endsWith('sheet.main+xml') !== true) throw new Error('the workbook has another type');
  const relations = 'xl/_rels/workbook.xml.rels';
  const styles = partOf(
    parts,
    `xl/${target(relations, (one) => one.attributes.get('Type')?.endsWith('/styles') === true)}`,
  );
  const dates = elementsOf(styles, 'cellXfs')[0]?.children.map(
    (xf) => xf.attributes.get('numFmtId') === '164',
  );
  return elementsOf(partOf(parts, book), 'sheet').map(({ attributes }) => {
    const path = `xl/${target(relations, (one) => one.attributes.get('Id') === attributes.get('r:id'))}`;
    if (typeOf(path)?.endsWith('worksheet+xml') !== true) throw new Error('a sheet has another type');
    const xml = partOf(parts, path);
    const cells = elementsOf(xml, 'c').map((cell) => {
      const place = cell.attributes.get('r') ?? '';
      if (cell.attributes.get('t') === 'inlineStr') {
        return [place, unescaped(elementsOf(cell, 't')[0]?.text ?? '')] as const;
      }
      const value = Number(elementsOf(cell, 'v')[0]?.text);
      const isDate = dates?.[Number(cell.attributes.get('s'))] === true;
      const shown = new Date(Math.round((value - 25_569) * 86_400) * 1000).toISOString();
      return [place, isDate ? shown.slice(0, 19).replace('T', ' ') : value] as const;
    });
    return { name: attributes.get('name') ?? '', cells: new Map(cells), xml };
  });
}
