import { createBudget } from '../../../main/providers/budget.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

type Urgency = 'now' | 'soon' | 'history';

/** A budget on a fake clock; `granted` names what was granted. `answers`: every request is answered at once. */
export function startBudget(
  limitPerMinute: number,
  { random = 0, answers = true }: { readonly random?: number; readonly answers?: boolean } = {},
) {
  const clock = createFakeClock();
  const budget = createBudget({ limitPerMinute, clock, random: () => random });
  const granted: string[] = [];
  const ask = async (
    urgency: Urgency,
    name: string = urgency,
    kind = 'calls',
    signal?: AbortSignal,
  ): Promise<void> => {
    await budget.take(urgency, signal, kind);
    granted.push(name);
    if (answers) budget.answered(clock.now());
  };
  const askMany = (count: number, urgency: Urgency): void => {
    for (let asked = 0; asked < count; asked += 1) void ask(urgency);
  };
  return { clock, budget, granted, ask, askMany };
}
