import { describe, expect, it } from 'vitest';
import { useVisits } from '../preview/visits.ts';
import { scrolledTo } from './scrolled-to.ts';
import { topsByFrame } from './tops-by-frame.ts';

const visits = useVisits();
const { open } = visits;

const grid = () => visits.page.getByRole('grid');
const row = (index: number) => visits.page.locator(`[data-row="${index}"]`);
const waitForActive = (index: number) => visits.page.waitForSelector(`[data-row="${index}"][data-active]`);
const press = (key: string) => visits.page.keyboard.press(key);

describe('a million calls', () => {
  it('are all within reach: the last, the first, and one in the middle', async () => {
    await open('scenario=many&lang=en#/calls');
    await visits.page.getByText('1,000,000 calls', { exact: true }).waitFor();
    await grid().focus();
    await press('End');
    await waitForActive(999_999);
    await row(999_999).locator('.call-name').waitFor();
    expect(await row(999_999).getAttribute('aria-rowindex')).toBe(await grid().getAttribute('aria-rowcount'));
    const { bottom, edge } = await row(999_999).evaluate((element) => ({
      bottom: element.getBoundingClientRect().bottom,
      edge: element.closest('[role="grid"]')?.getBoundingClientRect().bottom,
    }));
    expect(Math.abs(bottom - (edge ?? 0))).toBeLessThan(1);

    await scrolledTo(grid(), 6_000_000);
    await visits.page.waitForFunction(() => !document.querySelector('.call-row-waiting'));
    const middle = Number(await visits.page.locator('[data-row]').first().getAttribute('data-row'));
    expect(middle).toBeGreaterThan(480_000);
    expect(middle).toBeLessThan(520_000);

    await press('Home');
    await waitForActive(0);
    expect(await row(0).getAttribute('aria-rowindex')).toBe('2');
  });

  it('scroll by exactly what is asked, also where the range is squeezed', async () => {
    await open('scenario=many&lang=en#/calls');
    await row(3).waitFor();
    await scrolledTo(grid(), 6_000_000);
    await visits.page.waitForFunction(() => !document.querySelector('.call-row-waiting'));
    const box = await visits.page.locator('[data-row] >> nth=12').evaluate((element) => ({
      row: element.getAttribute('data-row') ?? '',
      top: element.getBoundingClientRect().top,
    }));
    const before = await grid().evaluate((element) => element.scrollTop);
    // In every frame until the scrolling has ended and a few more: the thumb is put right without moving what is read.
    const tops = await topsByFrame(row(Number(box.row)), before + 120);
    expect(await grid().evaluate((element) => element.scrollTop)).not.toBe(before + 120);
    expect(tops.map((top) => Math.round(box.top - top))).toEqual(tops.map(() => 120));
  });

  it('keep only the rows near the viewport in the document', async () => {
    await open('scenario=many&lang=en#/calls');
    await row(3).waitFor();
    for (const place of [2_000_000, 7_000_000, 11_000_000, 40]) {
      await scrolledTo(grid(), place);
      expect(await visits.page.locator('[data-row]').count()).toBeLessThan(60);
    }
  });

  it('show which day is read, and how many calls it has', async () => {
    await open('scenario=many&lang=cs#/calls');
    await row(3).waitFor();
    await scrolledTo(grid(), 900_000);
    const top = await grid().evaluate((element) => element.getBoundingClientRect().top);
    const stuck = visits.page.locator('.call-day-header').first();
    expect(await stuck.evaluate((element) => element.getBoundingClientRect().top)).toBeCloseTo(top, 0);
    expect(await stuck.textContent()).toMatch(/\d hovor(?:y|ů)?$/u);
  });
});
