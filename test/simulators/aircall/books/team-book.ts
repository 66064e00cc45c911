import type { World } from '../../world/world.ts';
import { badRequest } from '../errors.ts';
import { createdAt, indexOf } from '../identity.ts';

/** A team (4.4). */
export interface Team {
  readonly index: number;
  readonly name: string;
  /** Positions of its users. */
  readonly members: readonly number[];
  /** Epoch ms. */
  readonly createdAt: number;
}

const longestName = 64;

/** The world's teams with those that clients made, filled, emptied and deleted, in creation order. */
export class TeamBook {
  readonly #teams: Map<number, Team>;
  #next: number;

  constructor(world: World) {
    const teams = world.teams('aircall');
    const people = world.people('aircall');
    this.#teams = new Map(
      teams.map(({ index, name }) => {
        const members = people.filter((p) => p.teamIndexes.includes(index)).map((p) => p.index);
        return [index, { index, name, members, createdAt: createdAt(world, index, teams.length) }];
      }),
    );
    this.#next = teams.length;
  }

  all(): readonly Team[] {
    return [...this.#teams.values()];
  }

  find(index: number): Team | null {
    return this.#teams.get(index) ?? null;
  }

  findById(id: string | number): Team | null {
    const index = indexOf('team', id);
    return index === null ? null : this.find(index);
  }

  /** Throws AircallError 400 for an empty, long or used name (4.4). */
  create(name: string, now: number): Team {
    if (name.trim() === '') throw badRequest('name is required.');
    if (name.length > longestName)
      throw badRequest(`name cannot have more than ${String(longestName)} characters.`);
    if (this.all().some((team) => team.name === name))
      throw badRequest('A team with this name already exists.');
    const team: Team = { index: this.#next++, name, members: [], createdAt: now };
    this.#teams.set(team.index, team);
    return team;
  }

  /** Puts a user into a team or takes one out; doing so twice changes nothing more. */
  change(team: Team, user: number, member: boolean): Team {
    const others = team.members.filter((index) => index !== user);
    const changed = { ...team, members: member ? [...others, user] : others };
    this.#teams.set(team.index, changed);
    return changed;
  }

  delete(team: Team): void {
    this.#teams.delete(team.index);
  }
}
