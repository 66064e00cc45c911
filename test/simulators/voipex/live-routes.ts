import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { WorldPerson } from '../world/world.ts';
import { userIdOf } from './accesses.ts';
import { agentAt } from './agent-day.ts';
import type { Channel } from './channels.ts';
import { queueExtension, queueIdOf } from './directory.ts';
import { type Pbx, personById, personByLogin, queryOf, readerOf, subjectOf } from './pbx.ts';
import { formatNumber } from './phone-format.ts';
import { Problem } from './problem.ts';

/** Reads a request body, or refuses it with a 400 that names what is wrong. */
export function bodyOf<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (!parsed.success) throw new Problem(400, z.prettifyError(parsed.error));
  return parsed.data;
}

const dialable = z.string().regex(/^[+*#\d][\d\s().*#/-]*$/u, 'must be a phone number');
const NewCall = z.object({
  to: dialable,
  callerId: z.string().optional(),
  callerIdName: z.string().optional(),
  fromUser: z
    .object({
      identityType: z.enum(['login', 'line']),
      identityValue: z.string(),
      outgoingQueue: z.string().optional(),
    })
    .optional(),
  fromApplication: z.object({ extenId: z.number(), outRouteId: z.number() }).optional(),
});
const Transfer = z.object({
  to: dialable,
  type: z.enum(['blind', 'attended']).default('blind'),
  userId: z.string().optional(),
  customData: z.string().optional(),
});
const CancelTransfer = z.object({ userId: z.string().optional() });

/** Calls in progress and what can be done to them (5.2, 5.3). */
export function addLiveRoutes(server: FastifyInstance, pbx: Pbx): void {
  const { world, clock, live, switches } = pbx;
  const { seed } = world.options;

  const currentCall = (channel: Channel) => {
    const format = switches().numberFormat;
    const { person } = channel;
    return {
      callId: channel.callId,
      src: formatNumber(channel.src, format),
      dst: formatNumber(channel.dst, format),
      channel: channel.name,
      channelId: channel.channelId,
      duration: Math.floor((clock.now() - channel.since) / 1000),
      user: person === null ? null : { id: userIdOf(seed, person.index), login: person.email },
      direction: channel.way,
      state: channel.state,
      creationTime: new Date(channel.since).toISOString(),
    };
  };

  // GET /calls/current: 5.2, 14.6. One entry per channel, trunks included [I].
  server.get('/calls/current', async (request) => {
    readerOf(pbx, request, 'ipbx');
    const query = queryOf(request);
    const id = query.text('userId');
    const login = query.text('userLogin')?.toLowerCase() ?? null;
    const callId = query.text('callId');
    return live
      .channels()
      .filter(({ person }) => id === null || (person !== null && userIdOf(seed, person.index) === id))
      .filter(({ person }) => login === null || person?.email.toLowerCase() === login)
      .filter((channel) => callId === null || channel.callId === callId)
      .map(currentCall);
  });

  const caller = (from: NonNullable<z.infer<typeof NewCall>['fromUser']>): WorldPerson => {
    const { identityType, identityValue } = from;
    const person =
      identityType === 'login'
        ? personByLogin(world, identityValue)
        : world.people('voipex').find(({ extension }) => extension === identityValue);
    if (person === null || person === undefined) throw new Problem(404, 'User not found');
    return person;
  };

  // POST /calls: 5.3. The state machine behind it is 16.3's [I]; without `fromUser` the signed-in user calls [I].
  server.post('/calls', async (request) => {
    const reader = readerOf(pbx, request, 'ipbx');
    queryOf(request);
    const { to, fromUser, fromApplication } = bodyOf(NewCall, request.body);
    if (fromUser !== undefined) return live.dial(caller(fromUser), to);
    if (fromApplication !== undefined) return live.dial(null, to);
    if (reader.person === null) throw new Problem(400, 'One of "fromUser", "fromApplication" is required');
    return live.dial(reader.person, to);
  });

  // DELETE /calls: 5.3. Nothing to hang up is a 404 [I]; the answer is empty (4).
  server.delete('/calls', async (request, reply) => {
    const reader = readerOf(pbx, request, 'ipbx');
    const query = queryOf(request);
    const channelId = query.text('channelId');
    const callId = query.text('callId');
    const ended = live.hangUp(
      channelId !== null
        ? { channelId }
        : callId !== null
          ? { callId }
          : { person: subjectOf(pbx, reader, query.text('userId')) },
    );
    if (!ended) throw new Problem(404, 'Call not found');
    return reply.code(switches().emptyStatus).send();
  });

  // PUT /calls/transfer: 5.3; `blind` when no type is given [I].
  server.put('/calls/transfer', async (request, reply) => {
    const reader = readerOf(pbx, request, 'ipbx');
    const { to, type, userId } = bodyOf(Transfer, request.body);
    const done = live.transfer(subjectOf(pbx, reader, userId), to, type);
    if (!done) throw new Problem(404, 'Call not found');
    return reply.code(switches().emptyStatus).send();
  });

  // DELETE /calls/transfer: 5.3.
  server.delete('/calls/transfer', async (request, reply) => {
    const reader = readerOf(pbx, request, 'ipbx');
    const { userId } = bodyOf(CancelTransfer, request.body);
    if (!live.cancelTransfer(subjectOf(pbx, reader, userId).index))
      throw new Problem(404, 'Transfer not found');
    return reply.code(switches().emptyStatus).send();
  });

  // PUT /calls/monitor: 5.3. No sound is made; the answer's ids are new ones [I].
  server.put('/calls/monitor', async (request) => {
    readerOf(pbx, request, 'ipbx');
    const query = queryOf(request);
    query.oneOf('type', ['spy', 'whisper']);
    const listener = query.text('userId');
    if (listener !== null && personById(world, listener) === null) throw new Problem(404, 'User not found');
    const channelId = query.text('channelId');
    if (channelId === null) throw new Problem(400, '"channelId" is required');
    if (!live.channels().some((channel) => channel.channelId === channelId))
      throw new Problem(404, 'Channel not found');
    return { channelId: `${channelId}7`, callId: `${channelId}6` };
  });

  /** `agentState` words are unpublished (16.1 no. 26). [I] */
  const callCenter = (person: WorldPerson, channels: readonly Channel[]) => {
    const { loggedIn, pause } = agentAt(world, person, clock.now());
    const own = channels.filter((channel) => channel.person?.index === person.index);
    const phone = own.some(({ state }) => state !== 'Ringing')
      ? 'inUse'
      : own.length > 0
        ? 'ringing'
        : 'idle';
    return { agentState: loggedIn ? phone : 'loggedOut', isPaused: pause !== null };
  };

  // GET /calls/transfer/destinations: 5.3.
  server.get('/calls/transfer/destinations', async (request) => {
    readerOf(pbx, request, 'ipbx');
    const channels = live.channels();
    const people = world.people('voipex');
    const states = people.map((person) => ({ person, state: callCenter(person, channels) }));
    return [
      ...states.map(({ person, state }) => ({
        id: userIdOf(seed, person.index),
        name: `${person.firstName} ${person.lastName}`,
        extension: person.extension,
        ownerType: 'user',
        properties: { id: userIdOf(seed, person.index), status: { callCenter: state } },
      })),
      ...world.teams('voipex').map((team) => ({
        id: String(4000 + team.index),
        name: team.name,
        extension: queueExtension(team),
        ownerType: 'application',
        properties: {
          id: String(queueIdOf(team)),
          applicationType: 'queue',
          freeAgents: states.filter(
            ({ person, state }) =>
              person.teamIndexes.includes(team.index) && state.agentState === 'idle' && !state.isPaused,
          ).length,
          status: null,
        },
      })),
    ];
  });
}
