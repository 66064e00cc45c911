import type { Page } from 'playwright';
import { startSimulators, type Simulators } from '../simulators/index.ts';
import { serveCompanies } from '../support/two-companies.ts';
import { addVoipex, ask, fillAircall, fillVoipex, goTo, signInToAircall } from './desk.ts';
import { accountsOf } from './desktop.ts';
import { expect, test as base } from './fixture.ts';

/** Another company of the same invented name at the same Aircall: told apart by its credentials, as in life. */
const test = base.extend<{ second: Simulators; aircall: string }>({
  second: async ({}, use) => {
    const second = await startSimulators({ seed: 2_007, calls: 300, days: 20, people: 16 });
    await use(second);
    await second.close();
  },
  aircall: async ({ simulators, second }, use) => {
    const served = await serveCompanies([simulators.aircall, second.aircall]);
    await use(served.url);
    await served.close();
  },
});

async function addAircall(page: Page, aircall: Simulators['aircall']): Promise<void> {
  await goTo(page, 'Accounts');
  await page.getByRole('button', { name: 'Add account' }).click();
  await page.getByRole('button', { name: /^Aircall/ }).click();
  await page.getByRole('button', { name: /API ID and token/ }).click();
  await fillAircall(page, aircall);
}

const phases = async (page: Page) => {
  const statuses = await ask(page, 'sync.read', {});
  return statuses.ok ? statuses.value.map(({ phase }) => phase) : [];
};

test('two Aircall companies of one name and two VoIPEX accesses stand side by side, and one that fails hides none', async ({
  launch,
  simulators,
  second,
  aircall,
  keychain,
}) => {
  const endpoints = { ...simulators.endpoints, aircall: { ...simulators.endpoints.aircall, api: aircall } };
  const { page } = await launch({ endpoints });
  await signInToAircall(page, simulators);
  await addAircall(page, second.aircall);
  await addVoipex(page, simulators);
  await expect.poll(async () => (await accountsOf(page)).length).toBe(3);
  const [login] = simulators.voipex.userLogins;
  await page.getByRole('button', { name: 'Add account' }).click();
  await page.getByRole('button', { name: /^VoIPEX/ }).click();
  await fillVoipex(page, login ?? { email: '', password: '' });
  await expect.poll(async () => (await accountsOf(page)).length).toBe(4);

  await expect.poll(() => phases(page)).toEqual(['current', 'current', 'current', 'current']);
  const before = await accountsOf(page);
  expect(new Set(before.map(({ colour }) => colour)).size).toBe(4);
  const facets = await ask(page, 'calls.facets', {});
  expect(facets.ok && facets.value.total).toBeGreaterThan(
    simulators.world.count('aircall') + second.world.count('aircall'),
  );

  const good = keychain ? 'signed-in' : 'memory-only';
  second.aircall.control.tokens.revoke(null);
  await ask(page, 'sync.now', { id: null });
  await expect
    .poll(async () => (await accountsOf(page)).map(({ status }) => status))
    .toEqual([good, 'needs-sign-in', good, good]);
  await goTo(page, 'Calls');
  await expect(page.getByText(/needs you to sign in again/)).toBeVisible();
  await expect(page.getByRole('grid').getByRole('row').first()).toBeVisible();
  const after = await ask(page, 'calls.facets', {});
  expect(after.ok && facets.ok && after.value.total >= facets.value.total).toBe(true);
});
