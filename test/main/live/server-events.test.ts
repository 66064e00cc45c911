import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readServerEvents, type ServerEvent } from '../../../main/live/server-events.ts';

async function* given(texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}
async function read(texts: readonly string[]) {
  const events: ServerEvent[] = [];
  const heard = { times: 0, retry: null as number | null };
  const all = readServerEvents(
    given(texts),
    () => (heard.times += 1),
    (ms) => (heard.retry = ms),
  );
  for await (const event of all) events.push(event);
  return { events, ...heard };
}

describe('an event stream', () => {
  it('gives its messages in order, wherever it is cut into pieces', async () => {
    const stream =
      ':\n\nretry: 3000\nid: 1-0\nevent: hello\ndata: {"now":1}\n\nid: 1-1\ndata: Příliš\ndata: žluťoučký\n\n:\n\n';
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: stream.length }), { maxLength: 12 }), async (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
        const pieces = places.slice(1).map((to, index) => stream.slice(places[index], to));
        expect(await read(pieces)).toEqual({
          events: [
            { id: '1-0', name: 'hello', data: '{"now":1}' },
            { id: '1-1', name: 'message', data: 'Příliš\nžluťoučký' },
          ],
          times: pieces.length,
          retry: 3000,
        });
      }),
    );
  });

  it('never throws for text that is none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' })), async (texts) => {
        await read(texts);
      }),
    );
  });

  it('is given up when a message has no end', async () => {
    const piece = `data: ${'x'.repeat(1024 * 1024)}\n`;
    await expect(read(Array.from({ length: 6 }, () => piece))).rejects.toMatchObject({
      code: 'provider-contract-broken',
    });
  });
});
