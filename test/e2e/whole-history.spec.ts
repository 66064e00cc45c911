import type { Page } from 'playwright';
import { anyCall } from '../../domain/call.ts';
import type { SyncStatus } from '../../domain/sync.ts';
import { addVoipex, ask, signInToAircall } from './desk.ts';
import { expect, test } from './fixture.ts';

test.use({ company: { seed: 21, calls: 5000, days: 170, people: 24 } });

test('the whole history of both systems is read, with progress to the end, and can be paused', async ({
  launch,
  simulators,
}) => {
  for (const { control } of [simulators.aircall, simulators.voipex])
    control.limits.change({ perMinute: 100_000 });
  const { page } = await launch();
  await signInToAircall(page, simulators);

  // The newest 30 days come first; what is older is read while they are already there.
  await expect.poll(async () => (await statusOf(page, 'aircall'))?.phase).toMatch(/history|current/);
  await ask(page, 'sync.pause', { id: null, paused: true });
  const paused = await statusOf(page, 'aircall');
  if (paused?.complete === false) {
    await ask(page, 'sync.now', { id: null });
    const later = await statusOf(page, 'aircall');
    expect(later?.paused).toBe('person');
    expect(later?.earliest).toBe(paused.earliest);
  }
  await ask(page, 'sync.pause', { id: null, paused: false });
  await addVoipex(page, simulators);
  for (const system of ['aircall', 'voipex'] as const)
    await expect.poll(async () => (await statusOf(page, system))?.complete, { timeout: 60_000 }).toBe(true);

  const whole = await statusOf(page, 'aircall');
  expect(whole).toMatchObject({ phase: 'current', progress: 1, remaining: null });
  expect(whole?.earliest).toBe(simulators.world.call('aircall', 0).startedAt);
  expect(await countOf(page, 'aircall')).toBe(simulators.world.count('aircall'));
});

async function statusOf(page: Page, system: 'aircall' | 'voipex'): Promise<SyncStatus | undefined> {
  const reply = await ask(page, 'sync.read', {});
  return reply.ok ? reply.value.find(({ accountId }) => accountId.startsWith(`${system}:`)) : undefined;
}

async function countOf(page: Page, provider: 'aircall' | 'voipex'): Promise<number> {
  const reply = await ask(page, 'calls.counts', { filters: [{ ...anyCall, providers: [provider] }] });
  return reply.ok ? (reply.value[0]?.count ?? -1) : -1;
}
