import type { Locator, Page } from 'playwright';
import type { World } from '../simulators/world/world.ts';
import { addVoipex, ask, goTo, signInToAircall } from './desk.ts';
import { expect, test } from './fixture.ts';

test(
  'a call forwarded to the other phone system is one story, until the agent says otherwise, also after a restart',
  { tag: '@keychain' },
  async ({ launch, simulators }) => {
    for (const { control } of [simulators.aircall, simulators.voipex])
      control.limits.change({ perMinute: 9_000 });
    const number = forwardedNumber(simulators.world);
    let { page, close } = await launch();
    await signInToAircall(page, simulators);
    await addVoipex(page, simulators);
    await expect
      .poll(async () => {
        const statuses = await ask(page, 'sync.read', {});
        return statuses.ok && statuses.value.map(({ phase }) => phase);
      })
      .toEqual(['current', 'current']);
    await goTo(page, 'Calls');

    const detail = await openJoined(page, number);
    await expect(detail.getByText('Passed on to')).toBeVisible();
    expect(new Set(await detail.locator('.call-story .account-name').allTextContents()).size).toBe(2);
    const part = 'These are two calls';
    const rejoin = 'One call after all';
    await detail.getByRole('button', { name: part }).press('Enter');
    await expect(detail.getByRole('button', { name: rejoin })).toBeVisible();
    await expect(page.locator('.call-joined')).toHaveCount(0);

    await close();
    ({ page, close } = await launch());
    // The call is open as it was left, and still stands for itself.
    const again = page.getByRole('complementary', { name: 'Call detail' });
    await expect(again.getByRole('button', { name: rejoin })).toBeVisible();
    await expect(page.locator('.call-joined')).toHaveCount(0);
    await again.getByRole('button', { name: rejoin }).press('Enter');
    await expect(again.getByRole('button', { name: part })).toBeVisible();
    await expect(page.locator('.call-joined')).toHaveCount(2);
  },
);

/** Finds both calls of the story by their number and opens one of them. */
async function openJoined(page: Page, number: string): Promise<Locator> {
  await page.getByRole('combobox', { name: 'Search' }).fill(number);
  const signs = page.locator('.call-joined');
  await expect(signs).toHaveCount(2);
  await signs.first().click();
  return page.getByRole('complementary', { name: 'Call detail' });
}

/** The number of a caller who called once, and was forwarded from Aircall to VoIPEX. */
function forwardedNumber(world: World): string {
  const all = (['aircall', 'voipex'] as const).flatMap((system) =>
    Array.from({ length: world.count(system) }, (_, index) => world.call(system, index)),
  );
  const byNumber = Map.groupBy(all, ({ remote }) => remote);
  const once = all.find(
    ({ link, remote, system }) =>
      system === 'aircall' &&
      link?.kind === 'forwarded' &&
      remote !== null &&
      byNumber.get(remote)?.length === 2,
  );
  if (typeof once?.remote !== 'string') throw new Error('This company forwarded no such call.');
  return once.remote;
}
