import { anyCall } from '../../domain/call.ts';
import { ask, signInToAircall } from './desk.ts';
import { expect, test } from './fixture.ts';

test.use({ company: { seed: 11, calls: 6000, days: 25, people: 24 } });

test(
  'killing the app during the first pull loses no call and doubles none',
  { tag: '@keychain' },
  async ({ launch, simulators }) => {
    const expected = simulators.world.count('aircall');
    // Slow pages, so that every start is killed somewhere else in the pull.
    const slow = simulators.aircall.control.faults.add({
      path: '^/v1/calls\\?',
      fault: { kind: 'delay', ms: 40 },
    });
    simulators.aircall.control.limits.change({ perMinute: 9_000 });

    let run = await launch();
    await signInToAircall(run.page, simulators);
    let stored = 0;
    for (let kill = 0; kill < 3; kill += 1) {
      const before = stored;
      await expect
        .poll(async () => (stored = await storedCalls(run.page)), { intervals: [50] })
        .toBeGreaterThan(before);
      expect(stored).toBeLessThan(expected);
      const gone = new Promise((resolve) => run.app.process().once('exit', resolve));
      run.app.process().kill('SIGKILL');
      await gone;
      run = await launch();
      expect(await storedCalls(run.page)).toBeGreaterThanOrEqual(stored);
    }
    simulators.aircall.control.faults.clear(slow);

    await expect
      .poll(async () => {
        const statuses = await ask(run.page, 'sync.read', {});
        return statuses.ok && statuses.value[0]?.phase;
      })
      .toBe('current');
    expect(await storedCalls(run.page)).toBe(expected);
    const days = await ask(run.page, 'calls.days', {
      anchor: null,
      filter: anyCall,
    });
    expect(days.ok && days.value.reduce((sum, { count }) => sum + count, 0)).toBe(expected);
  },
);

async function storedCalls(page: Parameters<typeof ask>[0]): Promise<number> {
  const facets = await ask(page, 'calls.facets', {});
  return facets.ok ? facets.value.total : -1;
}
