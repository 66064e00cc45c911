import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Desk, Meta, NestedNumber, NestedUser, openDesk, someText, User } from './desk-under-test.ts';

const Invited = User.omit({ substatus: true, state: true });
const Member = NestedUser.omit({ available: true, availability_status: true });
const Team = z.strictObject({
  id: z.number(),
  name: z.string(),
  direct_link: z.url(),
  created_at: z.string(),
  users: z.array(Member),
});
const OneTeam = z.strictObject({ team: Team });
const Users = z.strictObject({ meta: Meta, users: z.array(User) });
const Line = NestedNumber.extend({ users: z.array(NestedUser) });

const first = 1_719_000;
const post = async (desk: Desk, path: string, body?: unknown) => desk.ask(path, { method: 'POST', body });
const put = async (desk: Desk, path: string, body: unknown) => desk.ask(path, { method: 'PUT', body });
const remove = async (desk: Desk, path: string) => desk.ask(path, { method: 'DELETE' });

describe('a user of Aircall', () => {
  it('can be invited: without lines, without a substatus at first, last of the list, not signed in', async () => {
    const desk = await openDesk();
    const draft = { email: 'nova@lumora.example', first_name: 'Jana', last_name: 'Nová', role_ids: [1] };
    const answer = await post(desk, '/v2/users', draft);
    expect(answer.status).toBe(201);
    const { user } = z.strictObject({ user: Invited }).parse(answer.body);
    expect(user).toMatchObject({
      name: 'Jana Nová',
      time_zone: 'Etc/UTC',
      language: 'en-US',
      wrap_up_time: 0,
    });
    const { users } = await desk.read('/v2/users?order=desc&per_page=1', Users);
    expect(users[0]).toMatchObject({ id: user.id, email: draft.email, available: true });
    expect((await desk.ask(`/v2/users/${String(user.id)}/numbers`)).body).toMatchObject({ numbers: [] });
    const availability = await desk.ask(`/v1/users/${String(user.id)}/availability`);
    expect(availability.body).toEqual({ availability: 'offline' });
    expect((await desk.ask('/v1/company')).body).toMatchObject({ company: { users_count: 12 } });
  });

  it('must have an address of its own and a name', async () => {
    const desk = await openDesk();
    const { users } = await desk.read('/v2/users?per_page=1', Users);
    const names = { first_name: 'A', last_name: 'B' };
    for (const draft of [
      { ...names, email: users[0]?.email },
      { ...names, email: 'no' },
      { email: 'a@b.example' },
    ]) {
      expect((await post(desk, '/v2/users', draft)).body).toEqual({
        error: 'Bad Request',
        troubleshoot: someText,
      });
    }
    const taken = await put(desk, `/v2/users/${String(first + 1)}`, { email: users[0]?.email });
    expect(taken.status).toBe(400);
  });

  it('is changed in every place that names it, except for presence', async () => {
    const desk = await openDesk();
    const before = z
      .strictObject({ user: User })
      .parse((await desk.ask(`/v2/users/${String(first)}`)).body).user;
    const change = { first_name: 'Žofie', last_name: 'Bílá', wrap_up_time: 15, substatus: 'always_closed' };
    const answer = await put(desk, `/v2/users/${String(first)}`, change);
    expect(answer.body).toEqual({ user: { ...before, name: 'Žofie Bílá', wrap_up_time: 15 } });
    const { team } = OneTeam.parse((await desk.ask('/v1/teams/204800')).body);
    expect(team.users.find(({ id }) => id === first)?.name).toBe('Žofie Bílá');
  });

  it('leaves the teams, the lines and the calls when deleted', async () => {
    const desk = await openDesk();
    const took = async () =>
      (
        await desk.read(
          `/v1/calls/search?user_id=${String(first)}&per_page=1`,
          z.looseObject({ calls: z.array(z.looseObject({ user: NestedUser.nullable() })) }),
        )
      ).calls[0]?.user?.id;
    expect(await took()).toBe(first);
    expect((await remove(desk, `/v1/users/${String(first)}`)).status).toBe(204);
    expect((await desk.ask(`/v2/users/${String(first)}`)).status).toBe(404);
    expect(await took()).toBeUndefined();
    for (const path of ['/v1/teams/204800', '/v1/numbers/1096000']) {
      expect((await desk.ask(path)).text).not.toContain(`"id":${String(first)},`);
    }
    expect((await remove(desk, `/v1/users/${String(first)}`)).status).toBe(404);
  });
});

