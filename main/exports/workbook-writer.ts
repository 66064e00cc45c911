import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { CallWriter } from './call-writers.ts';
import type { ColumnFacts } from './columns.ts';
import { mostRows, sheetEnd, sheetHead, sheetRow } from './sheet-xml.ts';
import type { TargetFile } from './target-file.ts';
import { rootPart, sheetPath, stylesPart, workbookParts, type WorkbookPart } from './workbook-xml.ts';

/**
 * An Office Open XML workbook, zipped while it is written: nothing of it is held but the row at hand and what the zip
 * compresses. `rowsOfSheet` counts the head row.
 */
export function createWorkbookWriter(
  target: Pick<TargetFile, 'write'>,
  facts: ColumnFacts,
  rowsOfSheet = mostRows,
): CallWriter {
  const zip = new ZipFile();
  const ended = new AbortController();
  /** Rows of the sheets so far, the one being written last. */
  const rows: number[] = [];
  let sheet: PassThrough | null = null;

  zip.on('error', (error) => ended.abort(error));
  const poured = pipeline(
    zip.outputStream,
    async (chunks: AsyncIterable<string | Uint8Array>) => {
      for await (const chunk of chunks) await target.write(chunk);
    },
    { signal: ended.signal },
  );
  // Whoever writes next is told; until then the failure waits.
  poured.catch((error: unknown) => ended.abort(error));

  const addPart = ({ path, xml }: WorkbookPart): void => zip.addBuffer(Buffer.from(xml), path);

  const send = async (xml: string): Promise<void> => {
    ended.signal.throwIfAborted();
    if (sheet === null || sheet.write(xml)) return;
    try {
      await once(sheet, 'drain', { signal: ended.signal });
    } catch (error) {
      ended.signal.throwIfAborted();
      throw error;
    }
  };
  const begin = async (): Promise<void> => {
    sheet = new PassThrough();
    rows.push(1);
    zip.addReadStream(sheet, sheetPath(rows.length));
    await send(sheetHead(facts.words));
  };
  const end = async (): Promise<void> => {
    await send(sheetEnd(rows.at(-1) ?? 1));
    sheet?.end();
    sheet = null;
  };

  addPart(rootPart);
  addPart(stylesPart);
  return {
    async write(calls) {
      let xml = '';
      for (const call of calls) {
        if (sheet === null || (rows.at(-1) ?? 0) >= rowsOfSheet) {
          await send(xml);
          xml = '';
          if (sheet !== null) await end();
          await begin();
        }
        const row = (rows.pop() ?? 0) + 1;
        rows.push(row);
        xml += sheetRow(row, call, facts);
      }
      await send(xml);
    },
    async finish() {
      if (sheet === null) await begin(); // no call at all: a sheet with its head
      await end();
      workbookParts(facts.words.sheet, rows).forEach(addPart);
      zip.end();
      await poured;
    },
    abandon() {
      ended.abort(new Error('abandoned'));
      sheet?.destroy();
    },
  };
}
