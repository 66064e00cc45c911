import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Meta, NestedNumber, NestedTeam, NestedUser, openDesk, someText, User } from './desk-under-test.ts';

const Users = z.strictObject({ meta: Meta, users: z.array(User) });
const WholeNumber = NestedNumber.extend({ users: z.array(NestedUser) });
const TeamUser = NestedUser.omit({ available: true, availability_status: true });
const availability = z.enum(['available', 'offline', 'do_not_disturb', 'in_call', 'after_call_work']);

describe('the people of Aircall', () => {
  it('are listed by v2 without their numbers, oldest first', async () => {
    const desk = await openDesk();
    const { users, meta } = await desk.read('/v2/users?per_page=50', Users);
    expect(meta.total).toBe(desk.world.people('aircall').length);
    expect(users.map(({ created_at }) => created_at)).toEqual(
      users.map(({ created_at }) => created_at).sort(),
    );
    expect(users[0]?.direct_link).toBe(`${desk.simulator.url}/v2/users/1719000`);
    const second = Date.parse(users[1]?.created_at ?? '') / 1000;
    const { users: later } = await desk.read(`/v2/users?from=${String(second)}&order=desc`, Users);
    expect(later.at(-1)?.id).toBe(users[1]?.id);
  });

  it('are found by id and by e-mail with a plain @', async () => {
    const desk = await openDesk();
    const { email = '' } = desk.world.people('aircall')[2] ?? {};
    const One = z.strictObject({ user: User });
    expect((await desk.read(`/v2/users/${email}`, One)).user).toEqual(
      (await desk.read('/v2/users/1719002', One)).user,
    );
    expect((await desk.ask('/v2/users/nobody@lumora.example')).status).toBe(404);
  });

  it('have their lines under v2, with the flow editor flag', async () => {
    const desk = await openDesk();
    const Numbers = z.strictObject({
      meta: Meta,
      numbers: z.array(WholeNumber.extend({ flow_editor_enabled: z.boolean() })),
    });
    const { numbers } = await desk.read('/v2/users/1719001/numbers', Numbers);
    expect(numbers.map(({ id }) => id - 1_096_000).sort()).toEqual(
      [...(desk.world.people('aircall')[1]?.numberIndexes ?? [])].sort(),
    );
  });

  it('are gone from v1 unless switched back, while availability stays there', async () => {
    const desk = await openDesk();
    expect((await desk.ask('/v1/users')).body).toEqual({ message: 'Not Found' });
    expect((await desk.ask('/v1/users/1719001')).status).toBe(404);
    expect((await desk.ask('/v1/users/1719001/availability')).status).toBe(200);
    desk.simulator.control.switches.change({ v1Users: 'alive' });
    const { body } = await desk.ask('/v1/users/1719001');
    expect(body).toMatchObject({ user: { direct_link: `${desk.simulator.url}/v1/users/1719001` } });
    const V1 = z.strictObject({
      meta: Meta,
      users: z.array(User.extend({ numbers: z.array(NestedNumber).min(1) })),
    });
    expect((await desk.read('/v1/users', V1)).users.length).toBeGreaterThan(0);
  });

  it('have one word of availability, the same in the list as alone', async () => {
    const desk = await openDesk();
    const List = z.strictObject({
      meta: Meta,
      users: z.array(z.strictObject({ id: z.number(), availability })),
    });
    const { users } = await desk.read('/v1/users/availabilities?per_page=50', List);
    expect(users).toHaveLength(desk.world.people('aircall').length);
    for (const user of users) {
      const one = await desk.read(
        `/v1/users/${String(user.id)}/availability`,
        z.strictObject({ availability }),
      );
      expect(one.availability).toBe(user.availability);
    }
  });

  it('are unavailable for the user object when they do not want to be disturbed', async () => {
    const desk = await openDesk();
    desk.simulator.setAvailability(1, 'do_not_disturb');
    const { body } = await desk.ask('/v2/users/1719001');
    expect(body).toMatchObject({
      user: { available: false, availability_status: 'unavailable', substatus: someText },
    });
  });
});

describe('numbers, teams and tags of Aircall', () => {
  it('are numbers with their users, in display form', async () => {
    const desk = await openDesk();
    const List = z.strictObject({ meta: Meta, numbers: z.array(WholeNumber) });
    const { numbers } = await desk.read('/v1/numbers', List);
    expect(numbers).toHaveLength(desk.world.numbers('aircall').length);
    const { number } = await desk.read('/v1/numbers/1096001', z.strictObject({ number: WholeNumber }));
    expect(number).toEqual(numbers[1]);
  });

  it('are teams whose users are told more fully in the list than alone', async () => {
    const desk = await openDesk();
    const Row = NestedTeam.extend({
      users: z.array(
        TeamUser.extend({ availability_status: z.string(), default_number_id: z.number().nullable() }),
      ),
    });
    const { teams } = await desk.read('/v1/teams', z.strictObject({ meta: Meta, teams: z.array(Row) }));
    expect(teams.map(({ name }) => name)).toEqual(desk.world.teams('aircall').map(({ name }) => name));
    const One = z.strictObject({ team: NestedTeam.extend({ users: z.array(TeamUser).min(1) }) });
    expect((await desk.read('/v1/teams/204800', One)).team.name).toBe(teams[0]?.name);
  });

  it('are tags that can be made, renamed and deleted', async () => {
    const desk = await openDesk();
    const Tag = z.strictObject({
      id: z.number(),
      name: z.string(),
      color: z.string(),
      description: z.string().nullable(),
      direct_link: z.url(),
    });
    const One = z.strictObject({ tag: Tag });
    const { meta } = await desk.read('/v1/tags', z.strictObject({ meta: Meta, tags: z.array(Tag) }));
    const made = await desk.ask('/v1/tags', { method: 'POST', body: { name: 'Nový 🎈', color: '#00ff00' } });
    expect(made.status).toBe(201);
    const { tag } = One.parse(made.body);
    expect(tag).toMatchObject({ name: 'Nový', description: null });
    for (const body of [
      { name: 'Nový', color: '#00ff00' },
      { name: 'Jiný', color: 'green' },
      { color: '#00ff00' },
    ]) {
      expect((await desk.ask('/v1/tags', { method: 'POST', body })).status).toBe(400);
    }
    const path = `/v1/tags/${String(tag.id)}`;
    expect((await desk.ask(path, { method: 'PUT', body: { name: 'Starý' } })).body).toMatchObject({
      tag: { name: 'Starý', color: '#00ff00' },
    });
    expect((await desk.ask(path, { method: 'DELETE' })).status).toBe(204);
    expect((await desk.ask(path)).status).toBe(404);
    expect((await desk.read('/v1/tags', z.looseObject({ meta: Meta }))).meta.total).toBe(meta.total);
  });

  it('are tags without direct_link when switched so, as in real records', async () => {
    const desk = await openDesk({ tagLinks: false });
    expect((await desk.ask('/v1/tags')).text).not.toContain('direct_link');
  });
});
