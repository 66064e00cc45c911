import type { World, WorldPerson } from '../world/world.ts';

export interface ProfileParams {
  readonly hasDevice: boolean;
  readonly hasForward: boolean;
  readonly alert: boolean;
  readonly endpointId: number | null;
  readonly fwd: 'none' | 'mymobile' | 'another' | null;
  readonly fwdNum: string | null;
}

/** Element of `GET /profiles` (5.5). */
export interface Profile {
  readonly id: number;
  readonly name: string;
  readonly active: boolean;
  readonly description: string;
  readonly params: ProfileParams;
}

export interface ProfileChange {
  readonly active?: boolean | undefined;
  readonly fwd?: ProfileParams['fwd'] | undefined;
  readonly fwdNum?: string | null | undefined;
  readonly endpointId?: number | null | undefined;
}

const perPerson = 3;
const firstId = 5001;

function made(person: WorldPerson): readonly Profile[] {
  const id = (n: number): number => firstId + person.index * perPerson + n;
  const endpointId = 900 + person.index;
  const device = {
    hasDevice: true,
    hasForward: false,
    alert: false,
    endpointId,
    fwd: 'none',
    fwdNum: null,
  } as const;
  const forward = { ...device, hasDevice: false, hasForward: true, endpointId: null } as const;
  return [
    { id: id(0), name: 'Kancelář', active: true, description: 'Stolní telefon', params: device },
    { id: id(1), name: 'Mobil', active: false, description: '', params: { ...forward, fwd: 'mymobile' } },
    {
      id: id(2),
      name: 'Nepřítomen',
      active: false,
      description: '',
      params: { ...forward, fwd: 'another', fwdNum: '701' },
    },
  ];
}

/** The forwarding and device profiles of everybody; made when first asked for or changed. */
export class Profiles {
  readonly #changed = new Map<number, readonly Profile[]>();

  of(person: WorldPerson): readonly Profile[] {
    return this.#changed.get(person.index) ?? made(person);
  }

  ownerOf(world: World, profileId: number): WorldPerson | null {
    return world.people('voipex')[Math.floor((profileId - firstId) / perPerson)] ?? null;
  }

  /** Exactly one profile of a person is active: activating one ends the others. [I] */
  change(person: WorldPerson, profileId: number, change: ProfileChange): void {
    const { active, fwd, fwdNum, endpointId } = change;
    this.#changed.set(
      person.index,
      this.of(person).map((profile) =>
        profile.id !== profileId
          ? { ...profile, active: active === true ? false : profile.active }
          : {
              ...profile,
              active: active ?? profile.active,
              params: {
                ...profile.params,
                ...(fwd === undefined ? {} : { fwd }),
                ...(fwdNum === undefined ? {} : { fwdNum }),
                ...(endpointId === undefined ? {} : { endpointId }),
              },
            },
      ),
    );
  }
}
