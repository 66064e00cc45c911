import type { World, WorldPerson } from '../../world/world.ts';
import { badRequest } from '../errors.ts';
import { createdAt, userIndexOf } from '../identity.ts';

/** A user of the company (4.2). Instants are epoch ms. */
export interface User {
  readonly index: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly extension: string;
  /** The user's lines, by position; the first is the default one. */
  readonly numberIndexes: readonly number[];
  readonly timeZone: string;
  readonly language: string;
  /** Seconds, 0 for none. */
  readonly wrapUpTime: number;
  readonly createdAt: number;
}

export type UserChange = Partial<
  Pick<User, 'firstName' | 'lastName' | 'email' | 'timeZone' | 'language' | 'wrapUpTime'>
>;
export type UserDraft = Pick<User, 'firstName' | 'lastName' | 'email'> & UserChange;

const timeZones = { 'cs-CZ': 'Europe/Prague', 'fr-FR': 'Europe/Paris', 'en-GB': 'Europe/London' } as const;

function userOf(world: World, person: WorldPerson, count: number): User {
  const { index, firstName, lastName, email, extension, numberIndexes, language } = person;
  return {
    ...{ index, firstName, lastName, email, extension, numberIndexes, language },
    timeZone: timeZones[language],
    wrapUpTime: index % 4 === 3 ? 0 : 30,
    createdAt: createdAt(world, index, count),
  };
}

/** The world's people of Aircall with whom clients invited, changed and deleted, in creation order. */
export class UserBook {
  readonly #world: World;
  readonly #users: Map<number, User>;
  #next: number;

  constructor(world: World) {
    this.#world = world;
    const people = world.people('aircall');
    this.#users = new Map(people.map((person) => [person.index, userOf(world, person, people.length)]));
    this.#next = people.length;
  }

  all(): readonly User[] {
    return [...this.#users.values()];
  }

  find(index: number): User | null {
    return this.#users.get(index) ?? null;
  }

  findById(id: string | number): User | null {
    const index = userIndexOf(this.#world, id);
    return index === null ? null : this.find(index);
  }

  findByMail(email: string): User | null {
    const wanted = email.toLowerCase();
    return this.all().find((user) => user.email.toLowerCase() === wanted) ?? null;
  }

  /** Throws AircallError 400 for an address in use. [I] */
  create(draft: UserDraft, now: number): User {
    this.#mustBeFree(draft.email, null);
    const index = this.#next++;
    const user: User = {
      // The defaults are 4.2's.
      ...{ timeZone: 'Etc/UTC', language: 'en-US', wrapUpTime: 0 },
      ...draft,
      index,
      extension: String(index + 1).padStart(3, '0'),
      numberIndexes: [],
      createdAt: now,
    };
    this.#users.set(index, user);
    return user;
  }

  /** As `create`. */
  update(user: User, change: UserChange): User {
    if (change.email !== undefined) this.#mustBeFree(change.email, user);
    const updated = { ...user, ...change };
    this.#users.set(user.index, updated);
    return updated;
  }

  delete(user: User): void {
    this.#users.delete(user.index);
  }

  #mustBeFree(email: string, owner: User | null): void {
    const holder = this.findByMail(email);
    if (holder !== null && holder.index !== owner?.index)
      throw badRequest('A user with this email already exists.');
  }
}
