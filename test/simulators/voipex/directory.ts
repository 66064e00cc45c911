import type { World, WorldPerson, WorldTeam } from '../world/world.ts';
import { userIdOf } from './accesses.ts';
import { formatNumber } from './phone-format.ts';
import type { VoipexSwitches } from './switches.ts';

/** How the PBX writes its people, queues and numbers (5.4). */

export const pbxUserIdOf = (person: WorldPerson): number => 31 + person.index;
export const queueIdOf = (team: WorldTeam): number => team.index + 1;
/** Extension of a queue: an application's number. [I] */
export const queueExtension = (team: WorldTeam): string => String(701 + team.index);

/** Element of `GET /pbx/users`: here the extension is a number and `name` the first name. */
export const pbxUser = (world: World, person: WorldPerson) => ({
  login: person.email,
  name: person.firstName,
  surname: person.lastName,
  id: userIdOf(world.options.seed, person.index),
  pbxUserId: pbxUserIdOf(person),
  exten: Number(person.extension),
});

const queuesOf = (world: World, person: WorldPerson): readonly WorldTeam[] =>
  world.teams('voipex').filter(({ index }) => person.teamIndexes.includes(index));

/** Element of `GET /members`: here the extension is an object with a text. */
export const member = (world: World, person: WorldPerson, format: VoipexSwitches['numberFormat']) => ({
  userId: userIdOf(world.options.seed, person.index),
  pbxUserId: pbxUserIdOf(person),
  firstName: person.firstName,
  lastName: person.lastName,
  login: person.email,
  exten: { id: 1000 + person.index, number: person.extension },
  queues: queuesOf(world, person).map((team) => {
    const number = world.numbers('voipex')[team.index];
    return {
      id: queueIdOf(team),
      name: team.name,
      callerId: number === undefined ? null : formatNumber(number.e164, format),
    };
  }),
  skillsGroup: person.index % 9 === 4 ? { id: 2, name: 'Angličtina' } : null,
});

export interface PbxNumber {
  readonly number: string;
  readonly ownerId: string;
  readonly id: string;
  readonly ownerType: 'user' | 'application';
  readonly applicationType?: string;
  readonly type: 'ddi' | 'exten' | 'cid';
  readonly priority?: number;
  readonly numplan: { readonly id?: number; readonly name?: string };
}

/** `GET /numbers`: extensions of people and queues, public numbers, and the caller ids made of them. */
export function numbersOf(world: World, format: VoipexSwitches['numberFormat']): readonly PbxNumber[] {
  const numplan = { id: 1, name: 'Výchozí' };
  const people = world.people('voipex');
  const teams = world.teams('voipex');
  return [
    ...people.map((person): PbxNumber => ({
      number: person.extension,
      ownerId: userIdOf(world.options.seed, person.index),
      id: String(1000 + person.index),
      ownerType: 'user',
      type: 'exten',
      numplan,
    })),
    ...teams.map((team): PbxNumber => ({
      number: queueExtension(team),
      ownerId: String(queueIdOf(team)),
      id: String(4000 + team.index),
      ownerType: 'application',
      applicationType: 'queue',
      type: 'exten',
      numplan,
    })),
    ...world.numbers('voipex').flatMap(({ index, e164, name }): PbxNumber[] => {
      const number = formatNumber(e164, format);
      const shared = { number, numplan: { id: 2, name } };
      const owner = {
        ownerId: String((index % teams.length) + 1),
        ownerType: 'application',
        applicationType: 'queue',
      } as const;
      return [
        { ...shared, ...owner, id: String(2000 + index), type: 'ddi' },
        { ...shared, ...owner, id: String(3000 + index), type: 'cid', priority: index + 1 },
      ];
    }),
  ];
}
