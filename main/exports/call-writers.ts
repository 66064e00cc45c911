import type { Call } from '../../domain/call.ts';
import type { ExportFormat } from '../../domain/export.ts';
import type { ColumnFacts } from './columns.ts';
import { byteOrderMark, csvHead, csvLines } from './csv-text.ts';
import type { TargetFile } from './target-file.ts';
import { createWorkbookWriter } from './workbook-writer.ts';

/** Writes calls into a file as they come. Whatever fails is thrown by the next call of these. */
export interface CallWriter {
  write(calls: readonly Call[]): Promise<void>;
  /** Resolves when everything has reached the file. */
  finish(): Promise<void>;
  /** Lets go of everything, for when it is not to be finished. */
  abandon(): void;
}

export type CreateCallWriter = (target: Pick<TargetFile, 'write'>, facts: ColumnFacts) => CallWriter;

/** Plain text needs no more than its first line. */
const createCsvWriter: CreateCallWriter = (target, facts) => {
  let begun: Promise<void> | null = null;
  const begin = (): Promise<void> => (begun ??= target.write(byteOrderMark + csvHead(facts.words)));
  return {
    async write(calls) {
      await begin();
      await target.write(csvLines(calls, facts));
    },
    finish: begin,
    abandon: () => undefined,
  };
};

export const callWriters: Readonly<Record<ExportFormat, CreateCallWriter>> = {
  csv: createCsvWriter,
  xlsx: (target, facts) => createWorkbookWriter(target, facts),
};
