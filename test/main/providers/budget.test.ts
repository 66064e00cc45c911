import { describe, expect, it } from 'vitest';
import { startBudget } from './budget-bench.ts';

const minute = 60_000;

describe('the budget of a company that does not say what is left', () => {
  it('leaves a fifth of the limit free of history, so that people and other software still get through', async () => {
    const { clock, granted, askMany } = startBudget(60);
    askMany(60, 'history');
    await clock.advance(minute - 1);
    expect(granted).toHaveLength(48);
  });

  it('lets what is shown now use the whole limit', async () => {
    const { clock, granted, askMany } = startBudget(60);
    askMany(70, 'now');
    await clock.advance(0);
    expect(granted).toHaveLength(60);
  });

  it('grants the rest when the minute of the first ones is over', async () => {
    const { clock, granted, askMany } = startBudget(10);
    askMany(12, 'now');
    await clock.advance(59_999);
    expect(granted).toHaveLength(10);
    await clock.advance(1);
    expect(granted).toHaveLength(12);
  });

  it('counts a request as long as the provider may: until a minute after its answer', async () => {
    const { clock, granted, ask, budget } = startBudget(1, { answers: false });
    const askedAt = clock.now();
    await ask('now');
    await clock.advance(10_000);
    budget.answered(askedAt);
    void ask('now');
    await clock.advance(59_999);
    expect(granted).toHaveLength(1);
    await clock.advance(1);
    expect(granted).toHaveLength(2);
  });

  it('sends one request until the first answer came', async () => {
    const { clock, granted, askMany, budget } = startBudget(60, { answers: false });
    const askedAt = clock.now();
    askMany(5, 'soon');
    await clock.advance(3_000);
    expect(granted).toHaveLength(1);
    budget.answered(askedAt);
    await clock.advance(0);
    expect(granted).toHaveLength(5);
  });

  it('lets a person through while history waits for its share', async () => {
    const { clock, granted, ask, askMany } = startBudget(10);
    askMany(9, 'history');
    await clock.advance(20_000);
    expect(granted.length).toBeLessThan(9);
    await ask('now');
    expect(granted.at(-1)).toBe('now');
  });
});

describe('the budget of a company', () => {
  it('serves now before soon before history, and each in the order it came', async () => {
    const { clock, granted, ask, budget } = startBudget(10);
    budget.refused(clock.now() + 1_000);
    void ask('history', 'h1');
    void ask('soon', 's1');
    void ask('now', 'n1');
    void ask('history', 'h2');
    void ask('now', 'n2');
    await clock.advance(2 * minute);
    expect(granted).toEqual(['n1', 'n2', 's1', 'h1', 'h2']);
  });

  it('lets kinds of requests of one urgency take turns, so that a long list does not hold up the rest', async () => {
    const { clock, granted, ask, budget } = startBudget(60);
    budget.refused(clock.now() + 1_000);
    for (let page = 1; page <= 3; page += 1) void ask('soon', `people ${String(page)}`, 'people');
    void ask('soon', 'calls 1', 'calls');
    void ask('soon', 'calls 2', 'calls');
    await clock.advance(30_000);
    expect(granted).toEqual(['people 1', 'calls 1', 'people 2', 'calls 2', 'people 3']);
  });

  it('learns the limit upwards and downwards from the provider', () => {
    const { budget } = startBudget(60);
    const told = { remaining: null, resetAt: null };
    expect(budget.reading()).toEqual({
      limitPerMinute: 60,
      usedLastMinute: 0,
      othersLastMinute: null,
      remaining: null,
      learnt: false,
    });
    budget.learn({ limitPerMinute: 120, ...told });
    expect(budget.reading()).toMatchObject({ limitPerMinute: 120, learnt: true });
    budget.learn({ limitPerMinute: 40, ...told });
    expect(budget.reading()).toMatchObject({ limitPerMinute: 40, learnt: true });
  });

  it.each([0, 0.5, -1, 1e9])('does not believe a limit of %d', (limitPerMinute) => {
    const { budget } = startBudget(60);
    budget.learn({ limitPerMinute, remaining: null, resetAt: null });
    expect(budget.reading()).toMatchObject({ limitPerMinute: 60, learnt: false });
  });

  it('does not believe that more is left than the limit', () => {
    const { budget } = startBudget(60);
    budget.learn({ limitPerMinute: 120, remaining: 121, resetAt: null });
    expect(budget.reading()).toMatchObject({ limitPerMinute: 120, remaining: null });
  });

  it('stops history when other software has used the company’s minute up, until it resets', async () => {
    const { clock, granted, ask, budget } = startBudget(120);
    budget.learn({ limitPerMinute: 120, remaining: 10, resetAt: clock.now() + 20_000 });
    void ask('history');
    await clock.advance(19_999);
    expect(granted).toEqual([]);
    await ask('now');
    expect(granted).toEqual(['now']);
  });

  it('counts its own requests off what the provider said is left, and leaves what others need of it', async () => {
    const { clock, granted, askMany, budget } = startBudget(120, { answers: false });
    await clock.advance(2 * minute);
    budget.learn({ limitPerMinute: 120, remaining: 3, resetAt: clock.now() + 30_000 });
    askMany(5, 'now');
    await clock.advance(0);
    expect(granted).toHaveLength(3);
    expect(budget.reading()).toMatchObject({ remaining: 0 });
    await clock.advance(30_000);
    expect(granted).toHaveLength(5);
  });

  it('does not believe a reset hours away', async () => {
    const { clock, granted, ask, budget } = startBudget(120);
    budget.learn({ limitPerMinute: 120, remaining: 0, resetAt: clock.now() + 50 * 3_600_000 });
    void ask('now');
    await clock.advance(minute);
    expect(granted).toEqual(['now']);
  });

  it('forgets a request that is given up, and gives its turn to the next', async () => {
    const { clock, granted, ask, budget } = startBudget(120);
    budget.refused(clock.now() + 10_000);
    const gone = new AbortController();
    const given = ask('now', 'given up', 'calls', gone.signal);
    void ask('history');
    gone.abort(new Error('closed'));
    await expect(given).rejects.toThrow('closed');
    await clock.advance(15_000);
    expect(granted).toEqual(['history']);
    expect(clock.sleepers).toBe(0);
  });

  it('refuses at once what was given up before it asked', async () => {
    const { ask } = startBudget(120);
    const closed = AbortSignal.abort(new Error('closed'));
    await expect(ask('now', 'late', 'calls', closed)).rejects.toThrow('closed');
  });

  it('goes on when the computer’s clock is set back by a day', async () => {
    const { clock, granted, askMany, budget } = startBudget(10);
    askMany(4, 'now');
    await clock.advance(0);
    budget.refused(clock.now() + 20_000);
    clock.set(clock.now() - 86_400_000);
    askMany(8, 'now');
    await clock.advance(25_000);
    expect(granted).toHaveLength(10);
    await clock.advance(35_000);
    expect(granted).toHaveLength(12);
  });
});

