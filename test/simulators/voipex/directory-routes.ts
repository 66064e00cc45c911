import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { pauses } from './agent-day.ts';
import { userIdOf } from './accesses.ts';
import { member, numbersOf, pbxUser } from './directory.ts';
import { bodyOf } from './live-routes.ts';
import { type Pbx, personById, queryOf, readerOf, subjectOf } from './pbx.ts';
import { formatNumber } from './phone-format.ts';
import { Problem } from './problem.ts';
import { Profiles } from './profiles.ts';

const ProfileChange = z.object({
  active: z.boolean().optional(),
  fwd: z.enum(['none', 'mymobile', 'another']).nullable().optional(),
  fwdNum: z.string().nullable().optional(),
  endpointId: z.number().int().nullable().optional(),
});
const ActiveProfile = z.object({ userId: z.string().optional(), profileId: z.number().int() });
const contactsShown = 500;

/** People, numbers, pauses, profiles, and the phone book that may be gone (5.4, 5.5, 5.9). */
export function addDirectoryRoutes(server: FastifyInstance, pbx: Pbx): void {
  const { world, switches } = pbx;
  const { seed } = world.options;
  const profiles = new Profiles();

  // GET /pbx/users: 5.4. Every user of the simulator has a call-centre licence [I].
  server.get('/pbx/users', async (request) => {
    readerOf(pbx, request, 'ipbx-pbx');
    const query = queryOf(request);
    const exten = query.number('exten');
    const login = query.text('login')?.toLowerCase() ?? null;
    query.flag('callcenter');
    return world
      .people('voipex')
      .filter((person) => exten === null || Number(person.extension) === exten)
      .filter((person) => login === null || person.email.toLowerCase() === login)
      .map((person) => pbxUser(world, person));
  });

  // GET /pbx/users/{userId}: 5.4.
  server.get<{ Params: { userId: string } }>('/pbx/users/:userId', async (request) => {
    readerOf(pbx, request, 'ipbx-pbx');
    queryOf(request);
    const person = personById(world, request.params.userId);
    if (person === null) throw new Problem(404, 'User not found');
    return pbxUser(world, person);
  });

  // GET /members: 5.4.
  server.get('/members', async (request) => {
    readerOf(pbx, request, 'ipbx');
    const query = queryOf(request);
    const login = query.text('login')?.toLowerCase() ?? null;
    const userId = query.text('userId');
    return world
      .people('voipex')
      .filter((person) => login === null || person.email.toLowerCase() === login)
      .filter((person) => userId === null || userIdOf(seed, person.index) === userId)
      .map((person) => member(world, person, switches().numberFormat));
  });

  // GET /numbers, GET /numbers/{numberId}: 5.4.
  server.get('/numbers', async (request) => {
    readerOf(pbx, request, 'ipbx');
    const query = queryOf(request);
    const type = query.oneOf('type', ['ddi', 'exten', 'cid']);
    const ownerType = query.oneOf('ownerType', ['user', 'application']);
    return numbersOf(world, switches().numberFormat).filter(
      (number) =>
        (type === null || number.type === type) && (ownerType === null || number.ownerType === ownerType),
    );
  });
  server.get<{ Params: { numberId: string } }>('/numbers/:numberId', async (request) => {
    readerOf(pbx, request, 'ipbx');
    queryOf(request);
    const number = numbersOf(world, switches().numberFormat).find(({ id }) => id === request.params.numberId);
    if (number === undefined) throw new Problem(404, 'Number not found');
    return number;
  });

  // GET /pauses: 5.5.
  server.get('/pauses', async (request) => {
    readerOf(pbx, request, 'ipbx');
    return pauses;
  });

  // GET /profiles: 5.5. An access that is no user has none of its own [I].
  server.get('/profiles', async (request) => {
    const reader = readerOf(pbx, request, 'ipbx');
    const userId = queryOf(request).text('userId');
    if (userId === null && reader.person === null) return [];
    return profiles.of(subjectOf(pbx, reader, userId));
  });

  // PUT /profiles/{profileId}: 5.5; the answer is empty (4).
  server.put<{ Params: { profileId: string } }>('/profiles/:profileId', async (request, reply) => {
    readerOf(pbx, request, 'ipbx');
    const change = bodyOf(ProfileChange, request.body);
    const person = profiles.ownerOf(world, Number(request.params.profileId));
    if (person === null) throw new Problem(404, 'Profile not found');
    profiles.change(person, Number(request.params.profileId), change);
    return reply.code(switches().emptyStatus).send();
  });

  // PUT /users/profile: 5.5.
  server.put('/users/profile', async (request) => {
    const reader = readerOf(pbx, request, 'ipbx');
    const { userId, profileId } = bodyOf(ActiveProfile, request.body);
    const person = subjectOf(pbx, reader, userId);
    if (profiles.ownerOf(world, profileId)?.index !== person.index)
      throw new Problem(404, 'Profile not found');
    profiles.change(person, profileId, { active: true });
    return { id: profileId, message: 'updated' };
  });

  // GET /ivr: 5.9, seen in the dialer guide; the values are invented [I].
  server.get('/ivr', async (request) => {
    readerOf(pbx, request, 'ipbx');
    const editor = { id: pbx.accesses.full.id, email: pbx.accesses.full.email };
    const [main] = world.numbers('voipex');
    return [
      {
        id: '1',
        name: 'Hlavní menu',
        description: 'Uvítání a volba oddělení',
        createdAt: new Date(world.options.from).toISOString(),
        updatedAt: new Date(world.options.from).toISOString(),
        createdBy: editor,
        updatedBy: editor,
        routing: [{ exten: '799', ddi: formatNumber(main?.e164 ?? '', switches().numberFormat) }],
      },
    ];
  });

  // GET /contacts: 5.9; gone unless switched on.
  server.get('/contacts', async (request) => {
    readerOf(pbx, request, 'ipbx');
    if (!switches().contacts) throw new Problem(404, 'Not Found');
    return Array.from({ length: Math.min(contactsShown, world.contactCount) }, (_, index) => {
      const contact = world.contact(index);
      return {
        id: index + 1,
        firstName: contact.firstName,
        lastName: contact.lastName,
        company: contact.organisation ?? '',
        email: '',
        phoneNumbers: [
          {
            type: /^\+420[67]/u.test(contact.e164) ? 'mob' : 'pev',
            number: formatNumber(contact.e164, switches().numberFormat),
          },
        ],
      };
    });
  });
}
