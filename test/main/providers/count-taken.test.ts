import { expect, it } from 'vitest';
import { countTaken } from '../../../main/providers/count-taken.ts';
import { openBudget } from './session-context.ts';

it('counts what was granted through it, and hands everything on', async () => {
  const budget = openBudget();
  const counted = countTaken(budget);
  await counted.take('soon');
  await expect(counted.take('now', AbortSignal.abort(new Error('closed')))).rejects.toThrow('closed');
  counted.learn({ limitPerMinute: 120, remaining: null, resetAt: null });
  counted.answered(5);
  expect(counted.refused(7)).toBe(7);
  expect(counted.taken).toBe(1);
  expect(budget).toMatchObject({ taken: ['soon'], refusals: [7] });
  expect(budget.learnt).toHaveLength(1);
});
