import type { World, WorldPerson } from '../world/world.ts';
import { stableUuid, stableWord } from './identity.ts';
import type { VoipexSwitches } from './switches.ts';

/** Somebody who can sign in: an API access made in the portal (1.3) or an ordinary user of the PBX (2.1). */
export interface Access {
  readonly kind: 'full' | 'limited' | 'user';
  /** The platform ("Anvil") user id. */
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly impersonation: boolean;
  /** The user of the PBX behind the access; an API access has none (16.1 no. 6). */
  readonly person: WorldPerson | null;
}

export interface Accesses {
  readonly full: Access;
  readonly limited: Access;
  readonly users: readonly Access[];
  find(email: string): Access | null;
}

const userIds = new Map<string, string>();

/** The platform id of a person of the PBX. Kept, because every row of the call log asks for one. */
export function userIdOf(seed: number, person: number): string {
  const key = `${String(seed)}/${String(person)}`;
  const known = userIds.get(key) ?? stableUuid('voipex', seed, 'user', person);
  userIds.set(key, known);
  return known;
}

/** The accesses of a world: always the same addresses and passwords for the same seed, all invented. */
export function makeAccesses(world: World): Accesses {
  const { seed } = world.options;
  // The characters that a form-encoded body must escape are there on purpose.
  const apiAccess = (kind: 'full' | 'limited', local: string, lastName: string): Access => ({
    kind,
    id: stableUuid('voipex', seed, 'access', local),
    email: `${local}@lumora.example`,
    password: `vymyšlené & heslo+${stableWord('voipex', seed, local).slice(0, 4)}=100%`,
    firstName: 'API',
    lastName,
    impersonation: kind === 'full',
    person: null,
  });
  const full = apiAccess('full', 'api+switchdeck', 'Switchdeck');
  const limited = apiAccess('limited', 'api+vypis', 'Výpis');
  const users = world.people('voipex').map((person): Access => ({
    kind: 'user',
    id: userIdOf(seed, person.index),
    email: person.email,
    password: `heslo-${person.extension}-${stableWord('voipex', seed, person.email)}`,
    firstName: person.firstName,
    lastName: person.lastName,
    impersonation: false,
    person,
  }));
  const byEmail = new Map([full, limited, ...users].map((a) => [a.email.toLowerCase(), a]));
  return { full, limited, users, find: (email) => byEmail.get(email.trim().toLowerCase()) ?? null };
}

/** Parts of the two APIs that an access may or may not see. */
export type Part = 'ipbx-calls' | 'ipbx-pbx' | 'ipbx' | 'central';

export function maySee(access: Access, part: Part, switches: VoipexSwitches): boolean {
  if (access.kind === 'user') return true;
  if (access.kind === 'full') {
    return (
      switches.defaultAccessSees === 'both' ||
      (part === 'central') === (switches.defaultAccessSees === 'central')
    );
  }
  return switches.limitedAccessSees === 'central'
    ? part === 'central'
    : part === 'ipbx-calls' || part === 'ipbx-pbx';
}
