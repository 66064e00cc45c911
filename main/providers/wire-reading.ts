import { z } from 'zod';
import { DeskError } from '../failures.ts';
import type { Irregularities } from './provider.ts';

/** Reading what providers send: tolerant about form, strict about what we cannot do without. */

/** An identifier sent as a number or as text; always text with us, since 64-bit ids do not fit a JavaScript number. */
export const idText = z.union([z.string().min(1).max(200), z.number().transform(String)]);

/** Text that may be missing, null or blank: null then. A number becomes its digits. */
export const optionalText = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((text) => (text === undefined || text === null || text.trim() === '' ? null : text));

/** A finite number, also when it was sent as text. */
export const looseNumber = z.union([
  z.number(),
  z
    .string()
    .regex(/^\s*-?\d+(\.\d+)?\s*$/)
    .transform(Number),
]);

export const optionalNumber = looseNumber.nullish().transform((value) => value ?? null);

const within = (low: number, high: number) => (value: number) => value >= low && value <= high;

/** UNIX seconds of this world (1970 to 5138): an instant beyond would be one that neither we nor the page can count with. */
export const unixSeconds = looseNumber.refine(within(0, 1e11));

/** A length in whole seconds; what is longer than thirty years is no length. */
export const wholeSeconds = looseNumber.transform(Math.round).refine(within(-1e9, 1e9));

/** An array that may be missing or null: empty then. */
export const optionalList = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);

/** A nested object that may be missing or null: null then. */
export const optionalPart = <T extends z.ZodType>(part: T) =>
  part.nullish().transform((value: z.output<T> | null | undefined) => value ?? null);

/** What engines give a reviver beside key and value (JSON.parse source text access). */
interface ReviverContext {
  readonly source?: string;
}

/**
 * Parses JSON keeping whole numbers above 2^53 as their digits: call ids are 64-bit and rounding one would merge two
 * calls. Throws SyntaxError.
 */
export function parseJson(text: string): unknown {
  // A reviver makes parsing several times slower, and hardly any reply holds so long a number.
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key: string, value: unknown, context?: ReviverContext): unknown =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
      ? context?.source
      : value,
  );
}

/** `calls[3].started_at` from the parts of a path. */
export const pathText = (root: string, path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    root,
  );

/** Parses what a reply cannot do without. Throws DeskError `provider-contract-broken` with the path of the first fault. */
export function readWhole<T extends z.ZodType>(schema: T, value: unknown, root: string): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new DeskError('provider-contract-broken', {
    where: pathText(root, parsed.error.issues[0]?.path ?? []),
  });
}

/** From this many records on, a list of which none can be read is a broken contract and not bad luck. */
const hopelessFrom = 5;

/**
 * Parses the records of a list one by one, so that a bad one does not sink its page. A record whose fault lies only
 * outside its `essential` keys is kept without the faulty parts. Every fault is counted with its path.
 * Throws DeskError `provider-contract-broken` when a list of five or more holds nothing readable.
 */
export function readRecords<T extends z.ZodType>(
  schema: T,
  records: readonly unknown[],
  root: string,
  essential: readonly string[],
  irregularities: Irregularities,
): z.output<T>[] {
  const read: z.output<T>[] = [];
  let firstFault: string | null = null;
  for (const [index, record] of records.entries()) {
    const parsed = schema.safeParse(record);
    if (parsed.success) {
      read.push(parsed.data);
      continue;
    }
    const faults = parsed.error.issues.map((issue) => issue.path);
    const where = pathText(`${root}[${index}]`, faults[0] ?? []);
    firstFault ??= where;
    irregularities.rejectedRecord(where);
    const faultyKeys = new Set(faults.map((path) => path[0]));
    const expendable = [...faultyKeys].every((key) => typeof key === 'string' && !essential.includes(key));
    if (!expendable || typeof record !== 'object' || record === null) continue;
    const without = Object.fromEntries(Object.entries(record).filter(([key]) => !faultyKeys.has(key)));
    const again = schema.safeParse(without);
    if (again.success) read.push(again.data);
  }
  if (firstFault !== null && read.length === 0 && records.length >= hopelessFrom) {
    throw new DeskError('provider-contract-broken', { where: firstFault });
  }
  return read;
}
