import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { WorldCall } from '../world/world.ts';
import {
  type Call,
  CallList,
  type Desk,
  Meta,
  noon,
  OneCall,
  openDesk,
  someText,
} from './desk-under-test.ts';

const idOf = (index: number): string => String(3_000_000_000 + index);

/** The newest finished call of the world that fits. */
function pick(desk: Desk, test: (call: WorldCall) => boolean): WorldCall {
  for (let index = desk.world.count('aircall') - 1; index >= 0; index--) {
    const call = desk.world.call('aircall', index);
    if ((call.endedAt ?? Infinity) < desk.clock.now() - 600_000 && test(call)) return call;
  }
  throw new Error('the world holds no such call');
}

const read = async (desk: Desk, call: WorldCall, query = '') =>
  (await desk.read(`/v1/calls/${idOf(call.index)}${query}`, OneCall)).call;

describe('a call of Aircall', () => {
  it('has exactly the documented fields, whatever became of it', async () => {
    const desk = await openDesk();
    for (let page = 1; page <= 36; page += 5) {
      const { calls } = await desk.read(`/v1/calls?per_page=50&page=${String(page)}`, CallList);
      for (const call of calls) {
        expect(call.direct_link).toBe(`${desk.simulator.url}/v1/calls/${String(call.id)}`);
        if (call.status === 'done') expect(call.duration).toBe((call.ended_at ?? 0) - call.started_at);
        else expect(call).toMatchObject({ ended_at: null, duration: 0 });
        if (call.direction === 'outbound')
          expect(call).toMatchObject({ teams: [], missed_call_reason: null });
        if (call.voicemail !== null) expect(call).toMatchObject({ direction: 'inbound', answered_at: null });
        if (call.missed_call_reason !== null) expect(call).toMatchObject({ answered_at: null, user: null });
      }
    }
  });

  it.each([
    ['missed', 'agents_did_not_answer'],
    ['no-agent', 'no_available_agent'],
    ['abandoned-queue', 'abandoned_in_classic'],
    ['abandoned-ivr', 'abandoned_in_ivr'],
    ['short-abandoned', 'short_abandoned'],
    ['closed', 'out_of_opening_hours'],
  ] as const)('that ended %s is missed because of %s', async (ending, reason) => {
    const desk = await openDesk();
    const call = await read(
      desk,
      pick(desk, (each) => each.ending === ending && each.direction === 'in'),
    );
    expect(call).toMatchObject({
      status: 'done',
      missed_call_reason: reason,
      answered_at: null,
      recording: null,
    });
  });

  it('is done when a voicemail was left, with the voicemail and a page for it', async () => {
    const desk = await openDesk();
    const call = await read(
      desk,
      pick(desk, ({ ending }) => ending === 'voicemail'),
    );
    expect(call.status).toBe('done');
    expect(call.voicemail).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/media\/voicemails\//u);
    expect(call.asset).toBe(`https://assets.aircall.io/voicemail/${String(call.id)}`);
    expect(call.recording).toBeNull();
  });

  it('shows the other number for people to read, and a withheld one as anonymous', async () => {
    const desk = await openDesk();
    const shown = pick(desk, ({ remote }) => remote?.startsWith('+420') === true);
    expect((await read(desk, shown)).raw_digits).toMatch(/^\+420 \d{3} \d{3} \d{3}$/u);
    expect(
      (
        await read(
          desk,
          pick(desk, ({ remote }) => remote === null),
        )
      ).raw_digits,
    ).toBe('anonymous');
  });

  it('names its contact only when asked to', async () => {
    const desk = await openDesk();
    const known = pick(desk, ({ contactIndex }) => contactIndex !== null);
    expect((await read(desk, known)).contact).toBeNull();
    const { contact } = await read(desk, known, '?fetch_contact=true');
    expect(contact?.phone_numbers.map(({ value }) => value)).toContain(known.remote);
    const stranger = pick(desk, ({ contactIndex }) => contactIndex === null);
    expect((await read(desk, known, '?fetch_contact=True')).contact).toEqual(contact);
    expect((await read(desk, stranger, '?fetch_contact=true')).contact).toBeNull();
  });

  it('carries short addresses, the timeline and voice agents only when asked to', async () => {
    const desk = await openDesk();
    const flags = 'fetch_short_urls=true&fetch_call_timeline=true&fetch_aiva_conv=true';
    const recorded = pick(desk, (call) => call.recorded);
    const Full = z.looseObject({ call: z.looseObject({}) });
    const { call } = await desk.read(`/v1/calls/${idOf(recorded.index)}?${flags}`, Full);
    const { call: plain } = await desk.read(`/v1/calls/${idOf(recorded.index)}`, Full);
    expect(Object.keys(call).filter((key) => !(key in plain))).toEqual([
      'voicemail_short_url',
      'recording_short_url',
      'ivr_options_selected',
      'ai_voice_agents',
    ]);
    expect(call).toMatchObject({
      voicemail_short_url: null,
      recording_short_url: someText,
      ai_voice_agents: [],
    });
  });

  it('knows menu choices of the last two months only', async () => {
    const desk = await openDesk({}, { from: noon - 150 * 86_400_000 });
    const keysOf = async (query: string) => {
      const list = z.looseObject({ calls: z.array(z.looseObject({})) });
      const { calls } = await desk.read(`/v1/calls?fetch_call_timeline=true${query}`, list);
      return calls.map((call) => 'ivr_options_selected' in call);
    };
    expect(new Set(await keysOf('&order=desc'))).toEqual(new Set([true]));
    expect(new Set(await keysOf(''))).toEqual(new Set([false]));
  });

  it('writes the ids of menu choices as texts', async () => {
    const desk = await openDesk();
    const choice = z.looseObject({ id: z.string(), title: z.string(), key: z.string() });
    const list = z.looseObject({ calls: z.array(z.looseObject({ ivr_options_selected: z.array(choice) })) });
    const { calls } = await desk.read('/v1/calls?fetch_call_timeline=true&per_page=50', list);
    expect(calls.flatMap((call) => call.ivr_options_selected).length).toBeGreaterThan(0);
  });

  it('carries whole tags with who set them, or only what real records had', async () => {
    const desk = await openDesk();
    const tagged = pick(desk, ({ tagIndexes }) => tagIndexes.length > 0);
    const [whole] = (await read(desk, tagged)).tags;
    const { tag } = z
      .object({ tag: z.looseObject({}) })
      .parse((await desk.ask(`/v1/tags/${String(whole?.id)}`)).body);
    expect(whole).toEqual({ ...tag, created_at: whole?.created_at, tagged_by: whole?.tagged_by });
    desk.simulator.control.switches.change({ callTags: 'observed' });
    const bare = z.object({ call: z.object({ tags: z.array(z.looseObject({})) }) });
    const { call } = await desk.read(`/v1/calls/${idOf(tagged.index)}`, bare);
    const { id, name, created_at, tagged_by } = whole ?? {};
    expect(call.tags[0]).toEqual({ id, name, created_at, tagged_by });
  });

  it('belongs to the colleague it was transferred to', async () => {
    const desk = await openDesk();
    const moved = pick(desk, ({ transferredToIndex }) => transferredToIndex !== null);
    const { user, transferred_by, transferred_to } = await read(desk, moved);
    expect(transferred_by?.id).toBe(1_719_000 + (moved.personIndex ?? -1));
    expect(transferred_to?.id).toBe(1_719_000 + (moved.transferredToIndex ?? -1));
    expect(user).toEqual(transferred_to);
  });
});

