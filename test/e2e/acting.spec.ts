import type { Page } from 'playwright';
import { addVoipex, ask, fillVoipex, goTo, signInToAircall } from './desk.ts';
import { expect, test } from './fixture.ts';

const labels = async (page: Page) => {
  const accounts = await ask(page, 'accounts.list', {});
  return accounts.ok ? accounts.value.map(({ actingAs, status }) => [actingAs?.email ?? null, status]) : [];
};

const bar = (page: Page) => page.getByText(/^You are acting as/);

test('a colleague’s calls are seen as the colleague sees them, until one press ends it', async ({
  launch,
  simulators,
}) => {
  simulators.voipex.control.switches.change({ usersRead: 'own' });
  const { page } = await launch();
  await signInToAircall(page, simulators);
  await addVoipex(page, simulators);
  const colleague = simulators.world.people('voipex')[1];
  const email = colleague?.email ?? '';
  await page.getByRole('button', { name: 'Act as a colleague' }).click();
  await page.getByRole('combobox', { name: 'Colleague' }).fill(email);
  await page.keyboard.press('Enter');
  await expect(bar(page)).toContainText(email);
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toContainText(colleague?.lastName ?? '');
  await expect.poll(async () => (await labels(page)).map(([as]) => as)).toEqual([null, null, email]);

  await page.getByRole('button', { name: 'Stop acting' }).click();
  await expect(bar(page)).toBeHidden();
  await expect.poll(() => labels(page)).toHaveLength(2);
  const audit = await ask(page, 'accounts.audit', {});
  expect(audit.ok && audit.value.map(({ what, as }) => [what, as])).toEqual([
    ['impersonation-ended', email],
    ['impersonation-started', email],
  ]);
});

test('an access without the right is refused in words, and nothing changes', async ({
  launch,
  simulators,
}) => {
  const { page } = await launch();
  await page.getByRole('button', { name: /^VoIPEX/ }).click();
  await fillVoipex(page, simulators.voipex.limited);
  await page.getByRole('button', { name: 'Open the calls' }).click();
  await goTo(page, 'Accounts');
  await page.getByRole('button', { name: 'Act as a colleague' }).click();
  await page.getByRole('combobox', { name: 'Colleague' }).fill('somebody@lumora.example');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This access may not act as somebody else')).toBeVisible();
  await expect(bar(page)).toBeHidden();
  expect(await labels(page)).toHaveLength(1);
});

test('when VoIPEX takes no token any more, signing in again keeps the screen, the calls and what was searched', async ({
  launch,
  simulators,
  keychain,
}) => {
  const { page } = await launch();
  await page.getByRole('button', { name: /^VoIPEX/ }).click();
  await fillVoipex(page, simulators.voipex);
  await page.getByRole('button', { name: 'Open the calls' }).click();
  await page.locator('.search-box input').fill('42');
  const heading = page.getByRole('heading', { name: /^Calls/ });
  await expect(heading).toBeVisible();
  simulators.voipex.control.tokens.revoke(null);
  await ask(page, 'sync.now', { id: null });
  await expect(page.getByText(/needs you to sign in again/)).toBeVisible();
  const kept = await ask(page, 'calls.facets', {});
  await page.getByRole('button', { name: 'Sign in', exact: true }).first().click();
  await fillVoipex(page.getByRole('dialog'), simulators.voipex);
  await expect(page.getByText(/needs you to sign in again/)).toBeHidden();
  await expect(page.locator('.search-box input')).toHaveValue('42');
  await expect(heading).toBeVisible();
  const after = await ask(page, 'calls.facets', {});
  expect(after.ok && kept.ok && after.value.total >= kept.value.total).toBe(true);
  await expect.poll(() => labels(page)).toEqual([[null, keychain ? 'signed-in' : 'memory-only']]);
});
