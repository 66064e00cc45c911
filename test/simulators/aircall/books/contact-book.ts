import { setImmediate as breathe } from 'node:timers/promises';
import { contactNumber } from '../../world/contacts.ts';
import { Draw } from '../../world/draw.ts';
import { plain } from '../../world/names.ts';
import type { World } from '../../world/world.ts';
import { badRequest } from '../errors.ts';
import { createdAt, idOf, indexOf } from '../identity.ts';
import type { Listing } from '../paging.ts';
import { digitsOf } from './text.ts';

export interface Detail {
  readonly id: number;
  readonly label: string;
  readonly value: string;
}

/** A shared contact (4.4); only those exist in the API. Instants are epoch ms. */
export interface Contact {
  readonly index: number;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly companyName: string | null;
  readonly information: string | null;
  readonly phones: readonly Detail[];
  readonly emails: readonly Detail[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type ContactDraft = Omit<Contact, 'index' | 'createdAt' | 'updatedAt' | 'phones' | 'emails'> & {
  readonly phones: readonly Omit<Detail, 'id'>[];
  readonly emails: readonly Omit<Detail, 'id'>[];
};

/** Which of a contact's two lists. */
export type DetailKind = 'phones' | 'emails';

/** Of each list (5.4). */
export const mostDetails = 20;
const detailIds = { phones: 'contactPhone', emails: 'contactEmail' } as const;

const day = 86_400_000;
const addedFrom = 9_000_000;

/** The world's address book with what clients created, changed and deleted. Positions are in creation order. */
export class ContactBook {
  readonly #world: World;
  readonly #changed = new Map<number, Contact>();
  readonly #deleted = new Set<number>();
  #created = 0;
  /** Details added later have ids above all that come with a contact. */
  #added = 0;
  #byUpdate: { revision: number; order: Uint32Array } | null = null;
  #revision = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** The contact, or null when it never was or is deleted. */
  find(index: number): Contact | null {
    if (this.#deleted.has(index)) return null;
    const changed = this.#changed.get(index);
    if (changed !== undefined) return changed;
    return index < this.#world.contactCount ? this.#generated(index) : null;
  }

  findById(id: string): Contact | null {
    const index = indexOf('contact', id);
    return index === null ? null : this.find(index);
  }

  /** All contacts by creation, or by their last change. */
  listing(by: 'created_at' | 'updated_at' = 'created_at'): Listing<Contact> {
    if (by === 'updated_at') return this.#select(this.#updateOrder());
    if (this.#deleted.size > 0) return this.#select(this.#live());
    return { length: this.#world.contactCount + this.#created, at: (position) => this.#must(position) };
  }

  createdAt(contact: number): number {
    return this.#changed.get(contact)?.createdAt ?? createdAt(this.#world, contact, this.#world.contactCount);
  }

  /** Those with this number or address. Without wildcard, by digits and without case. */
  async search(phone: string | undefined, email: string | undefined): Promise<readonly Contact[]> {
    const digits = phone === undefined ? null : digitsOf(phone);
    const address = email?.trim().toLowerCase() ?? null;
    const found: Contact[] = [];
    for (let index = 0; index < this.#world.contactCount + this.#created; index++) {
      if (index % 4096 === 4095) await breathe();
      // A generated contact's number is cheap to tell, so most are passed over without being made.
      const generated = index < this.#world.contactCount && !this.#changed.has(index);
      if (generated && digits !== null && digitsOf(contactNumber(index)) !== digits) continue;
      const contact = this.find(index);
      if (contact === null) continue;
      const numberFits = digits === null || contact.phones.some(({ value }) => digitsOf(value) === digits);
      const addressFits =
        address === null || contact.emails.some(({ value }) => value.toLowerCase() === address);
      if (numberFits && addressFits) found.push(contact);
    }
    return found;
  }

  create(draft: ContactDraft, now: number): Contact {
    const index = this.#world.contactCount + this.#created++;
    const contact: Contact = {
      ...draft,
      index,
      phones: draft.phones.map((phone, n) => ({ id: idOf('contactPhone', index * 20 + n), ...phone })),
      emails: draft.emails.map((email, n) => ({ id: idOf('contactEmail', index * 20 + n), ...email })),
      createdAt: now,
      updatedAt: now,
    };
    this.#keep(contact);
    return contact;
  }

  update(contact: Contact, change: Partial<ContactDraft>, now: number): Contact {
    const { phones: _phones, emails: _emails, ...scalars } = change;
    const updated = { ...contact, ...scalars, updatedAt: now };
    this.#keep(updated);
    return updated;
  }

  /** Throws AircallError 400 when the list is full (5.4). */
  addDetail(contact: Contact, kind: DetailKind, detail: Omit<Detail, 'id'>, now: number): Contact {
    if (contact[kind].length >= mostDetails)
      throw badRequest(`A contact cannot have more than ${String(mostDetails)} of these.`);
    const id = idOf(detailIds[kind], addedFrom + this.#added++);
    return this.#withDetails(contact, kind, [...contact[kind], { id, ...detail }], now);
  }

  /** Null when the contact has no such detail. */
  changeDetail(
    contact: Contact,
    kind: DetailKind,
    id: number,
    change: Partial<Omit<Detail, 'id'>>,
    now: number,
  ): Contact | null {
    if (!contact[kind].some((detail) => detail.id === id)) return null;
    const details = contact[kind].map((detail) => (detail.id === id ? { ...detail, ...change } : detail));
    return this.#withDetails(contact, kind, details, now);
  }

  /** As `changeDetail`. */
  removeDetail(contact: Contact, kind: DetailKind, id: number, now: number): Contact | null {
    const details = contact[kind].filter((detail) => detail.id !== id);
    return details.length === contact[kind].length ? null : this.#withDetails(contact, kind, details, now);
  }

  delete(contact: Contact): void {
    this.#deleted.add(contact.index);
    this.#revision += 1;
  }

  #withDetails(contact: Contact, kind: DetailKind, details: readonly Detail[], now: number): Contact {
    const changed = { ...contact, [kind]: details, updatedAt: now };
    this.#keep(changed);
    return changed;
  }

  #keep(contact: Contact): void {
    this.#changed.set(contact.index, contact);
    this.#revision += 1;
  }

  #must(index: number): Contact {
    const contact = this.find(index);
    if (contact === null) throw new RangeError(`no contact ${String(index)}`);
    return contact;
  }

  #select(order: Uint32Array): Listing<Contact> {
    return { length: order.length, at: (position) => this.#must(order[position] ?? -1) };
  }

  #live(): Uint32Array {
    const order = new Uint32Array(this.#world.contactCount + this.#created - this.#deleted.size);
    let at = 0;
    for (let index = 0; at < order.length; index++) if (!this.#deleted.has(index)) order[at++] = index;
    return order;
  }

  #updateOrder(): Uint32Array {
    if (this.#byUpdate?.revision === this.#revision) return this.#byUpdate.order;
    const order = this.#live();
    const times = new Map([...order].map((index) => [index, this.#updatedAt(index)]));
    order.sort((a, b) => (times.get(a) ?? 0) - (times.get(b) ?? 0) || a - b);
    this.#byUpdate = { revision: this.#revision, order };
    return order;
  }

  #updatedAt(index: number): number {
    const changed = this.#changed.get(index);
    if (changed !== undefined) return changed.updatedAt;
    const draw = new Draw(this.#world.options.seed, 601, index);
    const made = this.createdAt(index);
    return draw.chance(0.4) ? made : made + Math.floor(draw.unit() * 25 * day * 0.001) * 1000;
  }

  #generated(index: number): Contact {
    const person = this.#world.contact(index);
    const draw = new Draw(this.#world.options.seed, 602, index);
    // A firm's switchboard has a company and no person; both halves of a name may be null (4.4).
    const nameless = person.organisation !== null && draw.chance(0.08);
    const local = `${plain(person.firstName)}.${plain(person.lastName)}`;
    const email = draw.chance(0.4)
      ? [{ id: idOf('contactEmail', index * 20), label: 'Work', value: `${local}@example.org` }]
      : [];
    return {
      index,
      firstName: nameless ? null : person.firstName,
      lastName: nameless || draw.chance(0.03) ? null : person.lastName,
      companyName: person.organisation,
      information: draw.chance(0.3) ? `external_id:${String(8000 + index)}` : null,
      phones: [
        {
          id: idOf('contactPhone', index * 20),
          label: draw.chance(0.6) ? 'Mobile' : 'Work',
          value: person.e164,
        },
      ],
      emails: email,
      createdAt: this.createdAt(index),
      updatedAt: this.#updatedAt(index),
    };
  }
}
