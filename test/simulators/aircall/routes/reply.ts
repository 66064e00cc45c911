import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Desk } from '../desk.ts';
import { badRequest } from '../errors.ts';
import { type Listing, pageOf, type Query } from '../paging.ts';

/** Fastify's query parser gives texts and, for repeated keys, lists of texts. */
export const queryOf = (request: FastifyRequest): Query =>
  z.record(z.string(), z.union([z.string(), z.array(z.string())])).parse(request.query);

export const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? request.url;

/** `{meta, <key>: [...]}` of a listing (3). `write` makes the record as REST shows it. */
export function listReply<T>(
  desk: Desk,
  request: FastifyRequest,
  key: string,
  listing: Listing<T>,
  write: (record: T) => unknown,
): Readonly<Record<string, unknown>> {
  const place = { origin: desk.origin(), path: pathOf(request) };
  const { meta, records } = pageOf(listing, queryOf(request), place, desk.switches());
  return { meta, [key]: records.map(write) };
}

/** A number as requests must write it. */
export const e164 = z.string().regex(/^\+[1-9]\d{4,14}$/u);

/** Throws AircallError 400 naming the first field that does not fit; its value is not repeated. */
export function bodyOf<S extends z.ZodType>(request: FastifyRequest, schema: S): z.infer<S> {
  const parsed = schema.safeParse(request.body ?? {});
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  throw badRequest(path === '' ? 'The body is invalid.' : `${path} is missing or invalid.`);
}

export const listed = <T>(records: readonly T[]): Listing<T> => ({
  length: records.length,
  at: (position) => {
    if (position < 0 || position >= records.length) throw new RangeError('outside the list');
    return records[position] as T; // in range: checked above
  },
});
