import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Desk } from '../desk.ts';
import { notFound } from '../errors.ts';
import { createdAt, indexOf, unix } from '../identity.ts';
import { bounds, within } from '../paging.ts';
import { numberRecord, teamRecord } from '../wire/people.ts';
import { tagRecord } from '../wire/records.ts';
import { bodyOf, listed, listReply, queryOf } from './reply.ts';

interface Named {
  Params: { id: string };
}

const NewTag = z.object({
  name: z.string(),
  color: z.string(),
  description: z.string().nullable().optional(),
});
const TagChange = z.object({ name: z.string().optional(), color: z.string().optional() });

/** Numbers, teams and tags (5.5). */
export function addDirectoryRoutes(server: FastifyInstance, desk: Desk): void {
  const numbers = desk.world.numbers('aircall');
  const teams = desk.world.teams('aircall');

  server.get('/v1/numbers', async (request) => {
    const made = (at: number): number => unix(createdAt(desk.world, at, numbers.length));
    const listing = within(listed(numbers), made, bounds(queryOf(request)));
    return listReply(desk, request, 'numbers', listing, (number) => numberRecord(desk, number));
  });
  server.get<Named>('/v1/numbers/:id', async (request) => {
    const number = numbers[indexOf('number', request.params.id) ?? -1];
    if (number === undefined) throw notFound('The number');
    return { number: numberRecord(desk, number) };
  });

  /** No `from` and `to` (3). */
  server.get('/v1/teams', async (request) =>
    listReply(desk, request, 'teams', listed(teams), (team) => teamRecord(desk, team, 'list')),
  );
  server.get<Named>('/v1/teams/:id', async (request) => {
    const team = teams[indexOf('team', request.params.id) ?? -1];
    if (team === undefined) throw notFound('The team');
    return { team: teamRecord(desk, team, 'single') };
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
