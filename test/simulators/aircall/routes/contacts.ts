import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Contact, mostDetails } from '../books/contact-book.ts';
import type { Desk } from '../desk.ts';
import { notFound } from '../errors.ts';
import { unix } from '../identity.ts';
import { bounds, type Listing, type Query, single, within } from '../paging.ts';
import { contactInEvent } from '../wire/events.ts';
import { contactRecord } from '../wire/records.ts';
import { addDetailRoutes, Detail } from './contact-details.ts';
import { bodyOf, listed, listReply, queryOf } from './reply.ts';

interface Named {
  Params: { id: string };
}

const text = z.string().nullable().default(null);
const NewContact = z.object({
  first_name: text,
  last_name: text,
  company_name: text,
  information: text,
  phone_numbers: z.array(Detail).min(1).max(mostDetails),
  emails: z.array(Detail).max(mostDetails).default([]),
});
const filled = z.string().trim().min(1).optional();
const Change = z.object({ first_name: filled, last_name: filled, company_name: filled, information: filled });

/** Contacts (5.4). */
export function addContactRoutes(server: FastifyInstance, desk: Desk): void {
  const write = (contact: Contact) => contactRecord(desk, contact);

  const inBounds = (whole: Listing<Contact>, query: Query): Listing<Contact> =>
    within(whole, (at) => unix(whole.at(at).createdAt), bounds(query));

  const listing = (query: Query): Listing<Contact> => {
    if (single(query, 'order_by') !== 'updated_at') return inBounds(desk.contacts.listing(), query);
    // Sorted by the last change, `from` and `to` still mean creation (3); only a bounded query must be sifted.
    const byUpdate = desk.contacts.listing('updated_at');
    const limits = bounds(query);
    if (limits !== null && single(query, 'from') === undefined && single(query, 'to') === undefined)
      return byUpdate;
    const all = Array.from({ length: limits === null ? 0 : byUpdate.length }, (_, at) => byUpdate.at(at));
    return listed(
      all.filter(
        ({ createdAt }) => limits !== null && unix(createdAt) >= limits.from && unix(createdAt) <= limits.to,
      ),
    );
  };

  server.get('/v1/contacts', async (request) =>
    listReply(desk, request, 'contacts', listing(queryOf(request)), write),
  );

  /** By number or address, never by name. Without either it is the plain list: [I]. */
  server.get('/v1/contacts/search', async (request) => {
    const query = queryOf(request);
    const [phone, email] = [single(query, 'phone_number'), single(query, 'email')];
    if (phone === undefined && email === undefined) {
      return listReply(desk, request, 'contacts', listing(query), write);
    }
    const found = listed(await desk.contacts.search(phone, email));
    return listReply(desk, request, 'contacts', inBounds(found, query), write);
  });

  const contactOr404 = (id: string): Contact => {
    const contact = desk.contacts.findById(id);
    if (contact === null) throw notFound('The contact');
    return contact;
  };
  server.get<Named>('/v1/contacts/:id', async (request) => ({
    contact: write(contactOr404(request.params.id)),
  }));

  /** A repeated request makes a second contact. */
  server.post('/v1/contacts', async (request, reply) => {
    const body = bodyOf(request, NewContact);
    const draft = {
      firstName: body.first_name,
      lastName: body.last_name,
      companyName: body.company_name,
      information: body.information,
      phones: body.phone_numbers,
      emails: body.emails,
    };
    const contact = desk.contacts.create(draft, desk.clock.now());
    desk.tell('contact.created', contactInEvent(desk, contact));
    return reply.code(201).send({ contact: write(contact) });
  });

  /** POST, not PUT; the four scalar fields, none blank. */
  server.post<Named>('/v1/contacts/:id', async (request) => {
    const contact = contactOr404(request.params.id);
    const body = bodyOf(request, Change);
    const change = {
      ...(body.first_name === undefined ? {} : { firstName: body.first_name }),
      ...(body.last_name === undefined ? {} : { lastName: body.last_name }),
      ...(body.company_name === undefined ? {} : { companyName: body.company_name }),
      ...(body.information === undefined ? {} : { information: body.information }),
    };
    const updated = desk.contacts.update(contact, change, desk.clock.now());
    desk.tell('contact.updated', contactInEvent(desk, updated));
    return { contact: write(updated) };
  });

  addDetailRoutes(server, desk, contactOr404);
  server.delete<Named>('/v1/contacts/:id', async (request, reply) => {
    const contact = contactOr404(request.params.id);
    desk.tell('contact.deleted', contactInEvent(desk, contact));
    desk.contacts.delete(contact);
    return reply.code(204).send();
  });
}
