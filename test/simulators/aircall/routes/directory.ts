import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Line, messageNames } from '../books/number-book.ts';
import type { Desk } from '../desk.ts';
import { notFound } from '../errors.ts';
import { unix } from '../identity.ts';
import { bounds, within } from '../paging.ts';
import { numberRecord } from '../wire/people.ts';
import { tagRecord } from '../wire/records.ts';
import { bodyOf, listed, listReply, queryOf } from './reply.ts';

interface Named {
  Params: { id: string };
}

const NumberChange = z.object({
  name: z.string().trim().min(1).optional(),
  time_zone: z.string().min(1).optional(),
  priority: z
    .union([z.literal(0), z.literal(1)])
    .nullable()
    .optional(),
  messages: z
    .record(z.string(), z.url().nullable())
    .refine((messages) => Object.keys(messages).every((message) => messageNames.includes(message)))
    .optional(),
});
const NewTag = z.object({
  name: z.string(),
  color: z.string(),
  description: z.string().nullable().optional(),
});
const TagChange = z.object({ name: z.string().optional(), color: z.string().optional() });

/** Numbers and tags (5.5). */
export function addDirectoryRoutes(server: FastifyInstance, desk: Desk): void {
  const numberOr404 = (id: string): Line => {
    const line = desk.lines.findById(id);
    if (line === null) throw notFound('The number');
    return line;
  };

  server.get('/v1/numbers', async (request) => {
    const lines = listed(desk.lines.all());
    const listing = within(lines, (at) => unix(lines.at(at).createdAt), bounds(queryOf(request)));
    return listReply(desk, request, 'numbers', listing, (line) => numberRecord(desk, line));
  });
  server.get<Named>('/v1/numbers/:id', async (request) => ({
    number: numberRecord(desk, numberOr404(request.params.id)),
  }));
  /** Music and messages go through the same request; which further fields it takes is [I]. */
  server.put<Named>('/v1/numbers/:id', async (request) => {
    const line = numberOr404(request.params.id);
    const { name, time_zone, priority, messages } = bodyOf(request, NumberChange);
    const change = {
      ...(name === undefined ? {} : { name }),
      ...(time_zone === undefined ? {} : { timeZone: time_zone }),
      ...(priority === undefined ? {} : { priority }),
      ...(messages === undefined ? {} : { messages }),
    };
    return { number: numberRecord(desk, desk.lines.update(line, change)) };
  });
  /** As one client reads it, no other source tells: [I]. */
  server.get<Named>('/v1/numbers/:id/registration_status', async (request) => {
    numberOr404(request.params.id);
    return { status: 'registered', details: {} };
  });

  const tagOr404 = (id: string) => {
    const tag = desk.tags.findById(id);
    if (tag === null) throw notFound('The tag');
    return tag;
  };
  server.get('/v1/tags', async (request) =>
    listReply(desk, request, 'tags', listed(desk.tags.all()), (tag) => tagRecord(desk, tag)),
  );
  server.get<Named>('/v1/tags/:id', async (request) => ({
    tag: tagRecord(desk, tagOr404(request.params.id)),
  }));
  server.post('/v1/tags', async (request, reply) => {
    const { name, color, description } = bodyOf(request, NewTag);
    return reply.code(201).send({ tag: tagRecord(desk, desk.tags.create(name, color, description ?? null)) });
  });
  server.put<Named>('/v1/tags/:id', async (request) => {
    const tag = tagOr404(request.params.id);
    const { name, color } = bodyOf(request, TagChange);
    return { tag: tagRecord(desk, desk.tags.update(tag, name ?? null, color ?? null)) };
  });
  server.delete<Named>('/v1/tags/:id', async (request, reply) => {
    desk.tags.delete(tagOr404(request.params.id));
    return reply.code(204).send();
  });
}