describe('the search for calls', () => {
  async function found(desk: Desk, query: string): Promise<readonly z.infer<typeof Call>[]> {
    const calls: z.infer<typeof Call>[] = [];
    for (let next: string | null = `/v1/calls/search?per_page=50&${query}`; next !== null;) {
      const page: CallList = await desk.read(next, CallList);
      calls.push(...page.calls);
      next = page.meta.next_page_link;
    }
    return calls;
  }
  const expected = (desk: Desk, test: (call: WorldCall) => boolean): string[] =>
    Array.from({ length: desk.world.count('aircall') }, (_, index) => desk.world.call('aircall', index))
      // What runs or rings right now is judged as it stands; these tests look at what is settled.
      .filter((call) => (call.endedAt ?? Infinity) < noon && test(call))
      .map(({ index }) => idOf(index));
  const settled = (calls: readonly z.infer<typeof Call>[]): string[] =>
    calls.filter(({ status }) => status === 'done').map(({ id }) => String(id));

  it('without filters is the whole list', async () => {
    const desk = await openDesk();
    const { meta } = await desk.read('/v1/calls/search', CallList);
    expect(meta.total).toBe(desk.world.count('aircall'));
  });

  it('narrows by direction, user, number and several tags together', async () => {
    const desk = await openDesk();
    expect(settled(await found(desk, 'direction=outbound'))).toEqual(
      expected(desk, ({ direction }) => direction === 'out'),
    );
    expect(settled(await found(desk, 'user_id=1719002&direction=inbound'))).toEqual(
      expected(
        desk,
        (call) => call.direction === 'in' && (call.transferredToIndex ?? call.personIndex) === 2,
      ),
    );
    const remote = pick(desk, (call) => call.contactIndex !== null).remote ?? '';
    for (const written of [encodeURIComponent(remote), remote, remote.slice(1)]) {
      expect(settled(await found(desk, `phone_number=${written}`))).toEqual(
        expected(desk, (call) => call.remote === remote),
      );
    }
    const line = desk.world.numbers('aircall')[1]?.e164 ?? '';
    expect(settled(await found(desk, `phone_number=${encodeURIComponent(line)}&direction=outbound`))).toEqual(
      expected(desk, (call) => call.numberIndex === 1 && call.direction === 'out'),
    );
    const pair = pick(desk, ({ tagIndexes }) => tagIndexes.length === 2).tagIndexes;
    const query = pair.map((tag) => `tags[]=${String(2_320_000 + tag)}`).join('&');
    expect(settled(await found(desk, query))).toEqual(
      expected(desk, ({ tagIndexes }) => pair.every((tag) => tagIndexes.includes(tag))),
    );
  });

  it('obeys time bounds, order and paging as the list does', async () => {
    const desk = await openDesk();
    const from = Math.floor(noon / 1000) - 5 * 86_400;
    const newest = await found(desk, `direction=inbound&order=desc&from=${String(from)}`);
    expect(newest.length).toBeGreaterThan(50);
    expect(newest.every(({ started_at }) => started_at >= from)).toBe(true);
    expect(newest.map(({ id }) => id)).toEqual(newest.map(({ id }) => id).sort((a, b) => b - a));
  });

  it('finds nothing for what does not exist', async () => {
    const desk = await openDesk();
    for (const query of ['user_id=1', 'tags[]=99', 'direction=sideways', 'phone_number=+1']) {
      const { meta } = await desk.read(`/v1/calls/search?${query}`, z.looseObject({ meta: Meta }));
      expect(meta.total).toBe(0);
    }
  });

  it('sees a call that was tagged late', async () => {
    const desk = await openDesk();
    const tagged = async () => (await found(desk, 'tags[]=2320011')).map(({ id }) => String(id));
    const before = await tagged();
    const { index } = pick(desk, ({ tagIndexes }) => tagIndexes.length === 0);
    await desk.ask(`/v1/calls/${idOf(index)}/tags`, { method: 'POST', body: { tags: [2_320_011] } });
    expect((await tagged()).sort()).toEqual([...before, idOf(index)].sort());
  });
});

