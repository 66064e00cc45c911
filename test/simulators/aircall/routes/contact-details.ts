import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Contact, DetailKind } from '../books/contact-book.ts';
import type { Desk } from '../desk.ts';
import { notFound } from '../errors.ts';
import { contactRecord } from '../wire/records.ts';
import { bodyOf } from './reply.ts';

interface Named {
  Params: { id: string };
}
interface Detailed {
  Params: { id: string; detail: string };
}

/** A number or an address of a contact (4.4). */
export const Detail = z.object({ label: z.string(), value: z.string().min(1) });
const NewDetail = Detail.extend({ label: z.string().default('') });
const DetailChange = Detail.partial();

const lists: readonly (readonly [string, DetailKind, string])[] = [
  ['phone_details', 'phones', 'The phone number'],
  ['email_details', 'emails', 'The email'],
];

/** Numbers and addresses of a contact, one at a time (5.4). The contact in the answers, and their statuses, are [I]. */
export function addDetailRoutes(
  server: FastifyInstance,
  desk: Desk,
  contactOr404: (id: string) => Contact,
): void {
  for (const [path, kind, what] of lists) {
    server.post<Named>(`/v1/contacts/:id/${path}`, async (request, reply) => {
      const contact = contactOr404(request.params.id);
      const detail = bodyOf(request, NewDetail);
      const changed = desk.contacts.addDetail(contact, kind, detail, desk.clock.now());
      return reply.code(201).send({ contact: contactRecord(desk, changed) });
    });
    server.put<Detailed>(`/v1/contacts/:id/${path}/:detail`, async (request) => {
      const contact = contactOr404(request.params.id);
      const { label, value } = bodyOf(request, DetailChange);
      const change = { ...(label === undefined ? {} : { label }), ...(value === undefined ? {} : { value }) };
      const id = Number(request.params.detail);
      const changed = desk.contacts.changeDetail(contact, kind, id, change, desk.clock.now());
      if (changed === null) throw notFound(what);
      return { contact: contactRecord(desk, changed) };
    });
    server.delete<Detailed>(`/v1/contacts/:id/${path}/:detail`, async (request, reply) => {
      const contact = contactOr404(request.params.id);
      const id = Number(request.params.detail);
      if (desk.contacts.removeDetail(contact, kind, id, desk.clock.now()) === null) throw notFound(what);
      return reply.code(204).send();
    });
  }
}
