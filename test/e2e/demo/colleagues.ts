import { ask, goTo } from '../desk.ts';
import { type Desk, english, inLooks, type Step, twoLooks, visit, wear, wordsOf } from './desk.ts';

const { acting, welcome } = wordsOf('en');
const firstCall = ({ page }: Desk) => page.locator('[data-row="0"]:not(.call-row-waiting)');

/** Somebody on the VoIPEX switchboard, who may be acted as. */
async function colleague({ page }: Desk): Promise<string> {
  const accounts = await ask(page, 'accounts.list', {});
  const board = await ask(page, 'switchboard.read', {});
  if (!accounts.ok || !board.ok) throw new Error('Neither accounts nor people can be read.');
  const voipex = accounts.value.find(({ provider }) => provider === 'voipex')?.id;
  const found = board.value.people.find(({ accountId, email }) => accountId === voipex && email !== null);
  if (found === undefined) throw new Error('The switchboard knows nobody of VoIPEX.');
  return found.name;
}

const actAs: Step = {
  title: 'Acting as a colleague: chosen, shown for as long as it lasts, written down, over with one click',
  run: async (desk) => {
    const { page } = desk;
    await wear(page, english);
    const name = await colleague(desk);
    await goTo(page, 'Accounts');
    await page.getByRole('button', { name: acting.start }).first().click();
    await page.getByRole('dialog').getByLabel(acting.dialog.who).fill(name);
    await page.getByRole('option').first().waitFor();
    await inLooks(desk, 'act-as');
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: acting.dialog.submit }).click();
    await page.locator('.desk-bar[data-tone="acting"]').waitFor();
    await firstCall(desk).waitFor();
    await inLooks(desk, 'acting');
    await page.getByRole('button', { name: acting.bar.stop }).first().click();
    await page.locator('.desk-bar[data-tone="acting"]').waitFor({ state: 'hidden' });
    await goTo(page, 'Accounts');
    await page.getByRole('heading', { name: acting.history.title }).scrollIntoViewIfNeeded();
    await inLooks(desk, 'acting-history', twoLooks);
  },
};

const lostAccess: Step = {
  title: 'A VoIPEX access that ran out: told where the work is, signed in again without leaving it',
  run: async (desk) => {
    const { page, album, simulators } = desk;
    await visit(page, 'en', 'calls');
    simulators.voipex.control.tokens.revoke(null);
    await page.evaluate(() => window.switchdeck.operations['sync.now']({ id: null }));
    const bar = page.locator('.desk-bar[data-tone="waiting"]');
    await bar.waitFor();
    await inLooks(desk, 'access-lost');
    await bar.getByRole('button', { name: acting.signInBar.button, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(welcome.form.password, { exact: true }).waitFor();
    await inLooks(desk, 'sign-in-again');
    await dialog.getByLabel(welcome.form.password, { exact: true }).fill(simulators.voipex.password);
    await dialog.getByRole('button', { name: welcome.form.submit, exact: true }).click();
    await bar.waitFor({ state: 'hidden' });
    await firstCall(desk).waitFor();
    await album.take(page, 'signed-in-again');
  },
};

export const amongColleagues: readonly Step[] = [actAs, lostAccess];