describe('what clients write on a call', () => {
  it('is a comment without author and emoji, up to five', async () => {
    const desk = await openDesk();
    const call = pick(desk, ({ notes }) => notes.length === 0);
    const path = `/v1/calls/${idOf(call.index)}/comments`;
    for (const content of ['První 🎉', 'two', 'three', 'four', 'five']) {
      expect((await desk.ask(path, { method: 'POST', body: { content } })).status).toBe(201);
    }
    const sixth = await desk.ask(path, { method: 'POST', body: { content: 'six' } });
    expect([sixth.status, sixth.body]).toEqual([400, { error: 'Bad Request', troubleshoot: someText }]);
    const { comments } = await read(desk, call);
    expect(comments).toHaveLength(5);
    expect(comments[0]).toMatchObject({
      content: 'První',
      posted_by: null,
      posted_at: desk.clock.now() / 1000,
    });
    expect((await desk.ask(path, { method: 'POST', body: {} })).status).toBe(400);
  });

  it('is tags that exist, added once each', async () => {
    const desk = await openDesk();
    const call = pick(desk, ({ tagIndexes }) => tagIndexes.length === 1);
    const path = `/v1/calls/${idOf(call.index)}/tags`;
    const had = 2_320_000 + (call.tagIndexes[0] ?? 0);
    const added = had === 2_320_005 ? 2_320_006 : 2_320_005;
    expect((await desk.ask(path, { method: 'POST', body: { tags: [added, had] } })).status).toBe(201);
    expect((await read(desk, call)).tags.map(({ id }) => id)).toEqual([had, added]);
    expect((await desk.ask(path, { method: 'POST', body: { tags: [1] } })).status).toBe(400);
    await desk.ask(`/v1/tags/${String(added)}`, { method: 'DELETE' });
    expect((await read(desk, call)).tags.map(({ id }) => id)).toEqual([had]);
  });

  it('is an archived flag, and an erased recording', async () => {
    const desk = await openDesk();
    const call = pick(desk, ({ recorded }) => recorded);
    const path = `/v1/calls/${idOf(call.index)}`;
    expect((await desk.ask(`${path}/archive`, { method: 'PUT' })).body).toMatchObject({
      call: { archived: true },
    });
    expect((await read(desk, call)).archived).toBe(true);
    expect((await desk.ask(`${path}/unarchive`, { method: 'PUT' })).body).toMatchObject({
      call: { archived: false },
    });
    expect((await desk.ask(`${path}/recording`, { method: 'DELETE' })).status).toBe(204);
    expect(await read(desk, call)).toMatchObject({ recording: null, asset: null });
  });

  it('meets conversation intelligence as not bought, or as not generated', async () => {
    const desk = await openDesk();
    const path = `/v1/calls/${idOf(5)}/transcription`;
    expect((await desk.ask(path)).status).toBe(403);
    desk.simulator.control.switches.change({ intelligence: 'pending' });
    expect((await desk.ask(path)).status).toBe(404);
  });
});
