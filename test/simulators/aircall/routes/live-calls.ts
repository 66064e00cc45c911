import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { recordsCalls } from '../../world/staff.ts';
import type { User } from '../books/user-book.ts';
import type { Desk } from '../desk.ts';
import { AircallError, badRequest, notFound } from '../errors.ts';
import { callInEvent } from '../wire/events.ts';
import { callOr404 } from './calls.ts';
import { bodyOf, e164 } from './reply.ts';

interface Named {
  Params: { id: string };
}

const id = z.union([z.number().int(), z.string().regex(/^\d+$/u)]);
const Transfer = z.object({
  user_id: id.optional(),
  team_id: id.optional(),
  number: e164.optional(),
  dispatching_strategy: z.enum(['simultaneous', 'random', 'longest_idle']).optional(),
});
const Dial = z.object({ to: e164 });
const Start = z.object({ to: e164, number_id: id });
const Cards = z.object({
  contents: z
    .array(
      z.discriminatedUnion('type', [
        z.object({ type: z.literal('title'), text: z.string(), link: z.string().optional() }),
        z.object({
          type: z.literal('shortText'),
          label: z.string().optional(),
          text: z.string(),
          link: z.string().optional(),
        }),
      ]),
    )
    .min(1),
});

/** What acts on a running call, or starts one (5.1, 5.2, 8.3). */
export function addLiveCallRoutes(server: FastifyInstance, desk: Desk): void {
  const running = (call: { readonly endedAt: number | null }): void => {
    if (call.endedAt !== null) throw badRequest('The call has already ended.');
  };

  /** Cold transfer. A transfer outside needs an inbound call that nobody took. */
  server.post<Named>('/v1/calls/:id/transfers', async (request, reply) => {
    const call = callOr404(desk, request);
    const told = bodyOf(request, Transfer);
    const targets = [told.user_id, told.team_id, told.number].filter((target) => target !== undefined);
    if (targets.length !== 1) throw badRequest('Give exactly one of user_id, team_id and number.');
    if (told.dispatching_strategy !== undefined && told.team_id === undefined) {
      throw badRequest('dispatching_strategy goes with team_id only.');
    }
    running(call);
    if (told.number !== undefined && (call.direction !== 'in' || call.answeredAt !== null)) {
      throw badRequest('Only an inbound call that was not answered can be transferred outside.');
    }
    if (told.team_id !== undefined) {
      const team = desk.teams.findById(told.team_id);
      if (team === null) throw badRequest('team_id is unknown.');
      // For a team the first of its users stands as the target (4.1).
      const transferredToIndex = team.members[0] ?? null;
      desk.world.amend('aircall', call.index, { teamIndex: team.index, transferredToIndex });
    }
    if (told.user_id !== undefined) {
      const user = desk.users.findById(told.user_id);
      if (user === null) throw badRequest('user_id is unknown.');
      desk.world.amend('aircall', call.index, { transferredToIndex: user.index });
    }
    if (told.number !== undefined)
      desk.tell('call.external_transferred', callInEvent(desk, call, { outside: told.number }));
    return reply.code(204).send();
  });

  for (const verb of ['pause_recording', 'resume_recording']) {
    server.post<Named>(`/v1/calls/:id/${verb}`, async (request, reply) => {
      const call = callOr404(desk, request);
      running(call);
      if (call.numberIndex === null || !recordsCalls(call.numberIndex)) {
        throw new AircallError(405, 'Recording is disabled on this number');
      }
      return reply.code(204).send();
    });
  }

  /** Shown in Workspace and not stored. 201 is [I] (9 no. 23); the payload must stay under 10 KB. */
  server.post<Named>('/v1/calls/:id/insight_cards', async (request, reply) => {
    running(callOr404(desk, request));
    bodyOf(request, Cards);
    if (JSON.stringify(request.body).length >= 10_240) throw badRequest('The payload must be under 10 KB.');
    return reply.code(201).send({});
  });

  const freeUser = (text: string): User => {
    const user = desk.users.findById(text);
    if (user === null) throw notFound('The user');
    if (desk.presence.of(user.index) !== 'available')
      throw new AircallError(405, 'The user is currently unavailable');
    return user;
  };

  /** Only fills in the user's dialler: no call follows. */
  server.post<Named>('/v1/users/:id/dial', async (request, reply) => {
    bodyOf(request, Dial);
    freeUser(request.params.id);
    return reply.code(204).send();
  });

  /** Starts the call at once: 204 without a call object, and the call is in the lists. */
  server.post<Named>('/v1/users/:id/calls', async (request, reply) => {
    const { to, number_id } = bodyOf(request, Start);
    const user = freeUser(request.params.id);
    const line = desk.lines.findById(number_id);
    // That an unassigned line is a 400 is [I].
    if (line === null || !user.numberIndexes.includes(line.index)) {
      throw badRequest('The user is not assigned to this number.');
    }
    const [numberIndex, personIndex] = [line.index, user.index];
    desk.calls.ring({ direction: 'out', remote: to, numberIndex, personIndex, rungIndexes: [] });
    return reply.code(204).send();
  });
}