describe('a refusal', () => {
  it('stops everything until it is over, and a little longer', async () => {
    const { clock, granted, ask, budget } = startBudget(120, { random: 0.5 });
    const until = budget.refused(clock.now() + 10_000);
    expect(until).toBeGreaterThan(clock.now() + 10_000);
    void ask('now');
    await clock.advance(until - clock.now() - 1);
    expect(granted).toEqual([]);
    await clock.advance(1);
    expect(granted).toEqual(['now']);
  });

  it('that names no end is taken for a minute, with jitter, and longer when the next follows it', async () => {
    const { clock, budget } = startBudget(120, { random: 0.5 });
    const waits: number[] = [];
    for (let refusal = 0; refusal < 6; refusal += 1) {
      const until = budget.refused(null);
      waits.push(until - clock.now());
      await clock.advance(until - clock.now() + 1_000);
    }
    expect(waits).toEqual([75_000, 150_000, 300_000, 600_000, 750_000, 750_000]);
    await clock.advance(10 * minute);
    expect(budget.refused(null) - clock.now()).toBe(75_000);
  });

  it('of several requests that were under way together is one refusal', async () => {
    const { clock, budget } = startBudget(120);
    expect(budget.refused(null)).toBe(clock.now() + minute);
    expect(budget.refused(null)).toBe(clock.now() + minute);
  });

  it('halves what is asked for afterwards, which then grows again', async () => {
    const { clock, budget } = startBudget(120);
    const usual = budget.pause(0, 10);
    await clock.advance(budget.refused(null) - clock.now());
    expect(budget.pause(0, 10)).toBeGreaterThan(usual * 1.4);
    await clock.advance(10 * minute);
    budget.answered(clock.now());
    await clock.advance(10 * minute);
    budget.answered(clock.now());
    expect(budget.pause(0, 10)).toBeLessThan(usual * 1.3);
  });
});

describe('the forecast', () => {
  it('is not known before the first answer, nor while refused', async () => {
    const { clock, budget } = startBudget(120);
    expect(budget.forecast(100)).toBeNull();
    budget.answered(clock.now());
    expect(budget.forecast(96)).toBe(minute);
    budget.refused(clock.now() + 10_000);
    expect(budget.forecast(100)).toBeNull();
  });
});
