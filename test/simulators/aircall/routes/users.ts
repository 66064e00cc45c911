import type { FastifyInstance } from 'fastify';
import type { WorldPerson } from '../../world/world.ts';
import type { Desk } from '../desk.ts';
import { notFound, refuseAtEdge } from '../errors.ts';
import { createdAt, idOf, indexOf, unix } from '../identity.ts';
import { bounds, type Listing, type Query, within } from '../paging.ts';
import { numbersOf, userNumberRecord, userRecord } from '../wire/people.ts';
import { listed, listReply, queryOf } from './reply.ts';

interface Named {
  Params: { id: string };
}

/** Users and who is available (5.2). */
export function addUserRoutes(server: FastifyInstance, desk: Desk): void {
  const people = desk.world.people('aircall');
  const listing = (query: Query): Listing<WorldPerson> =>
    within(listed(people), (at) => unix(createdAt(desk.world, at, people.length)), bounds(query));

  /** By id, or by e-mail address where the reference allows it. */
  const personOr404 = (text: string, byMail: boolean): WorldPerson => {
    const index = indexOf('user', text);
    const person =
      index !== null
        ? people[index]
        : byMail
          ? people.find(({ email }) => email.toLowerCase() === text.toLowerCase())
          : undefined;
    if (person === undefined) throw notFound('The user');
    return person;
  };

  server.get('/v2/users', async (request) =>
    listReply(desk, request, 'users', listing(queryOf(request)), (person) => userRecord(desk, person, 'v2')),
  );
  server.get<Named>('/v2/users/:id', async (request) => ({
    user: userRecord(desk, personOr404(request.params.id, true), 'v2'),
  }));
  server.get<Named>('/v2/users/:id/numbers', async (request) => {
    const lines = numbersOf(desk, personOr404(request.params.id, true));
    return listReply(desk, request, 'numbers', listed(lines), (line) => userNumberRecord(desk, line));
  });

  /** The operational word, and nothing else (4.2, 4.8). */
  server.get('/v1/users/availabilities', async (request) =>
    listReply(desk, request, 'users', listing(queryOf(request)), ({ index }) => ({
      id: idOf('user', index),
      availability: desk.presence.of(index),
    })),
  );
  server.get<Named>('/v1/users/:id/availability', async (request) => ({
    availability: desk.presence.of(personOr404(request.params.id, false).index),
  }));

  // Retired on 2026-09-30; what they answer now is [I]: as if the path did not exist (3, 9 no. 7 and 8).
  server.get('/v1/users', async (request, reply) => {
    if (desk.switches().v1Users === 'retired') return refuseAtEdge(reply, 404);
    return listReply(desk, request, 'users', listing(queryOf(request)), (person) =>
      userRecord(desk, person, 'v1'),
    );
  });
  server.get<Named>('/v1/users/:id', async (request, reply) => {
    if (desk.switches().v1Users === 'retired') return refuseAtEdge(reply, 404);
    return { user: userRecord(desk, personOr404(request.params.id, true), 'v1') };
  });
}
