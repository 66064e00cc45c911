import type { Page } from 'playwright';
import { anyCall } from '../../domain/call.ts';
import type { SyncStatus } from '../../domain/sync.ts';
import { addVoipex, ask, signInToAircall } from './desk.ts';
import { expect, test } from './fixture.ts';

test.use({ company: { seed: 21, calls: 1600, days: 120, people: 24 } });

test('the whole history of both systems is read, with progress to the end, and can be paused', async ({
  launch,
  simulators,
}) => {
  for (const { control } of [simulators.aircall, simulators.voipex])
    control.limits.change({ perMinute: 9_000 });
  // Slow pages, so that there are older calls left to be paused.
  const slow = simulators.aircall.control.faults.add({
    path: '^/v1/calls\\?',
    fault: { kind: 'delay', ms: 700 },
  });
  const { page } = await launch();
  await signInToAircall(page, simulators);

  // The newest 30 days come first; what is older is read while they are already there.
  await expect.poll(async () => (await statusOf(page, 'aircall'))?.phase).toMatch(/history|current/);
  // Paused and gone on with by its button; the newest calls come either way.
  await page.locator('.sync-state').click();
  const details = page.getByRole('dialog');
  await details.getByRole('button', { name: /^Pause older calls of/ }).press('Enter');
  const resume = details.getByRole('button', { name: /^Go on with older calls of/ });
  await expect(resume).toBeVisible();
  await expect(details).toContainText('Older calls are paused');
  const paused = await statusOf(page, 'aircall');
  expect(paused).toMatchObject({ paused: 'person', complete: false });
  simulators.aircall.control.calls.ring({ contactIndex: 3 });
  await ask(page, 'sync.now', { id: null });
  await expect
    .poll(async () => (await statusOf(page, 'aircall'))?.stored)
    .toBeGreaterThan(paused?.stored ?? 0);
  expect((await statusOf(page, 'aircall'))?.earliest).toBe(paused?.earliest);
  simulators.aircall.control.faults.clear(slow);
  await resume.press('Enter');
  await expect(resume).toBeHidden();
  await page.keyboard.press('Escape');
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
