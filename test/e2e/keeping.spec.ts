import type { Page } from 'playwright';
import type { StorageReading } from '../../domain/keeping.ts';
import { enter, tabTo } from './by-keyboard.ts';
import { ask, signInToAircall } from './desk.ts';
import { expect, test } from './fixture.ts';

test.use({ company: { seed: 31, calls: 1500, days: 60, people: 12 } });

test('one person is erased, and calls older than the days to keep are deleted, by keyboard alone', async ({
  launch,
  simulators,
}) => {
  simulators.aircall.control.limits.change({ perMinute: 9_000 });
  const { page } = await launch();
  await signInToAircall(page, simulators);
  await enter(page, page.locator('.sync-state'));
  await expect(page.locator('.sync-accounts')).toContainText('Whole history is here', { timeout: 60_000 });
  await page.keyboard.press('Escape');
  const before = await storedCalls(page);

  await tabTo(page, page.getByRole('grid'));
  await page.keyboard.press('Enter');
  const number = await page.locator('.call-facts-list .figures').first().innerText();
  const search = page.getByRole('combobox', { name: 'Search' });
  await page.keyboard.press('Control+f');
  await page.keyboard.type(number);
  await page.keyboard.press('Enter');
  const offer = page.getByRole('button', { name: 'Erase this person' });
  await enter(page, offer);
  const question = page.getByRole('dialog', { name: 'Erase one person' });
  const confirm = question.getByRole('button', { name: /^Erase .+ for good$/ });
  const told = /\d+/.exec(await confirm.innerText())?.[0];
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(offer).toBeFocused();
  await page.keyboard.press('Enter');
  await enter(page, confirm);
  await expect(question).toBeHidden();
  await expect(page.locator('.call-detail')).toBeHidden();
  // What had the focus is gone: it goes on where the next key does something.
  await expect(page.getByRole('grid')).toBeFocused();
  // What was searched for speaks of the person, too.
  await expect(search).toHaveValue('');
  expect(await storedCalls(page)).toBe(before - Number(told));
  const found = await ask(page, 'people.find', { number });
  expect(found.ok && found.value.calls).toBe(0);

  // What is read again from the provider, which still has the calls, brings none of them back.
  await ask(page, 'sync.now', { id: null });
  const again = await ask(page, 'people.find', { number });
  expect(again.ok && again.value.calls).toBe(0);

  await page.keyboard.press('Control+4');
  const change = page.getByRole('button', { name: /^Change how long calls of/ });
  await enter(page, change);
  await tabTo(page, page.getByLabel('All calls', { exact: true }));
  const month = page.getByLabel('The last 30 days');
  while (!(await month.isChecked())) await page.keyboard.press('ArrowDown');
  await enter(page, page.getByRole('button', { name: 'Continue' }));
  await enter(page, page.getByRole('button', { name: /^Delete .+ calls$/ }));
  await expect(page.locator('.keeping-kept')).toHaveText('The last 30 days');
  await expect(change).toBeFocused();
  const oldest = (await storage(page)).accounts[0]?.earliest ?? 0;
  expect(Date.now() - oldest).toBeLessThan(30.5 * 86_400_000);
});

async function storage(page: Page): Promise<StorageReading> {
  const reply = await ask(page, 'storage.read', {});
  if (!reply.ok) throw new Error(reply.failure.code);
  return reply.value;
}

const storedCalls = async (page: Page): Promise<number> =>
  (await storage(page)).accounts.reduce((sum, { calls }) => sum + calls, 0);
