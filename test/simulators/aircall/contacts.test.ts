import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Contact, type Desk, Meta, openDesk } from './desk-under-test.ts';

const List = z.strictObject({ meta: Meta, contacts: z.array(Contact) });
const One = z.strictObject({ contact: Contact });
const create = async (desk: Desk, body: unknown) => desk.ask('/v1/contacts', { method: 'POST', body });
const draft = {
  first_name: 'Řehoř',
  last_name: 'Šťastný',
  phone_numbers: [{ label: 'Mobile', value: '+420601000111' }],
};

describe('the contacts of Aircall', () => {
  it('are listed by creation, within bounds in seconds', async () => {
    const desk = await openDesk();
    const { contacts, meta } = await desk.read('/v1/contacts?per_page=50', List);
    expect(meta.total).toBe(desk.world.contactCount);
    const times = contacts.map(({ created_at }) => created_at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const bounds = `from=${String(times[4])}&to=${String(times[9])}`;
    expect((await desk.read(`/v1/contacts?${bounds}`, List)).contacts).toEqual(contacts.slice(4, 10));
  });

  it('are listed by their last change when asked', async () => {
    const desk = await openDesk();
    await desk.ask('/v1/contacts/7102007', { method: 'POST', body: { information: 'changed last' } });
    const { contacts } = await desk.read('/v1/contacts?order_by=updated_at&order=desc', List);
    expect(contacts[0]).toMatchObject({ id: 7_102_007, information: 'changed last' });
    const times = contacts.map(({ updated_at }) => updated_at);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('are searched by number and e-mail, not by name', async () => {
    const desk = await openDesk();
    const { contacts } = await desk.read('/v1/contacts?per_page=50', List);
    const mailed = contacts.find(({ emails }) => emails.length > 0);
    const number = mailed?.phone_numbers[0]?.value ?? '';
    for (const spelled of [encodeURIComponent(number), number.slice(1), `00${number.slice(1)}`]) {
      const query = `phone_number=${spelled}`;
      expect((await desk.read(`/v1/contacts/search?${query}`, List)).contacts).toEqual([mailed]);
    }
    const email = (mailed?.emails[0]?.value ?? '').toUpperCase();
    expect((await desk.read(`/v1/contacts/search?email=${email}`, List)).contacts).toContainEqual(mailed);
    expect((await desk.read('/v1/contacts/search?phone_number=%2B4206', List)).contacts).toEqual([]);
  });

  it('can be created, twice when asked twice, changed by POST, and deleted', async () => {
    const desk = await openDesk();
    const first = One.parse((await create(desk, draft)).body).contact;
    const second = One.parse((await create(desk, draft)).body).contact;
    expect(second.id).not.toBe(first.id);
    expect(first).toMatchObject({ first_name: 'Řehoř', company_name: null, is_shared: true, emails: [] });
    const found = await desk.read('/v1/contacts/search?phone_number=%2B420601000111', List);
    expect(found.contacts).toEqual([first, second]);

    desk.clock.advance(5000);
    const path = `/v1/contacts/${String(first.id)}`;
    const changed = await desk.ask(path, { method: 'POST', body: { company_name: 'Pekařství' } });
    expect(changed.body).toEqual({
      contact: { ...first, company_name: 'Pekařství', updated_at: first.updated_at + 5 },
    });
    expect((await desk.ask(path, { method: 'PUT', body: {} })).status).toBe(404);
    expect((await desk.ask(path, { method: 'POST', body: { first_name: ' ' } })).status).toBe(400);

    expect((await desk.ask(path, { method: 'DELETE' })).status).toBe(204);
    expect((await desk.ask(path)).status).toBe(404);
    const { contacts, meta } = await desk.read('/v1/contacts?order=desc', List);
    expect(meta.total).toBe(desk.world.contactCount + 1);
    expect(contacts[0]).toEqual(second);
  });

  it('need a number, and take at most twenty', async () => {
    const desk = await openDesk();
    const phone = { label: 'Work', value: '+420601000111' };
    for (const phone_numbers of [undefined, [], Array.from({ length: 21 }, () => phone)]) {
      expect((await create(desk, { ...draft, phone_numbers })).status).toBe(400);
    }
  });

  it('have numbers and addresses that are added, changed and removed one by one, twenty at most', async () => {
    const desk = await openDesk();
    const { contact } = One.parse((await create(desk, draft)).body);
    const own = `/v1/contacts/${String(contact.id)}`;
    for (const [path, key, value] of [
      ['phone_details', 'phone_numbers', '+420601000222'],
      ['email_details', 'emails', 'rehor@example.org'],
    ] as const) {
      const added = await desk.ask(`${own}/${path}`, { method: 'POST', body: { label: 'Home', value } });
      expect(added.status).toBe(201);
      const detail = One.parse(added.body).contact[key].at(-1);
      expect(detail).toMatchObject({ label: 'Home', value });
      const one = `${own}/${path}/${String(detail?.id)}`;
      const changed = await desk.ask(one, { method: 'PUT', body: { label: 'Work' } });
      expect(One.parse(changed.body).contact[key].at(-1)).toEqual({ ...detail, label: 'Work' });
      expect((await desk.ask(one, { method: 'DELETE' })).status).toBe(204);
      expect((await desk.read(own, One)).contact[key]).toEqual(contact[key]);
      for (const method of ['PUT', 'DELETE'])
        expect((await desk.ask(one, { method, body: {} })).status).toBe(404);
      expect((await desk.ask(`${own}/${path}`, { method: 'POST', body: { label: 'x' } })).status).toBe(400);
    }
    const more = async () =>
      desk.ask(`${own}/phone_details`, { method: 'POST', body: { value: '+420601000333' } });
    for (let n = contact.phone_numbers.length; n < 20; n++) expect((await more()).status).toBe(201);
    expect((await more()).status).toBe(400);
  });
});
