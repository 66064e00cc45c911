import { describe, expect, it } from 'vitest';
import { useVisits } from '../preview/visits.ts';

const visits = useVisits();
const { open, violations } = visits;

const press = (key: string) => visits.page.keyboard.press(key);
const row = (index: number) => visits.page.locator(`[data-row="${index}"]:not(.call-row-waiting)`);
const heading = (name: string) => visits.page.getByRole('heading', { level: 1, name }).waitFor();
const pinned = () => visits.page.getByRole('list', { name: 'Pinned views' }).getByRole('button');
const field = () => visits.page.locator('.search-box input');

describe('a saved view', () => {
  it('is saved by key under a suggested name, pinned with its count, and opened by key', async () => {
    await open('lang=en#/calls');
    await row(3).waitFor();
    await field().fill('tag:reklamace');
    await visits.page.waitForSelector('[data-shows="tag:reklamace"]:not([data-behind])');
    const count = await visits.page.locator('.calls-total').textContent();
    await press('Control+Shift+S');
    const dialog = visits.page.getByRole('dialog', { name: 'Save this list as a view' });
    expect(await dialog.getByLabel('Name').inputValue()).toBe('tag:reklamace');
    await dialog.getByLabel('Name').fill('Complaints');
    await press('Enter');
    await heading('Complaints');
    await visits.page.getByRole('button', { name: `Complaints, ${count ?? ''}` }).waitFor();
    expect(await pinned().getAttribute('aria-current')).toBe('page');

    await visits.page.getByRole('navigation').getByRole('button', { name: 'Calls', exact: true }).click();
    await heading('Calls');
    expect(await field().inputValue()).toBe('');
    await press('Control+3');
    await heading('Switchboard');
    await press('Alt+1');
    await heading('Complaints');
    expect(await field().inputValue()).toBe('tag:reklamace');
  });

  it('says when the list differs from it, goes back to it, and takes the change over', async () => {
    await open('lang=en&views=1#/calls');
    await row(3).waitFor();
    await press('Alt+1');
    await heading('Reklamace tento týden');
    await field().fill('tag:reklamace');
    await visits.page.getByText('Changed', { exact: true }).waitFor();
    await visits.page.getByRole('button', { name: 'Back to saved' }).click();
    expect(await field().inputValue()).toBe('tag:reklamace week');
    await visits.page.getByText('Changed', { exact: true }).waitFor({ state: 'detached' });
    await field().fill('tag:vip');
    await visits.page.getByRole('button', { name: 'Save the changes to Reklamace tento týden' }).click();
    await visits.page.getByText('Changed', { exact: true }).waitFor({ state: 'detached' });
    expect(await field().inputValue()).toBe('tag:vip');
  });

  it('is renamed, moved, deleted and brought back where it was', async () => {
    await open('lang=en&views=4#/calls');
    await row(3).waitFor();
    await visits.page.getByRole('button', { name: 'Views' }).click();
    await visits.page.getByRole('menuitem', { name: 'Arrange views…' }).click();
    const dialog = visits.page.getByRole('dialog', { name: 'Saved views' });
    const names = () =>
      dialog
        .locator('.view-name')
        .evaluateAll((fields: HTMLInputElement[]) => fields.map(({ value }) => value));
    await dialog.getByLabel('Name of Dnes ztracené').fill('Lost today');
    await press('Enter');
    await dialog.getByRole('button', { name: 'Move Lost today down' }).click();
    await visits.page.getByRole('status').filter({ hasText: 'Lost today is now number 3' }).waitFor();
    await dialog.getByRole('button', { name: 'Delete Lost today' }).click();
    const undo = dialog.getByRole('button', { name: 'Undo' });
    await undo.waitFor();
    expect(await undo.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await names()).toEqual(['Reklamace tento týden', 'Všechny hovory', 'Dlouhé hovory']);
    await press('Enter');
    await dialog.getByLabel('Name of Lost today').waitFor();
    await visits.page.waitForFunction(
      () => document.querySelectorAll<HTMLInputElement>('.view-name')[2]?.value === 'Lost today',
    );
  });

  it('says that its account is gone instead of counting other calls', async () => {
    await open('lang=en&views=6#/calls');
    await visits.page.getByRole('button', { name: 'Stará ústředna, its account is gone' }).click();
    await heading('Stará ústředna');
    await visits.page.getByText('The account this view was saved for is gone.').waitFor();
  });

  it('is found in the palette', async () => {
    await open('lang=en&views=2#/calls');
    await row(3).waitFor();
    await press('Control+k');
    await visits.page.getByRole('dialog').getByRole('combobox').fill('ztracene');
    await press('Enter');
    await heading('Dnes ztracené');
  });
});

describe('the bar at the left', () => {
  it('stays within the smallest window with twelve pinned views, and shows the one that is open', async () => {
    await visits.page.setViewportSize({ width: 720, height: 480 });
    await open('lang=cs&views=14#/calls');
    await row(3).waitFor();
    await press('Alt+9');
    const current = visits.page.locator('.rail-view[aria-current="page"]');
    await current.waitFor();
    const { bottom, list } = await current.evaluate((button) => ({
      bottom: button.getBoundingClientRect().bottom,
      list: button.closest('ul')?.getBoundingClientRect().bottom ?? 0,
    }));
    expect(bottom).toBeLessThanOrEqual(list + 1);
    const settings = await visits.page.locator('.rail-item').last().boundingBox();
    expect((settings?.y ?? 0) + (settings?.height ?? 0)).toBeLessThanOrEqual(480);
  });
});

describe.each(['lang=cs&theme=light', 'lang=en&theme=dark'])('axe with %s', (look) => {
  it('objects to nothing in views, menu and dialogs', async () => {
    await open(`${look}&views=6#/calls`);
    await row(3).waitFor();
    await press('Alt+5');
    await visits.page.locator('.view-gone').waitFor();
    await field().fill('week');
    await visits.page.locator('.opened-view-changed').waitFor();
    expect(await violations(), 'an open view').toEqual([]);
    await visits.page.locator('.views-button').click();
    await visits.page.getByRole('menuitem').last().waitFor();
    expect(await violations(), 'the menu').toEqual([]);
    await visits.page.getByRole('menuitem').last().click();
    await visits.page.getByRole('dialog').waitFor();
    expect(await violations(), 'all views').toEqual([]);
    await press('Escape');
    await visits.page.getByRole('dialog').waitFor({ state: 'detached' });
    await press('Control+Shift+S');
    await visits.page.getByRole('dialog').waitFor();
    expect(await violations(), 'saving').toEqual([]);
  });
});

describe('the desk', () => {
  it('is at the next start as it was left: screen, search, filters, view and open call', async () => {
    await open('lang=en&keep&views=4#/calls');
    await row(3).waitFor();
    await press('Alt+4');
    await heading('Dlouhé hovory');
    await row(2).click();
    const name = (await row(2).locator('.call-name').textContent()) ?? '';
    await visits.page.getByRole('complementary', { name: 'Call detail' }).waitFor();
    await field().fill('>12m');
    await visits.page.waitForFunction(() =>
      window.sessionStorage.getItem('fake views')?.includes('"text":">12m"},"missed"'),
    );
    // The app starts without a screen in its address.
    await open('lang=en&keep');
    await heading('Dlouhé hovory');
    await visits.page.getByText('Changed', { exact: true }).waitFor();
    expect(await field().inputValue()).toBe('>12m');
    await visits.page
      .getByRole('complementary', { name: 'Call detail' })
      .getByRole('heading', { level: 2, name })
      .waitFor();
  });
});