describe('a team of Aircall', () => {
  it('is made empty, filled one by one, emptied and deleted', async () => {
    const desk = await openDesk();
    const made = await post(desk, '/v1/teams', { name: 'Noční směna' });
    expect(made.status).toBe(201);
    const { team } = OneTeam.parse(made.body);
    expect(team.users).toEqual([]);
    const path = `/v1/teams/${String(team.id)}`;
    for (let twice = 0; twice < 2; twice++) {
      const filled = await post(desk, `${path}/users/${String(first + 3)}`);
      expect(filled.status).toBe(201);
      expect(OneTeam.parse(filled.body).team.users.map(({ id }) => id)).toEqual([first + 3]);
    }
    const emptied = await remove(desk, `${path}/users/${String(first + 3)}`);
    expect(emptied.status).toBe(200);
    expect(OneTeam.parse(emptied.body).team).toEqual(team);
    expect((await remove(desk, `${path}/users/${String(first + 3)}`)).status).toBe(404);
    expect((await remove(desk, path)).status).toBe(204);
    expect((await desk.ask(path)).status).toBe(404);
  });

  it('needs a name that is free and not too long', async () => {
    const desk = await openDesk();
    const { team } = OneTeam.parse((await desk.ask('/v1/teams/204800')).body);
    for (const name of ['', 'x'.repeat(65), team.name])
      expect((await post(desk, '/v1/teams', { name })).status).toBe(400);
    expect((await post(desk, '/v1/teams/204800/users/1')).status).toBe(404);
  });
});

describe('a line of Aircall', () => {
  it('is renamed, given priority and messages; what is not named stays', async () => {
    const desk = await openDesk();
    const path = '/v1/numbers/1096000';
    const { number } = z.strictObject({ number: Line }).parse((await desk.ask(path)).body);
    const change = { name: 'Recepce', priority: null, messages: { voicemail: 'https://a.example/v.mp3' } };
    const expected = { ...number, ...change, messages: { ...number.messages, ...change.messages } };
    expect((await put(desk, path, change)).body).toEqual({ number: expected });
    expect((await desk.ask(path)).body).toEqual({ number: expected });
    for (const wrong of [{ priority: 2 }, { name: '' }, { messages: { jingle: null } }]) {
      expect((await put(desk, path, wrong)).status).toBe(400);
    }
    expect((await desk.ask(`${path}/registration_status`)).status).toBe(200);
  });
});

describe("a user's dialler campaign", () => {
  const path = `/v1/users/${String(first)}/dialer_campaign`;
  const numbers = ['+33612345678', '+33612345679'];
  const Campaign = z.strictObject({
    dialer_campaign: z.strictObject({
      id: z.number(),
      number_id: z.string().nullable(),
      created_at: z.iso.datetime(),
    }),
  });
  const Entries = z.strictObject({
    meta: Meta,
    numbers: z.array(
      z.strictObject({
        id: z.number(),
        number: z.string(),
        called: z.literal(false),
        created_at: z.iso.datetime(),
      }),
    ),
  });

  it('is made by its first numbers, holds them under `numbers`, and is there once', async () => {
    const desk = await openDesk();
    expect((await desk.ask(path)).status).toBe(404);
    expect((await post(desk, `${path}/phone_numbers`, { phone_numbers: numbers })).status).toBe(404);
    const made = await post(desk, path, { phone_numbers: numbers });
    expect(made.status).toBe(201);
    expect(Campaign.parse(made.body).dialer_campaign.number_id).toBeNull();
    expect((await desk.ask(path)).body).toEqual(made.body);
    expect((await post(desk, `${path}/phone_numbers`, { phone_numbers: ['+33612345670'] })).status).toBe(204);
    const list = await desk.read(`${path}/phone_numbers?per_page=2`, Entries);
    expect(list.meta.total).toBe(3);
    expect(list.numbers.map(({ number }) => number)).toEqual(numbers);
    const entry = `${path}/phone_numbers/${String(list.numbers[0]?.id)}`;
    expect((await remove(desk, entry)).status).toBe(204);
    expect((await remove(desk, entry)).status).toBe(404);
    expect((await remove(desk, path)).status).toBe(204);
    expect((await desk.ask(`${path}/phone_numbers`)).status).toBe(404);
  });

  it('refuses what waits already, by name, and takes the rest', async () => {
    const desk = await openDesk();
    await post(desk, path, { phone_numbers: numbers.slice(0, 1) });
    const answer = await post(desk, path, { phone_numbers: numbers });
    expect(answer.status).toBe(422);
    expect(answer.body).toEqual({
      error: 'Unprocessable Entity',
      success: false,
      errors: { dialer_campaign: ['+33612345678 already imported, but not called'] },
    });
    const list = await desk.read(`${path}/phone_numbers`, Entries);
    expect(list.numbers.map(({ number }) => number)).toEqual(numbers);
    expect((await post(desk, path, { phone_numbers: ['0612345678'] })).status).toBe(400);
  });
});
