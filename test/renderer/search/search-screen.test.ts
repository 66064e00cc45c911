import { describe, expect, it } from 'vitest';
import type { FakeCallLog } from '../preview/fake-calls.ts';
import { shownSigns } from '../calls/shown-signs.ts';
import { useVisits } from '../preview/visits.ts';

const visits = useVisits();
const { open, violations } = visits;

declare global {
  interface Window {
    /** Put there by the fake bridge. */
    readonly fakeCallLog: FakeCallLog;
  }
}

const field = () => visits.page.getByRole('search').getByRole('combobox');
const press = (key: string) => visits.page.keyboard.press(key);
const type = (text: string) => visits.page.keyboard.type(text);
const row = (index: number) => visits.page.locator(`[data-row="${index}"]:not(.call-row-waiting)`);
const shows = (text: string) => visits.page.waitForSelector(`[data-shows='${text}']:not([data-behind])`);
const total = () => visits.page.locator('.calls-total').textContent();

describe('completion', () => {
  it('leads by keys from a letter to an operator and on to its value, with counts', async () => {
    await open('lang=en#/calls');
    await row(3).waitFor();
    await press('/');
    await type('ag');
    const list = visits.page.getByRole('listbox', { name: 'What the search may go on with' });
    await list.getByRole('option', { name: 'agent:' }).waitFor();
    expect(await field().getAttribute('aria-expanded')).toBe('true');
    await press('ArrowDown');
    const active = await field().getAttribute('aria-activedescendant');
    expect(await visits.page.locator(`[id="${active ?? ''}"]`).getAttribute('aria-selected')).toBe('true');
    await press('Tab');
    expect(await field().inputValue()).toBe('agent:');

    await type('novak');
    const offer = list.getByRole('option', { name: /Novák.*\d calls?$/u }).first();
    await offer.waitFor();
    const name = (await offer.locator('.search-offer-label').textContent()) ?? '';
    await press('ArrowDown');
    await press('Enter');
    expect(await field().inputValue()).toBe(`agent:"${name}" `);
    await list.waitFor({ state: 'detached' });
    await shows(`agent:"${name}"`);
    const facts = await visits.page.locator('[data-row] .call-facts').allTextContents();
    // A call that was handed over to the agent is one of the agent's too, and shows who took it first.
    expect(facts.filter((text) => text.includes(name)).length).toBeGreaterThan(3);
    expect(await visits.page.locator('mark.call-found').first().textContent()).toMatch(/\p{L}/u);
  });

  it('takes an option by pointer and keeps the focus in the field', async () => {
    await open('lang=cs#/calls');
    await row(3).waitFor();
    await press('/');
    await type('zmes');
    await visits.page.getByRole('option', { name: /^zmeškané/u }).click();
    expect(await field().inputValue()).toBe('zmeškané ');
    expect(await field().evaluate((element) => element === document.activeElement)).toBe(true);
    await shows('zmeškané');
    const signs = await shownSigns(visits.page);
    expect(signs.length).toBeGreaterThan(5);
    expect(signs.filter((sign) => !sign.startsWith('Příchozí'))).toEqual([]);
    await visits.page.getByRole('status').filter({ hasText: 'Zúženo: nikdo je nevzal' }).waitFor();
  });

  it('closes with Escape first, then clears, then leaves', async () => {
    await open('lang=en#/calls');
    await row(3).waitFor();
    await press('/');
    await type('mi');
    await visits.page.getByRole('option', { name: /^missed/u }).waitFor();
    await press('Escape');
    expect(await visits.page.locator('.search-offers').count()).toBe(0);
    expect(await field().inputValue()).toBe('mi');
    await press('Escape');
    expect(await field().inputValue()).toBe('');
    await press('Escape');
    expect(await field().evaluate((element) => element === document.activeElement)).toBe(false);
  });

  it.each(['lang=cs&theme=light', 'lang=en&theme=dark'])(
    'has nothing that axe objects to, and frames what it understood (%s)',
    async (look) => {
      await open(`${look}#/calls`);
      await row(3).waitFor();
      await press('/');
      await type('novak missed >5m tag:');
      await visits.page.getByRole('option').first().waitFor();
      expect(await visits.page.locator('.search-mark').allTextContents()).toEqual(['missed', '>5m', 'tag:']);
      expect(await violations()).toEqual([]);
    },
  );
});

describe('the list while somebody types', () => {
  it('stays whole while an operator waits for its value', async () => {
    await open('lang=en#/calls');
    await row(3).waitFor();
    await press('/');
    await type('agent:');
    await shows('agent:');
    expect(await total()).toBe('4,321 calls');
  });

  it('stays in sight until the next one is there, and asks for the last of what was typed only', async () => {
    await open('lang=en#/calls');
    await row(3).waitFor();
    const before = await visits.page.evaluate(() => {
      window.fakeCallLog.hold(true);
      return window.fakeCallLog.pages();
    });
    const name = await row(0).locator('.call-name').textContent();
    await press('/');
    await type('novakova');
    await visits.page.waitForSelector('[data-shows=""][data-behind]');
    expect(await row(0).locator('.call-name').textContent()).toBe(name);
    await visits.page.evaluate(() => window.fakeCallLog.hold(false));
    await shows('novakova');
    expect(await visits.page.evaluate(() => window.fakeCallLog.pages())).toBe(before + 2);
  });

  it('shows rows before everything is counted, says so, and does not move when it is', async () => {
    await open('scenario=many&counting&lang=cs#/calls');
    await row(3).waitFor();
    expect(await total()).toMatch(/^více než 1\s000 hovorů$/u);
    const grid = visits.page.getByRole('grid');
    await grid.evaluate((element) => (element.scrollTop = 20_000));
    await visits.page.waitForFunction(
      () => Number(document.querySelector('[data-row]')?.getAttribute('data-row')) > 300,
    );
    await visits.page.waitForFunction(() => !document.querySelector('.call-row-waiting'));
    const read = () =>
      grid.evaluate((element) => {
        const edge = element.getBoundingClientRect().top + 31;
        const seen = [...element.querySelectorAll('[data-row]')].find(
          (each) => each.getBoundingClientRect().top >= edge,
        );
        return [seen?.getAttribute('data-row'), seen?.querySelector('.call-name')?.textContent];
      });
    const before = await read();
    await visits.page.evaluate(() => window.fakeCallLog.count());
    await visits.page.getByText('1 000 000 hovorů', { exact: true }).waitFor();
    expect(await read()).toEqual(before);
  });
});
