import { describe, expect, it } from 'vitest';
import { CallList, type Desk, openDesk } from './desk-under-test.ts';
import { z } from 'zod';

const Short = z.looseObject({
  calls: z.array(
    z.looseObject({
      id: z.number(),
      recording: z.string().nullable(),
      recording_short_url: z.string().nullable(),
    }),
  ),
});

async function recorded(desk: Desk) {
  const { calls } = await desk.read('/v1/calls?order=desc&per_page=50', CallList);
  const call = calls.find(({ recording }) => recording !== null);
  if (call?.recording == null || call.answered_at === null || call.ended_at === null)
    throw new Error('none recorded');
  return { ...call, recording: call.recording, talk: call.ended_at - call.answered_at };
}

const load = async (url: string, headers: Record<string, string> = {}) => {
  const response = await fetch(url, { headers });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
};

describe('the audio of a call', () => {
  it('is an mp3 as long as the talk, for whoever holds the address', async () => {
    const desk = await openDesk();
    const call = await recorded(desk);
    const { response, bytes } = await load(call.recording);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('audio/mpeg');
    // MPEG-2 layer III frames, 36 bytes and 36 ms each.
    expect(bytes.length % 36).toBe(0);
    for (let at = 0; at < bytes.length; at += 36) expect(bytes.readUInt16BE(at)).toBe(0xfff3);
    expect(Math.abs((bytes.length / 36) * 0.036 - call.talk)).toBeLessThan(0.04);
  });

  it('can be read in parts', async () => {
    const desk = await openDesk();
    const { recording } = await recorded(desk);
    const { response, bytes } = await load(recording, { range: 'bytes=36-71' });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toMatch(/^bytes 36-71\/\d+$/u);
    expect(bytes.length).toBe(36);
  });

  it('is gone after an hour, and there again under a fresh address', async () => {
    const desk = await openDesk();
    const { id, recording } = await recorded(desk);
    desk.clock.advance(3_599_000);
    expect((await load(recording)).response.status).toBe(200);
    desk.clock.advance(2000);
    const late = await load(recording);
    expect(late.response.status).toBe(403);
    expect(late.response.headers.get('content-type')).toContain('xml');
    const { calls } = await desk.read('/v1/calls?order=desc&per_page=50', CallList);
    const fresh = calls.find((call) => call.id === id)?.recording ?? '';
    expect(fresh).not.toBe(recording);
    expect((await load(fresh)).response.status).toBe(200);
  });

  it('is refused when the address was tampered with', async () => {
    const desk = await openDesk();
    const { recording } = await recorded(desk);
    const url = new URL(recording);
    url.searchParams.set('expires', '4000000000');
    expect((await load(url.href)).response.status).toBe(403);
    expect((await load(url.origin + url.pathname)).response.status).toBe(403);
  });

  it('has a short address that lives three hours', async () => {
    const desk = await openDesk();
    const { calls } = await desk.read('/v1/calls?order=desc&per_page=50&fetch_short_urls=true', Short);
    const short =
      calls.find(({ recording_short_url }) => recording_short_url !== null)?.recording_short_url ?? '';
    desk.clock.advance(10_790_000);
    const followed = await load(short);
    expect([followed.response.status, followed.response.redirected]).toEqual([200, true]);
    desk.clock.advance(20_000);
    expect((await load(short)).response.status).toBe(403);
  });

  it('spends nothing of the request limit', async () => {
    const desk = await openDesk({ limitPerMinute: 1 });
    const { recording } = await recorded(desk);
    expect((await load(recording)).response.status).toBe(200);
    expect((await desk.ask('/v1/ping')).status).toBe(429);
  });
});
