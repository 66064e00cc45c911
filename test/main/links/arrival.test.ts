import { describe, expect, it } from 'vitest';
import { type Arrival, createInbox } from '../../../main/links/arrival.ts';

const start: Arrival = { kind: 'start', provider: null };
const numbered = (count: number): Arrival[] =>
  Array.from({ length: count }, (_, n) => ({ kind: 'connection-file', path: `/tmp/${String(n)}` }));

describe('the inbox for what comes from outside', () => {
  it('keeps a link that came before the app was ready, and gives it once', () => {
    const inbox = createInbox();
    const taken: Arrival[] = [];
    inbox.receive(start);
    inbox.open((arrival) => taken.push(arrival));
    expect(taken).toEqual([start]);
  });

  it('gives several in the order they came, and later ones at once', () => {
    const inbox = createInbox();
    const taken: Arrival[] = [];
    const [one, two, three] = numbered(3) as [Arrival, Arrival, Arrival]; // as many as asked for
    inbox.receive(one);
    inbox.receive(two);
    inbox.open((arrival) => taken.push(arrival));
    inbox.receive(three);
    expect(taken).toEqual([one, two, three]);
  });

  it('loses nothing that comes while the waiting ones are given', () => {
    const inbox = createInbox();
    const taken: Arrival[] = [];
    const [one, two, late] = numbered(3) as [Arrival, Arrival, Arrival]; // as many as asked for
    inbox.receive(one);
    inbox.receive(two);
    inbox.open((arrival) => {
      taken.push(arrival);
      if (arrival === one) inbox.receive(late);
    });
    expect(taken).toHaveLength(3);
    expect(new Set(taken)).toEqual(new Set([one, two, late]));
  });

  it('does not grow without bound while nobody takes anything', () => {
    const inbox = createInbox();
    const taken: Arrival[] = [];
    const flood = numbered(100_000);
    for (const arrival of flood) inbox.receive(arrival);
    inbox.open((arrival) => taken.push(arrival));
    expect(taken).toEqual(flood.slice(0, 20));
  });
});
