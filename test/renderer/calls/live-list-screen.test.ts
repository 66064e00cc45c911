import { describe, expect, it } from 'vitest';
import type { FakeCallLog } from '../preview/fake-calls.ts';
import { useVisits } from '../preview/visits.ts';

const visits = useVisits();
const { open } = visits;

declare global {
  interface Window {
    /** Put there by the fake bridge. */
    readonly fakeCallLog: FakeCallLog;
  }
}

const grid = () => visits.page.getByRole('grid');
const row = (index: number) => visits.page.locator(`[data-row="${index}"]:not(.call-row-waiting)`);
const press = (key: string) => visits.page.keyboard.press(key);
const waitForActive = (index: number) => visits.page.waitForSelector(`[data-row="${index}"][data-active]`);
const activeId = () => grid().getAttribute('aria-activedescendant');

describe('a list that changes while it is read', () => {
  it('keeps the active call, its element and the open detail while calls come in again and again', async () => {
    await open('lang=en#/calls');
    await row(5).waitFor();
    await grid().focus();
    for (let step = 0; step < 3; step += 1) await press('j');
    await waitForActive(3);
    await press('Enter');
    const name = await row(3).locator('.call-name').textContent();
    const id = await activeId();
    await press('Escape');
    await press('Enter');
    await visits.page.getByRole('complementary', { name: 'Call detail' }).waitFor();
    await row(3).evaluate((element) => element.setAttribute('data-same', ''));
    // Rows may never be replaced by their skeletons meanwhile.
    await visits.page.evaluate(() => {
      const seen = new MutationObserver(() => {
        if (document.querySelector('.call-row-waiting')) document.body.dataset['flickered'] = '';
      });
      seen.observe(document.body, { childList: true, subtree: true });
    });
    for (let turn = 1; turn <= 4; turn += 1) {
      await visits.page.evaluate(() => {
        window.fakeCallLog.arrive(1);
        window.sendFakeEvent('calls.changed', { accountId: 'aircall:p7ra9ue01', changed: 1 });
      });
      await waitForActive(3 + turn);
    }
    expect(await activeId()).toBe(id);
    expect(await visits.page.locator('[data-same]').getAttribute('data-row')).toBe('7');
    expect(await row(7).locator('.call-name').textContent()).toBe(name);
    expect(await visits.page.locator('[data-flickered]').count()).toBe(0);
    await visits.page
      .getByRole('complementary', { name: 'Call detail' })
      .getByRole('heading', { level: 2, name: name ?? '' })
      .waitFor();
  });

  it('is read again at midnight when it is the list of a day that was typed', async () => {
    await visits.page.clock.install({ time: new Date(2026, 2, 10, 15) });
    await open('lang=en#/calls');
    await row(5).waitFor();
    await press('/');
    await visits.page.keyboard.type('today');
    await visits.page.waitForSelector(`[data-shows='today']:not([data-behind])`);
    const total = visits.page.locator('.calls-total');
    const counted = async () => Number((await total.textContent())?.split(' ')[0]?.replaceAll(',', ''));
    const ofToday = await counted();
    expect(ofToday).toBeGreaterThan(0);
    await visits.page.clock.fastForward('10:00:00');
    await visits.page.getByText('No call matches').waitFor();
    await press('Control+a');
    await visits.page.keyboard.type('yesterday');
    await visits.page.waitForSelector(`[data-shows='yesterday']:not([data-behind])`);
    expect(await counted()).toBe(ofToday);
  });

  it('closes up where calls are deleted, keeps the active call, and says so of the open one', async () => {
    await open('lang=en#/calls');
    await row(5).waitFor();
    await row(1).click();
    await visits.page.getByRole('complementary', { name: 'Call detail' }).waitFor();
    await grid().focus();
    await press('j');
    await press('j');
    await waitForActive(3);
    const name = await row(3).locator('.call-name').textContent();
    const gone = await visits.page.evaluate(async () => {
      const anyCall = {
        accounts: [],
        providers: [],
        directions: [],
        outcomes: [],
        agents: [],
        lines: [],
        from: null,
        to: null,
        text: '',
      };
      const page = await window.switchdeck.operations['calls.page']({
        filter: anyCall,
        anchor: null,
        offset: 0,
        limit: 2,
      });
      const ids = page.ok ? page.value.calls.map(({ id }) => id) : [];
      window.fakeCallLog.vanish(ids);
      window.sendFakeEvent('calls.changed', { accountId: 'aircall:p7ra9ue01', changed: ids.length });
      return ids.length;
    });
    expect(gone).toBe(2);
    await waitForActive(1);
    expect(await row(1).locator('.call-name').textContent()).toBe(name);
    await visits.page.getByText('4,319 calls', { exact: true }).waitFor();
    await visits.page
      .getByRole('complementary', { name: 'Call detail' })
      .getByText('This is no longer here')
      .waitFor();
  });
});
