import { describe, expect, it } from 'vitest';
import { useVisits } from '../preview/visits.ts';

const visits = useVisits();
const { open, violations } = visits;

const list = () => visits.page.getByRole('region', { name: 'Call back' });
const rows = () => list().getByRole('listitem');
const missedPlace = () => visits.page.getByRole('navigation').getByRole('button', { name: /^Missed/u });

describe('calls to return', () => {
  it('stand above the missed calls, the next due first, and are counted at their place in the bar', async () => {
    await open('lang=en&followUps=4#/missed');
    await rows().first().waitFor();
    expect(await rows().count()).toBe(3);
    expect(await rows().first().textContent()).toContain('was due');
    await missedPlace()
      .and(visits.page.getByRole('button', { name: /4 calls to return/u }))
      .waitFor();
    await list().getByRole('button', { name: 'Show 1 more' }).click();
    await expect.poll(() => rows().count()).toBe(4);
    expect(await rows().last().textContent()).toContain('whenever it suits');
  });

  it('are crossed off when done', async () => {
    await open('lang=en&followUps=2#/missed');
    await rows().first().waitFor();
    await rows()
      .first()
      .getByRole('button', { name: /^Done: / })
      .click();
    await visits.page
      .getByText(/^Called back: /u)
      .first()
      .waitFor();
    await expect.poll(() => rows().count()).toBe(1);
    await rows()
      .first()
      .getByRole('button', { name: /^Done: / })
      .press('Enter');
    await list().waitFor({ state: 'detached' });
    await expect.poll(() => visits.page.evaluate(() => document.activeElement?.className)).toBe('call-grid');
  });

  it('lead to the call, and a missed call can be put among them', async () => {
    await open('lang=en&followUps=1#/missed');
    await rows()
      .first()
      .getByRole('button', { name: /^Show the call of / })
      .click();
    const detail = visits.page.getByRole('complementary', { name: 'Call detail' });
    await detail.waitFor();
    await detail.getByRole('button', { name: 'Call back later' }).click();
    await visits.page.getByRole('menuitem', { name: 'Without a time' }).click();
    await expect.poll(() => rows().count()).toBe(2);
  });

  it.each(['lang=cs&theme=light', 'lang=en&theme=dark'])('are without objection (%s)', async (look) => {
    await open(`${look}&followUps=6#/missed`);
    await visits.page.locator('.follow-up').first().waitFor();
    await visits.page.locator('.follow-ups .live-more').click();
    expect(await violations()).toEqual([]);
  });
});

describe('the calls in progress above the list', () => {
  const now = () => visits.page.getByRole('region', { name: 'Now', exact: true });

  it('are one’s own first, a few, and the way to the switchboard for the rest', async () => {
    await open('lang=en&me#/calls');
    await now().getByRole('listitem').first().waitFor();
    expect(await now().getByRole('listitem').count()).toBe(3);
    await now().getByText('You are talking').waitFor();
    expect(await now().getByRole('listitem').first().textContent()).toContain('You are talking');
    await now()
      .getByRole('button', { name: /^and \d+ more$/u })
      .click();
    await visits.page.getByRole('main', { name: 'Switchboard' }).waitFor();
  });

  it('leave what is read below where it is when they come and go', async () => {
    await open('lang=en&scenario=one-call#/calls');
    await visits.page.locator('[data-row="0"]').waitFor();
    await open('lang=en#/calls');
    await now().waitFor();
    await visits.page.locator('[data-row="5"]').waitFor();
    await visits.page.locator('.call-grid').evaluate((grid) => (grid.scrollTop = 900));
    const topOf = () =>
      visits.page.evaluate(() => {
        const row = [...document.querySelectorAll('[data-row]')].find(
          (one) => one.getBoundingClientRect().top > 400,
        );
        return { row: row?.getAttribute('data-row'), top: Math.round(row?.getBoundingClientRect().top ?? 0) };
      });
    // Rows come with the frame after the scrolling.
    await expect.poll(async () => (await topOf()).row).toBeDefined();
    const before = await topOf();
    await visits.page.evaluate(() => window.fakeBoard.change(200));
    await visits.page.waitForFunction(() => document.querySelectorAll('.live-rows > li').length === 3);
    expect(await topOf()).toEqual(before);
  });

  it('are none where nobody talks', async () => {
    await open('lang=en&scenario=empty#/calls');
    await visits.page.getByText('No calls yet').waitFor();
    expect(await now().count()).toBe(0);
  });
});
