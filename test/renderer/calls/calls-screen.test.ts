import { describe, expect, it } from 'vitest';
import type { FakeCallLog } from '../preview/fake-calls.ts';
import { useVisits } from '../preview/visits.ts';
import { scrolledTo } from './scrolled-to.ts';
import { shownSigns } from './shown-signs.ts';

const visits = useVisits();
const { open, violations } = visits;

declare global {
  interface Window {
    /** Put there by the fake bridge. */
    readonly fakeCallLog: FakeCallLog;
  }
}

const grid = () => visits.page.getByRole('grid');
const row = (index: number) => visits.page.locator(`[data-row="${index}"]`);
const activeRow = () => visits.page.locator('[data-row][data-active]');
const waitForActive = (index: number) => visits.page.waitForSelector(`[data-row="${index}"][data-active]`);
const press = (key: string) => visits.page.keyboard.press(key);
const acted = () => visits.page.evaluate(() => [...window.fakeCallLog.acted]);
const total = () => visits.page.locator('.calls-total').textContent();

/** New calls at the top of the log, and the event that main would send. */
const arrive = (count: number) =>
  visits.page.evaluate((calls) => {
    window.fakeCallLog.arrive(calls);
    window.sendFakeEvent('calls.changed', { accountId: 'aircall:p7ra9ue01', changed: calls });
  }, count);

/** The row at the top of what is read, and where it lies on the screen. */
const readAtTop = () =>
  grid().evaluate((element) => {
    const edge = element.getBoundingClientRect().top + 30;
    const rows = [...element.querySelectorAll('[data-row]:not(.call-row-waiting)')];
    const seen = rows.find((each) => each.getBoundingClientRect().bottom > edge + 1);
    return { name: seen?.querySelector('.call-name')?.textContent, y: seen?.getBoundingClientRect().top };
  });

