import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Team } from '../books/team-book.ts';
import type { Desk } from '../desk.ts';
import { notFound } from '../errors.ts';
import { teamRecord } from '../wire/people.ts';
import { bodyOf, listed, listReply } from './reply.ts';

interface Named {
  Params: { id: string };
}

const NewTeam = z.object({ name: z.string() });

/** Teams and who is in them (5.5). */
export function addTeamRoutes(server: FastifyInstance, desk: Desk): void {
  const teamOr404 = (id: string): Team => {
    const team = desk.teams.findById(id);
    if (team === null) throw notFound('The team');
    return team;
  };

  /** No `from` and `to` (3). */
  server.get('/v1/teams', async (request) =>
    listReply(desk, request, 'teams', listed(desk.teams.all()), (team) => teamRecord(desk, team, 'list')),
  );
  server.get<Named>('/v1/teams/:id', async (request) => ({
    team: teamRecord(desk, teamOr404(request.params.id), 'single'),
  }));
  server.post('/v1/teams', async (request, reply) => {
    const team = desk.teams.create(bodyOf(request, NewTeam).name, desk.clock.now());
    return reply.code(201).send({ team: teamRecord(desk, team, 'single') });
  });
  server.delete<Named>('/v1/teams/:id', async (request, reply) => {
    desk.teams.delete(teamOr404(request.params.id));
    return reply.code(204).send();
  });

  // One user at a time, named in the path; the answer is the team as it is then: 201 and 200 [I].
  for (const [method, status, member] of [
    ['POST', 201, true],
    ['DELETE', 200, false],
  ] as const) {
    server.route<{ Params: { id: string; user: string } }>({
      method,
      url: '/v1/teams/:id/users/:user',
      handler: async (request, reply) => {
        const team = teamOr404(request.params.id);
        const user = desk.users.findById(request.params.user);
        if (user === null || (!member && !team.members.includes(user.index))) throw notFound('The user');
        const changed = desk.teams.change(team, user.index, member);
        return reply.code(status).send({ team: teamRecord(desk, changed, 'single') });
      },
    });
  }
}
