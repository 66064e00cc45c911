import { describe, expect, it } from 'vitest';
import { useVisits } from '../preview/visits.ts';

const visits = useVisits();
const { open, violations } = visits;

const joinedRows = (label: string) =>
  visits.page.getByRole('row').filter({ has: visits.page.getByRole('img', { name: label }) });
const pane = (name: string) => visits.page.getByRole('complementary', { name });
const say = (text: string) => visits.page.getByRole('status').filter({ hasText: text }).waitFor();

describe('calls that are one story', () => {
  it('carry a sign in the list, and one story over both systems beside it', async () => {
    await open('lang=en#/calls');
    const rows = joinedRows('2 calls of one story');
    await rows.nth(1).waitFor();
    expect(await rows.count()).toBe(2);

    await rows.first().click();
    const detail = pane('Call detail');
    await detail.getByText('Passed on to').waitFor();
    const why = detail.getByRole('list', { name: 'Calls shown as one story' });
    expect(await why.textContent()).toContain(
      'passed on from one line to the other: the same number, overlapping times, both ended together',
    );
    const accounts = detail.locator('.call-story .account-name');
    expect(new Set(await accounts.allTextContents()).size).toBe(2);
    expect(await violations()).toEqual([]);
  });

  it('lead from one to the other', async () => {
    await open('lang=en#/calls');
    await joinedRows('2 calls of one story').first().click();
    const detail = pane('Call detail');
    await detail.getByRole('heading', { name: 'Other parts of this story' }).waitFor();
    await detail.locator('.call-leg').click();
    await visits.page.waitForFunction(
      () =>
        document.querySelectorAll('[data-row][aria-selected="true"] .call-joined').length === 1 &&
        document.querySelector('.call-story') !== null,
    );
    expect(await joinedRows('2 calls of one story').nth(1).getAttribute('aria-selected')).toBe('true');
  });

  it.each([
    ['en', 'Call detail', 'These are two calls', 'One call after all', 'Shown as two calls from now on'],
    [
      'cs',
      'Detail hovoru',
      'Jsou to dva hovory',
      'Přece jen jeden hovor',
      'Odteď se zobrazují jako dva hovory',
    ],
  ])('are parted by the agent and joined again, by key (%s)', async (lang, label, part, rejoin, said) => {
    await open(`lang=${lang}&theme=dark#/calls`);
    const signs = visits.page.locator('.call-joined');
    await signs.first().waitFor();
    await signs.first().click();
    const detail = pane(label);
    await detail.getByRole('button', { name: part }).press('Enter');
    await say(said);
    const again = detail.getByRole('button', { name: rejoin });
    await again.waitFor();
    await visits.page.waitForFunction(() => document.querySelector('.call-joined') === null);
    expect(await violations()).toEqual([]);

    await again.press('Enter');
    await detail.getByRole('button', { name: part }).waitFor();
    await signs.nth(1).waitFor();
  });
});
