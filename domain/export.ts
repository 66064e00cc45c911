import { z } from 'zod';
import { CallFilter } from './call.ts';
import { Failure } from './failure.ts';

export const exportFormats = ['csv', 'xlsx'] as const;
export const ExportFormat = z.enum(exportFormats);
export type ExportFormat = z.infer<typeof ExportFormat>;

export const ExportRequest = z.strictObject({
  filter: CallFilter,
  format: ExportFormat,
  /** Language of the headings and of words such as "missed". */
  language: z.enum(['cs', 'en']),
});
export type ExportRequest = z.infer<typeof ExportRequest>;

/** One export, running or just ended. */
export const ExportState = z.strictObject({
  phase: z.enum(['running', 'done', 'failed', 'cancelled']),
  format: ExportFormat,
  /** Name of the file, without its folder. */
  fileName: z.string(),
  written: z.number().int().nonnegative(),
  /** Calls there are to write; null while they are counted. */
  total: z.number().int().nonnegative().nullable(),
  failure: Failure.nullable(),
});
export type ExportState = z.infer<typeof ExportState>;
