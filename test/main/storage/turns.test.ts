import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Answers } from '../../../main/storage/columns/answers.ts';
import { CallColumns } from '../../../main/storage/columns/call-columns.ts';
import type { ColumnsOf } from '../../../main/storage/columns/load-columns.ts';
import type { Reply, Request } from '../../../main/storage/protocol.ts';
import { later } from '../../../main/storage/read-calls.ts';
import { createTurns } from '../../../main/storage/turns.ts';

/** Turns over columns that are complete after some steps; `heard` is what happened, in order. */
function bench(stepsLeft: number, failing: Error | null = null) {
  const heard: string[] = [];
  let left = stepsLeft;
  const columns: ColumnsOf = {
    answers: new Answers(new CallColumns()),
    get complete() {
      return left === 0;
    },
    newestKey: () => null,
    step: () => {
      heard.push('step');
      if (failing !== null) throw failing;
      left = Math.max(0, left - 1);
    },
    refresh: () => undefined,
  };
  const replyTo = ({ number }: Request): Reply => ({ number, ok: true, elapsedMs: 0, value: null });
  const turns = createTurns({
    columns: () => columns,
    answer: (request) => (request.operation === 'exact' && left > 0 ? later : replyTo(request)),
    failed: ({ number }) => ({
      number,
      ok: false,
      failure: { code: 'cache-unavailable' },
      damaged: true,
      bug: null,
    }),
    reply: ({ number, ok }) => heard.push(`${ok ? 'answer' : 'failure'} ${String(number)}`),
    spareTime: () => true,
  });
  const ask = (number: number, operation: 'exact' | 'quick'): void =>
    turns.hear({ number, operation, input: {} });
  const until = async (done: () => boolean): Promise<void> => {
    while (!done()) await nextTurn();
  };
  return { heard, ask, until, opened: () => turns.opened() };
}

describe('requests and the reading of columns', () => {
  it('take turns: what can be answered is, what needs all of them waits for the last step', async () => {
    const { heard, ask, until } = bench(3);
    ask(1, 'exact');
    ask(2, 'quick');
    expect(heard).toEqual(['answer 2']);
    await until(() => heard.includes('step'));
    ask(3, 'quick');
    expect(heard.slice(1)).toEqual(['step', 'answer 3']);
    await until(() => heard.includes('answer 1'));
    expect(heard.filter((what) => what === 'step')).toHaveLength(3);
  });

  it('answer everybody who waits, once each and in their order', async () => {
    const { heard, ask, until } = bench(2);
    for (const number of [1, 2, 3]) ask(number, 'exact');
    await until(() => heard.includes('answer 3'));
    expect(heard).toEqual(['step', 'step', 'answer 1', 'answer 2', 'answer 3']);
  });

  it('fail everybody who waits when the columns cannot be read, and are tried again by the next', async () => {
    const { heard, ask, until } = bench(2, new Error('unreadable'));
    ask(1, 'exact');
    ask(2, 'exact');
    await until(() => heard.includes('failure 2'));
    expect(heard).toEqual(['step', 'failure 1', 'failure 2']);
    ask(3, 'exact');
    await until(() => heard.includes('failure 3'));
    expect(heard.filter((what) => what === 'step')).toHaveLength(2);
  });

  it('leave the processor to the first rows after opening: one part is read at once, the others later', async () => {
    const { heard, ask, until, opened } = bench(3);
    opened();
    const from = performance.now();
    ask(1, 'exact');
    await until(() => heard.includes('step'));
    ask(2, 'quick');
    expect(heard).toEqual(['step', 'answer 2']);
    await until(() => heard.includes('answer 1'));
    expect(heard.filter((what) => what === 'step')).toHaveLength(3);
    expect(performance.now() - from).toBeGreaterThan(900);
  });
});
