import fs from 'node:fs';
import path from 'node:path';
import { fillAircall } from './desk.ts';
import { accountsOf, beginInBrowser, desktopTest as test, keychainText, wholePath } from './desktop.ts';
import { expect } from './fixture.ts';

test(
  'an agent signs in with the company’s own sign-in, and from then on the app knows whose calls are theirs',
  wholePath,
  async ({ launch, simulators, desktop: { relay, browser }, profile }) => {
    const { page } = await launch(relay.launch(simulators));
    const [agent] = simulators.world.people('aircall');
    const name = `${agent?.firstName ?? ''} ${agent?.lastName ?? ''}`;
    await beginInBrowser(page, /^With your own agent account/);
    await (await browser.page()).getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('heading', { name: `You are ${name}` })).toBeVisible();

    // The agent's account reads no calls; those come through the company's access.
    await page.getByRole('button', { name: 'Add company access' }).click();
    await page.getByRole('button', { name: /API ID and token/ }).click();
    await fillAircall(page, simulators.aircall);
    await page.getByRole('button', { name: 'Open the calls' }).click();
    const mine = page.getByRole('button', { name: 'My calls' });
    await expect(mine).toBeVisible();
    await mine.click();
    await expect(page.getByRole('grid').getByRole('row').nth(1)).toContainText(name);
    await expect(page.getByRole('button', { name: /^You are / })).toBeVisible();

    const [identity] = await accountsOf(page);
    expect(identity).toMatchObject({ way: 'aircall-sso', status: 'signed-in', agent: { name } });
    const [, token = ''] = /"idToken\\*":\\*"([^"\\]+)/.exec(keychainText()) ?? [];
    expect(token).not.toBe('');
    const log = fs.readFileSync(path.join(profile, 'logs/switchdeck.log'), 'utf8');
    const replies = JSON.stringify(await accountsOf(page));
    for (const text of [log, replies, relay.log()]) expect(text.includes(token)).toBe(false);
  },
);

test.describe('when the bus refuses', () => {
  test.use({ company: { seed: 7, calls: 60, days: 2, people: 24, aircall: { bus: { rejects: 'text' } } } });

  test(
    'the agent reads why, in the words of the phone system',
    wholePath,
    async ({ launch, simulators, desktop: { relay, browser } }) => {
      const { page } = await launch(relay.launch(simulators));
      await beginInBrowser(page, /^With your own agent account/);
      await (await browser.page()).getByRole('listitem').first().getByRole('link').click();
      await expect(page.getByText('Aircall did not accept the sign-in')).toBeVisible();
      await expect(page.getByText('Aircall says about it:')).toBeVisible();
      expect(await accountsOf(page)).toEqual([]);
    },
  );
});
