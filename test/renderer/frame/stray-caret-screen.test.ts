import { describe, expect, it } from 'vitest';
import { useVisits } from '../preview/visits.ts';

const visits = useVisits();
const selected = () => visits.page.evaluate(() => getSelection()?.type);
const press = (key: string) => visits.page.keyboard.press(key);

describe('the caret', () => {
  it('goes with the field it stood in, and stays where something can be typed', async () => {
    await visits.open('lang=en#/calls');
    await visits.page.locator('[data-row="3"]').waitFor();
    await press('/');
    await visits.page.keyboard.type('jan');
    expect(await selected()).toBe('Caret');
    await press('Escape');
    await press('Escape');
    await press('Escape');
    await visits.page.waitForFunction(() => document.activeElement?.matches('input') === false);
    await expect.poll(selected).toBe('None');
  });

  it('stays in what can be copied', async () => {
    await visits.open('lang=en#/calls');
    await visits.page.locator('[data-row="3"]').click();
    const name = visits.page.locator('.call-detail .selectable').first();
    await name.waitFor();
    await name.dblclick();
    expect(await selected()).toBe('Range');
    await name.evaluate((element) => getSelection()?.collapse(element.firstChild, 1));
    await visits.page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    expect(await selected()).toBe('Caret');
  });
});