describe('the call log by keyboard', () => {
  it('walks, opens a call’s story, and comes back', async () => {
    await open('lang=en#/calls');
    await grid().focus();
    await press('j');
    await press('ArrowDown');
    await press('k');
    await waitForActive(1);
    expect(await grid().getAttribute('aria-activedescendant')).toBe(await activeRow().getAttribute('id'));

    await press('Enter');
    const pane = visits.page.getByRole('complementary', { name: 'Call detail' });
    await pane.getByRole('list').first().waitFor();
    const name = (await row(1).locator('.call-name').textContent()) ?? '';
    await visits.page.waitForFunction((text) => document.activeElement?.textContent === text, name);
    expect(await row(1).getAttribute('aria-selected')).toBe('true');

    await press('j');
    await waitForActive(2);
    expect(await row(1).getAttribute('aria-selected'), 'the focus moves on, the selection stays').toBe(
      'true',
    );

    await press('Escape');
    await pane.waitFor({ state: 'detached' });
    expect(await grid().evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('copies the number, says so, and opens the call at its provider', async () => {
    await open('lang=en#/calls');
    await grid().focus();
    await press('y');
    await visits.page.getByRole('status').filter({ hasText: 'Copied +420' }).waitFor();
    await press('o');
    await visits.page.waitForFunction(() => window.fakeCallLog.acted.length === 2);
    expect(await acted()).toEqual([
      expect.stringMatching(/^copy \+420\d{9}$/u),
      expect.stringMatching(/^open aircall:/u),
    ]);
  });

  it('reaches the active row’s buttons with Tab and no other row’s', async () => {
    await open('lang=en#/calls');
    await grid().focus();
    await press('j');
    await waitForActive(1);
    await press('Tab');
    const focused = await visits.page.evaluate(() => ({
      label: document.activeElement?.getAttribute('aria-label'),
      row: document.activeElement?.closest('[data-row]')?.getAttribute('data-row'),
    }));
    expect(focused).toEqual({ label: 'Copy number', row: '1' });
    await press('Enter');
    await visits.page.waitForFunction(() => window.fakeCallLog.acted.length === 1);
    expect(await visits.page.getByRole('complementary').count(), 'a button does not open the detail').toBe(0);
  });

  it('filters without a pointer and takes the filter back', async () => {
    await open('lang=en#/calls');
    await press('f');
    await press('Tab');
    await press('Enter');
    await visits.page.getByRole('option', { name: 'Outgoing' }).waitFor();
    await press('ArrowDown');
    await press('Enter');
    await visits.page.getByRole('button', { name: 'Direction: Outgoing' }).waitFor();
    await press('Escape');
    await visits.page.waitForFunction(
      () => document.querySelector('.calls-total')?.textContent !== '4,321 calls',
    );
    const signs = await shownSigns(visits.page);
    expect(signs.length).toBeGreaterThan(5);
    expect(signs.filter((sign) => !sign.startsWith('Outgoing'))).toEqual([]);
    await visits.page.getByRole('button', { name: 'Clear filters' }).press('Enter');
    await visits.page.getByText('4,321 calls', { exact: true }).waitFor();
  });

  it('picks days in the calendar with arrows', async () => {
    await open('lang=cs#/calls');
    await visits.page.getByRole('button', { name: 'Datum' }).click();
    const today = visits.page.locator('.calendar-day[aria-current="date"]');
    await today.focus();
    await press('ArrowLeft');
    await visits.page.waitForFunction(() => !document.activeElement?.hasAttribute('aria-current'));
    await press('Enter');
    await visits.page.waitForFunction(() => document.querySelectorAll('.call-day-header').length === 1);
    expect(await visits.page.locator('.call-day-name').textContent()).toBe('včera');
  });
});

describe('calls that come in', () => {
  it('are told of without moving what is read, until the reader wants them', async () => {
    await open('lang=cs#/calls');
    await row(3).waitFor();
    await scrolledTo(grid(), 3_000);
    await visits.page.waitForFunction(() => !document.querySelector('.call-row-waiting'));
    const before = await readAtTop();
    await arrive(3);
    const pill = visits.page.getByRole('button', { name: 'Zobrazit 3 nové hovory' });
    await pill.waitFor();
    expect(await pill.textContent()).toBe('3 nové');
    expect(await readAtTop()).toEqual(before);
    expect(await violations()).toEqual([]);

    await press('n');
    await pill.waitFor({ state: 'detached' });
    await visits.page.getByText('4 324 hovorů', { exact: true }).waitFor();
    expect(await grid().evaluate((element) => element.scrollTop)).toBe(0);
  });

  it('slide in by themselves for a reader at the top, whose row stays the same call', async () => {
    await open('lang=en#/calls');
    await row(3).waitFor();
    await grid().focus();
    await press('j');
    await press('j');
    await waitForActive(2);
    const name = await activeRow().locator('.call-name').textContent();
    await arrive(2);
    await visits.page.getByText('4,323 calls', { exact: true }).waitFor();
    await waitForActive(4);
    expect(await activeRow().locator('.call-name').textContent()).toBe(name);
    expect(await visits.page.locator('.new-calls').count()).toBe(0);
  });

  it('end an empty list', async () => {
    await open('scenario=empty&lang=cs#/calls');
    await visits.page.getByText('Zatím žádné hovory').waitFor();
    await arrive(1);
    await visits.page.getByText('1 hovor', { exact: true }).first().waitFor();
  });
});

describe('the list', () => {
  it('asks for calls before they are scrolled to, and for no more than the newest while it stays at the top', async () => {
    await open('lang=en#/calls');
    await row(3).waitFor();
    const pages = () => visits.page.evaluate(() => window.fakeCallLog.pages());
    expect(await pages()).toBe(1);
    await scrolledTo(grid(), 100);
    await expect.poll(pages).toBe(2);
    expect(await row(50).count(), 'not drawn yet').toBe(0);
    await visits.page.evaluate(() => window.fakeCallLog.hold(true));
    await scrolledTo(grid(), 2_000);
    await row(50).locator('.call-name').waitFor();
    expect(await visits.page.locator('.call-row-waiting').count()).toBe(0);
  });

  it('counts one call in the singular', async () => {
    await open('scenario=one-call&lang=cs#/calls');
    await row(0).waitFor();
    expect(await total()).toBe('1 hovor');
  });

  it('shows only missed calls under Missed', async () => {
    await open('lang=en#/missed');
    await row(3).waitFor();
    const signs = await shownSigns(visits.page);
    expect(signs.length).toBeGreaterThan(5);
    expect(
      signs.every((sign) => /^Incoming, (?:missed|hung up while waiting|left a voicemail)$/u.test(sign)),
    ).toBe(true);
  });

  it('says why nothing is found and finds again what was there', async () => {
    await open('lang=en#/calls');
    await row(3).waitFor();
    await press('/');
    await visits.page.keyboard.type('nobody by this name');
    await visits.page.getByText('No call matches').waitFor();
    await visits.page.getByRole('button', { name: 'Clear filters and search' }).click();
    await visits.page.getByText('4,321 calls', { exact: true }).waitFor();
  });

  it('keeps its filters while another screen is looked at', async () => {
    await open('lang=en#/calls');
    await visits.page.getByRole('button', { name: 'System' }).click();
    await visits.page.getByRole('option', { name: 'VoIPEX' }).click();
    await press('Escape');
    await press('Control+3');
    await visits.page.getByRole('heading', { name: 'Switchboard', level: 1 }).waitFor();
    await press('Control+1');
    await visits.page.getByRole('button', { name: 'System: VoIPEX' }).waitFor();
  });

  it('says what failed and reads again when asked', async () => {
    await open('lang=en#/calls');
    await row(3).waitFor();
    await visits.page.evaluate(() => window.fakeCallLog.fail(true));
    await visits.page.getByRole('button', { name: 'Outcome' }).click();
    await visits.page.getByRole('option', { name: 'Busy' }).click();
    await press('Escape');
    await visits.page.getByText('The stored calls cannot be opened').waitFor();
    await visits.page.evaluate(() => window.fakeCallLog.fail(false));
    await visits.page.getByRole('button', { name: 'Try again' }).click();
    await row(0).waitFor();
  });

  it('slides the detail over the list in a narrow window', async () => {
    await visits.page.setViewportSize({ width: 720, height: 480 });
    await open('lang=cs&theme=dark#/calls');
    await row(2).click();
    const pane = visits.page.getByRole('complementary', { name: 'Detail hovoru' });
    await pane.getByRole('list').first().waitFor();
    expect(await pane.evaluate((element) => getComputedStyle(element).position)).toBe('absolute');
    expect(await violations()).toEqual([]);
  });

  it.each(['lang=cs&theme=light', 'lang=en&theme=dark'])(
    'has open menus and details without objection (%s)',
    async (look) => {
      await open(`${look}&density=compact#/calls`);
      await row(4).click();
      await visits.page.locator('.call-story').waitFor();
      await visits.page.locator('.filter-chip-open').nth(3).click();
      await visits.page.getByRole('listbox').waitFor();
      expect(await violations(), 'detail and agents').toEqual([]);
      await press('Escape');
      await visits.page.getByRole('listbox').waitFor({ state: 'hidden' });
      await visits.page.locator('.filter-chip-open').first().click();
      await visits.page.getByRole('listbox').waitFor();
      expect(await violations(), 'days').toEqual([]);
    },
  );
});
