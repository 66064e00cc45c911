import { describe, expect, it } from 'vitest';
import { useVisits } from '../preview/visits.ts';

const visits = useVisits();

/** Whether two parts of the title bar share any of their space. */
const overlaps = () =>
  visits.page.evaluate(() => {
    const boxes = ['.title-name', '.demo-badge', '.search-box', '.sync-state']
      .flatMap((selector) => [...document.querySelectorAll(selector)])
      .map((part) => ({ part: part.className, box: part.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0);
    return boxes
      .slice(1)
      .flatMap(({ part, box }, before) =>
        box.left < (boxes[before]?.box.right ?? 0) || box.right > window.innerWidth ? [part] : [],
      );
  });

describe('the title bar', () => {
  it.each([
    ['cs', 720, false],
    ['en', 720, false],
    ['cs', 859, false],
    ['cs', 900, true],
    ['en', 1180, true],
  ])('in %s at %d px overlaps nowhere, and its name shows: %s', async (language, width, named) => {
    await visits.page.setViewportSize({ width, height: 480 });
    // The longest words: a demo whose accounts need attention.
    await visits.open(`lang=${language}&scenario=stale&demo#/calls`);
    const state = visits.page.locator('.sync-state[data-kind="failed"]');
    await state.waitFor();
    const badge = visits.page.locator('.demo-badge');
    expect(await badge.textContent()).toBe(language === 'cs' ? 'Ukázka' : 'Demo');
    expect(await badge.evaluate((chip) => chip.scrollWidth - chip.clientWidth)).toBeLessThanOrEqual(0);
    expect(await visits.page.locator('.title-name').isVisible()).toBe(named);
    expect(await overlaps()).toEqual([]);
  });
});
