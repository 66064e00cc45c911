import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../main/providers/budget.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

type Urgency = 'now' | 'soon' | 'history';

function start(limitPerMinute: number, random = 0) {
  const clock = createFakeClock();
  const budget = createBudget({ limitPerMinute, clock, random: () => random });
  const granted: string[] = [];
  const ask = (urgency: Urgency, name: string = urgency, signal?: AbortSignal): Promise<void> =>
    budget.take(urgency, signal).then(() => void granted.push(name));
  const askMany = (count: number, urgency: Urgency): void => {
    for (let asked = 0; asked < count; asked += 1) void ask(urgency);
  };
  return { clock, budget, granted, ask, askMany };
}

describe('the budget of a company', () => {
  it('leaves a fifth of the limit free of history, so that people and other software still get through', async () => {
    const { clock, granted, askMany } = start(60);
    askMany(60, 'history');
    await clock.advance(0);
    expect(granted).toHaveLength(48);
  });

  it('lets what is shown now use the whole limit', async () => {
    const { clock, granted, askMany } = start(60);
    askMany(70, 'now');
    await clock.advance(0);
    expect(granted).toHaveLength(60);
  });

  it('grants the rest when the minute of the first ones is over', async () => {
    const { clock, granted, askMany } = start(10);
    askMany(12, 'history');
    await clock.advance(59_999);
    expect(granted).toHaveLength(8);
    await clock.advance(1);
    expect(granted).toHaveLength(12);
  });

  it('serves now before soon before history, and each in the order it came', async () => {
    const { clock, granted, ask, budget } = start(10);
    budget.refusedUntil(clock.now() + 1_000);
    void ask('history', 'h1');
    void ask('soon', 's1');
    void ask('now', 'n1');
    void ask('history', 'h2');
    void ask('now', 'n2');
    await clock.advance(1_000);
    expect(granted).toEqual(['n1', 'n2', 's1', 'h1', 'h2']);
  });

  it('lets a person through while history waits for its share', async () => {
    const { clock, granted, ask, askMany } = start(10);
    askMany(9, 'history');
    await clock.advance(0);
    expect(granted).toHaveLength(8);
    await ask('now');
    expect(granted.at(-1)).toBe('now');
  });

  it('learns the limit upwards from the provider', async () => {
    const { clock, granted, askMany, budget } = start(60);
    expect(budget.reading()).toEqual({
      limitPerMinute: 60,
      usedLastMinute: 0,
      remaining: null,
      learnt: false,
    });
    budget.learn({ limitPerMinute: 120, remaining: null, resetAt: null });
    askMany(200, 'history');
    await clock.advance(0);
    expect(granted).toHaveLength(96);
    expect(budget.reading()).toEqual({
      limitPerMinute: 120,
      usedLastMinute: 96,
      remaining: null,
      learnt: true,
    });
  });

  it.each([0, 0.5, -1])('does not believe a limit of %d', (limitPerMinute) => {
    const { budget } = start(60);
    budget.learn({ limitPerMinute, remaining: null, resetAt: null });
    expect(budget.reading()).toMatchObject({ limitPerMinute: 60, learnt: false });
  });

  it('stops history when other software has used the company’s minute up, until it resets', async () => {
    const { clock, granted, ask, budget } = start(120);
    budget.learn({ limitPerMinute: 120, remaining: 10, resetAt: clock.now() + 20_000 });
    void ask('history');
    await clock.advance(19_999);
    expect(granted).toEqual([]);
    await ask('now');
    await clock.advance(1);
    expect(granted).toEqual(['now', 'history']);
  });

  it('counts its own requests off what the provider said is left', async () => {
    const { clock, granted, askMany, budget } = start(120);
    budget.learn({ limitPerMinute: 120, remaining: 3, resetAt: clock.now() + 30_000 });
    askMany(5, 'now');
    await clock.advance(0);
    expect(granted).toHaveLength(3);
    expect(budget.reading().remaining).toBe(0);
  });

  it('does not believe a reset hours away', async () => {
    const { clock, granted, ask, budget } = start(120);
    budget.learn({ limitPerMinute: 120, remaining: 0, resetAt: clock.now() + 50 * 3_600_000 });
    void ask('now');
    await clock.advance(60_000);
    expect(granted).toEqual(['now']);
  });

  it('sends nothing before a refusal is over, and comes back a little later than told', async () => {
    const { clock, granted, ask, budget } = start(120, 0.5);
    budget.refusedUntil(clock.now() + 10_000);
    void ask('now');
    await clock.advance(10_999);
    expect(granted).toEqual([]);
    await clock.advance(1);
    expect(granted).toEqual(['now']);
  });

  it('forgets a request that is given up, and gives its turn to the next', async () => {
    const { clock, granted, ask, budget } = start(120);
    budget.refusedUntil(clock.now() + 10_000);
    const gone = new AbortController();
    const given = ask('now', 'given up', gone.signal);
    void ask('history');
    gone.abort(new Error('closed'));
    await expect(given).rejects.toThrow('closed');
    await clock.advance(10_000);
    expect(granted).toEqual(['history']);
    expect(clock.sleepers).toBe(0);
  });

  it('goes on when the computer’s clock is set back by a day', async () => {
    const { clock, granted, askMany, budget } = start(10);
    askMany(4, 'now');
    budget.learn({ limitPerMinute: 10, remaining: 2, resetAt: clock.now() + 30_000 });
    budget.refusedUntil(clock.now() + 20_000);
    clock.set(clock.now() - 86_400_000);
    askMany(8, 'now');
    await clock.advance(20_000);
    expect(granted).toHaveLength(6);
    await clock.advance(10_000);
    expect(granted).toHaveLength(10);
    await clock.advance(30_000);
    expect(granted).toHaveLength(12);
  });

  it('refuses at once what was given up before it asked', async () => {
    const { ask } = start(120);
    await expect(ask('now', 'late', AbortSignal.abort(new Error('closed')))).rejects.toThrow('closed');
  });
});
