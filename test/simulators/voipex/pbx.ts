import type { FastifyRequest } from 'fastify';
import type { SimulatorClock } from '../control/clock.ts';
import type { World, WorldPerson } from '../world/world.ts';
import { type Access, type Accesses, maySee, type Part, userIdOf } from './accesses.ts';
import type { CallRows } from './call-rows.ts';
import type { Grants } from './grants.ts';
import type { LiveCalls } from './live-calls.ts';
import { Problem } from './problem.ts';
import { Query } from './query.ts';
import type { VoipexSwitches } from './switches.ts';

/** The one switchboard (ústředna) of the invented company (1.2). */
export const pbx = { pbxId: 1203, hostname: 'lumora.voipex.io', version: '5.4.0' } as const;
export const customerId = 4711;

/** What the routes of both APIs share. */
export interface Pbx {
  readonly world: World;
  readonly clock: SimulatorClock;
  readonly accesses: Accesses;
  readonly grants: Grants;
  readonly rows: CallRows;
  readonly live: LiveCalls;
  readonly switches: () => VoipexSwitches;
}

const refusals = {
  invalid: 'Invalid token',
  expired: 'Expired token',
  revoked: 'Invalid token',
} as const;

/**
 * Whose request this is. Throws `Problem` 401 for a missing, foreign or old token (told apart in the message, 2.8),
 * 403 when the access may not see this part (1.3). [I]
 */
export function readerOf({ grants, switches }: Pbx, request: FastifyRequest, part: Part): Access {
  const header = request.headers.authorization;
  if (header === undefined) throw new Problem(401, 'Missing authentication');
  const token = /^Bearer (\S+)$/u.exec(header)?.[1];
  if (token === undefined) throw new Problem(401, 'Bad HTTP authentication header format');
  const access = grants.check(token);
  if (typeof access === 'string') throw new Problem(401, refusals[access]);
  if (!maySee(access, part, switches())) throw new Problem(403, 'Insufficient scope');
  return access;
}

/** The query of a request to the switchboard; another one's `pbxId` is a 404. [I] */
export function queryOf(request: FastifyRequest): Query {
  const query = new Query(request.query);
  const wanted = query.number('pbxId');
  if (wanted !== null && wanted !== pbx.pbxId) throw new Problem(404, 'Unknown pbxId');
  return query;
}

/** The user with a platform id, or null. */
export function personById(world: World, id: string): WorldPerson | null {
  return world.people('voipex').find(({ index }) => userIdOf(world.options.seed, index) === id) ?? null;
}

/** The user with a login (an e-mail), or null. */
export function personByLogin(world: World, login: string): WorldPerson | null {
  return world.people('voipex').find(({ email }) => email.toLowerCase() === login.toLowerCase()) ?? null;
}

/** The user a request is about: the one named, else the one who asks. Throws `Problem` 404 or 400. [I] */
export function subjectOf({ world }: Pbx, reader: Access, userId: string | null | undefined): WorldPerson {
  if (userId !== null && userId !== undefined) {
    const person = personById(world, userId);
    if (person === null) throw new Problem(404, 'User not found');
    return person;
  }
  if (reader.person === null) throw new Problem(400, 'The access is no user: name one with "userId"');
  return reader.person;
}
