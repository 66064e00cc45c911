import { describe, expect, it } from 'vitest';
import { useVisits } from '../preview/visits.ts';

const visits = useVisits();
const { open, violations } = visits;
const account = (name: string) => visits.page.locator('.sync-account', { hasText: name });

async function openDetails(query: string): Promise<void> {
  await open(query);
  await visits.page.locator('.sync-state').press('Enter');
  await visits.page.locator('.sync-accounts').waitFor();
}

describe('how far each account is', () => {
  it('has a number, an end, a pace and a beginning', async () => {
    await openDetails('lang=en&scenario=history#/calls');
    const told = await account('Praha').innerText();
    expect(told).toContain('Fetching older calls · 38%');
    expect(told).toContain('about 14 min left · 820 calls per minute');
    expect(told).toContain('412,300 of 1,085,000 calls');
    expect(told).toMatch(/Earliest call we hold: \d+ \w+ 2026/u);
  });

  it('says whose requests the company’s limit went to, also where the others are not known', async () => {
    await openDetails('lang=en&scenario=history#/calls');
    expect(await account('Praha').innerText()).toMatch(
      /120 requests a minute\s+ours \d+\s+others 15\s+free/u,
    );
    expect(await account('Brno').innerText()).toMatch(/ours \d+\s+others not told\s+free/u);
  });

  it('stays quiet in the title bar while only older calls are missing', async () => {
    await open('lang=en&scenario=history#/calls');
    await visits.page.getByRole('button', { name: 'Up to date' }).waitFor();
    expect(await visits.page.locator('.calls-progress').count()).toBe(0);
  });

  it('shows above the list how much of the last 30 days is here', async () => {
    await open('lang=en&scenario=first-pull#/calls');
    await visits.page.getByText('40% of the last 30 days fetched').waitFor();
  });

  it('names the hour at which working hours let it go on, and offers no pause that would change nothing', async () => {
    await openDetails('lang=cs&scenario=work-hours#/calls');
    const told = await account('Praha').innerText();
    expect(told).toContain('Pozastaveno v\u00a0pracovní době · 38\u00a0%');
    expect(told).toContain('Pokračuji v\u00a017:00');
    expect(await visits.page.getByRole('button', { name: 'Pozastavit' }).count()).toBe(0);
  });

  it('says when the company’s limit lets it go on', async () => {
    await openDetails('lang=en&scenario=waiting#/calls');
    expect(await account('Praha').innerText()).toMatch(
      /Waiting for the company’s limit\s+Goes on in \d+ seconds/u,
    );
  });

  it('says that the whole history is here', async () => {
    await openDetails('lang=en&scenario=everyday#/calls');
    await account('Praha').getByText('Whole history is here').waitFor();
  });
});

describe('pausing by key', () => {
  it('holds one account and goes on with it, and says so', async () => {
    await openDetails('lang=en&scenario=history#/calls');
    await account('Praha').getByRole('button', { name: 'Pause older calls of Praha' }).press('Enter');
    await account('Praha').getByText('Older calls are paused · 38%').waitFor();
    await visits.page
      .getByRole('status')
      .getByText('Older calls are paused. New calls still arrive.')
      .waitFor();
    await account('Brno').getByText('Fetching older calls').waitFor();
    await account('Praha').getByRole('button', { name: 'Go on with older calls of Praha' }).press('Enter');
    await account('Praha').getByText('Fetching older calls · 38%').waitFor();
  });

  it('holds all of them at once', async () => {
    await openDetails('lang=en&scenario=history#/calls');
    await visits.page.getByRole('button', { name: 'Pause older calls', exact: true }).press('Enter');
    await account('Praha').getByText('Older calls are paused').waitFor();
    await account('Brno').getByText('Older calls are paused').waitFor();
    await visits.page.getByRole('button', { name: 'Go on with older calls', exact: true }).waitFor();
  });

  it('is a command too', async () => {
    await open('lang=en&scenario=history#/accounts');
    await visits.page.keyboard.press('Control+k');
    await visits.page.getByRole('dialog').getByRole('combobox').fill('pause');
    await visits.page.keyboard.press('Enter');
    await visits.page.getByText('Older calls are paused · 38%').first().waitFor();
  });
});

describe('working hours in the settings', () => {
  it('are off, take two times, and are refused when they end before they begin', async () => {
    await open('lang=en#/settings');
    const choice = visits.page.getByRole('switch', { name: 'Do not read older calls in working hours' });
    expect(await choice.isChecked()).toBe(false);
    await choice.press('Space');
    const until = visits.page.getByLabel('Working hours to');
    expect(await until.inputValue()).toBe('17:00');
    await until.fill('07:00');
    await visits.page.getByText('Enter times like 8:00 and 17:30, the end later than the start.').waitFor();
    await until.fill('18:30');
    await visits.page.keyboard.press('Control+1');
    await visits.page.getByRole('heading', { level: 1, name: 'Calls' }).waitFor();
    await visits.page.keyboard.press('Control+,');
    expect(await visits.page.getByLabel('Working hours to').inputValue()).toBe('18:30');
  });
});

const looks = ['lang=cs&theme=light', 'lang=en&theme=dark'];
const states = ['first-pull', 'history', 'paused', 'work-hours', 'waiting'];

describe.each(looks)('axe, with %s', (look) => {
  it.each(states)('objects to nothing of %s, open or on the account’s card', async (scenario) => {
    await openDetails(`${look}&scenario=${scenario}#/accounts`);
    expect(await violations()).toEqual([]);
  });

  it('objects to nothing of wrong working hours', async () => {
    await open(`${look}&scenario=work-hours#/settings`);
    await visits.page.locator('.quiet-fields input').last().fill('06:00');
    await visits.page.locator('.quiet-wrong:not(:empty)').waitFor();
    expect(await violations()).toEqual([]);
  });
});

describe('the smallest window', () => {
  it('reaches every account and button of the details by scrolling', async () => {
    await visits.page.setViewportSize({ width: 720, height: 480 });
    await openDetails('lang=cs&scenario=history#/calls');
    const last = visits.page.getByRole('button', { name: 'Pozastavit starší hovory', exact: true });
    await last.focus();
    const box = await last.boundingBox();
    expect((box?.y ?? 481) + (box?.height ?? 0)).toBeLessThanOrEqual(480);
  });
});
