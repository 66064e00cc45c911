import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { User, UserChange } from '../books/user-book.ts';
import type { Desk } from '../desk.ts';
import { notFound, refuseAtEdge } from '../errors.ts';
import { unix, userIdOf, userIndexOf } from '../identity.ts';
import { bounds, type Listing, type Query, within } from '../paging.ts';
import { invitedRecord, numbersOf, userNumberRecord, userRecord } from '../wire/people.ts';
import { userInEvent } from '../wire/events.ts';
import { bodyOf, listed, listReply, queryOf } from './reply.ts';

interface Named {
  Params: { id: string };
}

const name = z.string().trim().min(1);
const Change = z.object({
  email: z.email().optional(),
  first_name: name.optional(),
  last_name: name.optional(),
  time_zone: z.string().min(1).optional(),
  language: z.string().min(2).optional(),
  wrap_up_time: z.number().int().nonnegative().optional(),
});
/** Roles and the inviter are taken and change nothing that is shown. */
const Invitation = Change.extend({ email: z.email(), first_name: name, last_name: name });

function changeOf(body: z.infer<typeof Change>): UserChange {
  return {
    ...(body.email === undefined ? {} : { email: body.email }),
    ...(body.first_name === undefined ? {} : { firstName: body.first_name }),
    ...(body.last_name === undefined ? {} : { lastName: body.last_name }),
    ...(body.time_zone === undefined ? {} : { timeZone: body.time_zone }),
    ...(body.language === undefined ? {} : { language: body.language }),
    ...(body.wrap_up_time === undefined ? {} : { wrapUpTime: body.wrap_up_time }),
  };
}

/** Users and who is available (5.2). */
export function addUserRoutes(server: FastifyInstance, desk: Desk): void {
  const listing = (query: Query): Listing<User> => {
    const users = listed(desk.users.all());
    return within(users, (at) => unix(users.at(at).createdAt), bounds(query));
  };

  /** By id, or by e-mail address where the reference allows it. */
  const userOr404 = (text: string, byMail: boolean): User => {
    const isId = userIndexOf(desk.world, text) !== null;
    const user = isId || !byMail ? desk.users.findById(text) : desk.users.findByMail(text);
    if (user === null) throw notFound('The user');
    return user;
  };

  const tell = (user: User, what: 'created' | 'deleted'): void => {
    desk.tell(`user.${what}.v2`, userInEvent(desk, user, 'v2'));
    desk.tell(`user.${what}`, userInEvent(desk, user, 'v1'));
  };

  server.get('/v2/users', async (request) =>
    listReply(desk, request, 'users', listing(queryOf(request)), (user) => userRecord(desk, user, 'v2')),
  );
  server.get<Named>('/v2/users/:id', async (request) => ({
    user: userRecord(desk, userOr404(request.params.id, true), 'v2'),
  }));
  server.get<Named>('/v2/users/:id/numbers', async (request) => {
    const lines = numbersOf(desk, userOr404(request.params.id, true));
    return listReply(desk, request, 'numbers', listed(lines), (line) => userNumberRecord(desk, line));
  });

  /** Sends an invitation; the answer lacks the substatus (4.2). 201, and which fields are required, is [I]. */
  server.post('/v2/users', async (request, reply) => {
    const { email, first_name, last_name, ...rest } = bodyOf(request, Invitation);
    const draft = { email, firstName: first_name, lastName: last_name, ...changeOf(rest) };
    const user = desk.users.create(draft, desk.clock.now());
    tell(user, 'created');
    return reply.code(201).send({ user: invitedRecord(desk, user) });
  });
  /** Whether presence can be set here is unconfirmed (9 no. 17): such fields are taken and change nothing. [I] */
  server.put<Named>('/v2/users/:id', async (request) => {
    const user = userOr404(request.params.id, true);
    return { user: userRecord(desk, desk.users.update(user, changeOf(bodyOf(request, Change))), 'v2') };
  });
  /** Not retired: v1 only (3). The user leaves the teams and is named by no call any more. */
  server.delete<Named>('/v1/users/:id', async (request, reply) => {
    const user = userOr404(request.params.id, false);
    tell(user, 'deleted');
    desk.users.delete(user);
    return reply.code(204).send();
  });

  /** The operational word, and nothing else (4.2, 4.8). */
  server.get('/v1/users/availabilities', async (request) =>
    listReply(desk, request, 'users', listing(queryOf(request)), ({ index }) => ({
      id: userIdOf(desk.world, index),
      availability: desk.presence.of(index),
    })),
  );
  server.get<Named>('/v1/users/:id/availability', async (request) => ({
    availability: desk.presence.of(userOr404(request.params.id, false).index),
  }));

  // Retired on 2026-09-30; what they answer now is [I]: as if the path did not exist (3, 9 no. 7 and 8).
  server.get('/v1/users', async (request, reply) => {
    if (desk.switches().v1Users === 'retired') return refuseAtEdge(reply, 404);
    return listReply(desk, request, 'users', listing(queryOf(request)), (user) =>
      userRecord(desk, user, 'v1'),
    );
  });
  server.get<Named>('/v1/users/:id', async (request, reply) => {
    if (desk.switches().v1Users === 'retired') return refuseAtEdge(reply, 404);
    return { user: userRecord(desk, userOr404(request.params.id, true), 'v1') };
  });
}
