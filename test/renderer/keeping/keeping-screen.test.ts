import { describe, expect, it } from 'vitest';
import { useVisits } from '../preview/visits.ts';

const visits = useVisits();
const { open, violations } = visits;
const dialog = () => visits.page.getByRole('dialog');
const button = (name: string | RegExp) => dialog().getByRole('button', { name });

async function openRetention(query = 'lang=en'): Promise<void> {
  await open(`${query}#/accounts`);
  await visits.page.locator('.keeping-kept + button').first().press('Enter');
  await dialog().waitFor();
}

async function askForPerson(number: string, query = 'lang=en'): Promise<void> {
  await open(`${query}#/settings`);
  await visits.page.locator('#settings-privacy ~ .setting-row button').press('Enter');
  await dialog().locator('input[type="tel"]').fill(number);
  await visits.page.keyboard.press('Enter');
}

describe('how long calls are kept', () => {
  it('is said on the account with what is stored, and in all', async () => {
    await open('lang=en#/accounts');
    const card = visits.page.locator('.account-card').first();
    await card.getByText('18,402', { exact: true }).waitFor();
    await card.getByText('All calls').waitFor();
    await visits.page.getByText('Stored on this computer: 64 MB · 24,529 calls').waitFor();
  });

  it('says how many calls go, asks once more, and only then deletes', async () => {
    await openRetention();
    await dialog().getByLabel('The last 30 days').check();
    const told = await dialog()
      .getByText(/^Would be deleted for good: [\d,]+ calls\.$/u)
      .textContent();
    const calls = /[\d,]+ calls/u.exec(told ?? '')?.[0] ?? '';
    await button('Continue').press('Enter');
    await dialog().getByText(`Deleted from this computer for good: ${calls} of Praha – podpora.`).waitFor();
    await dialog().getByText('They stay at the phone system.').waitFor();
    await button(`Delete ${calls}`).press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await visits.page.getByRole('status').getByText('Praha – podpora keeps: The last 30 days').waitFor();
    await visits.page.locator('.keeping-kept', { hasText: 'The last 30 days' }).waitFor();
  });

  it('never turns the button under the finger into the one that deletes', async () => {
    await openRetention();
    await dialog().getByLabel('The last 30 days').check();
    await button('Continue').press('Enter');
    await visits.page.waitForFunction(() => document.activeElement?.classList.contains('keeping-warning'));
    await visits.page.keyboard.press('Enter');
    expect(await button(/^Delete/u).count()).toBe(1);
    await button('Back').press('Enter');
    expect(await dialog().getByLabel('The last 30 days').isChecked()).toBe(true);
  });

  it('saves without a question what deletes nothing', async () => {
    await openRetention();
    await dialog().getByLabel('Keep at most a number of calls').check();
    await dialog().getByLabel('Number of calls', { exact: true }).fill('250000');
    await dialog().getByText('No stored call would be deleted.').waitFor();
    await button('Save').press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await visits.page.locator('.keeping-kept', { hasText: 'At most 250,000 calls, the newest' }).waitFor();
  });

  it('refuses a number of days that is none', async () => {
    await openRetention();
    await dialog().getByLabel('Other number of days').check();
    await dialog().getByLabel('Days', { exact: true }).fill('0');
    await dialog().getByText('Enter 1 to 3,650 days.').waitFor();
    expect(await button('Save').isDisabled()).toBe(true);
  });
});

describe('erasing a person', () => {
  it('shows who it is and how many calls there are before anything is erased, then says what was', async () => {
    await askForPerson('606 123 456');
    await dialog().getByText('+420 606 123 456: 12 calls').waitFor();
    const told = await dialog().innerText();
    expect(told).toContain('Jan Novák and Novák Jan (Stavebniny Modřice)');
    expect(told).toContain('First call');
    expect(told).toContain('later fetches leave them out');
    expect(told).toContain('The phone system still has them');
    await button('Erase 12 calls for good').press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await visits.page
      .getByRole('status')
      .getByText('Erased for good: 12 calls of +420 606 123 456')
      .waitFor();
  });

  it('puts the focus on the words, so that the key that searched does not erase', async () => {
    await askForPerson('606 123 456');
    await visits.page.waitForFunction(() => document.activeElement?.classList.contains('keeping-warning'));
    await visits.page.keyboard.press('Enter');
    expect(await button('Erase 12 calls for good').count()).toBe(1);
  });

  it('says when nobody has that number, and takes another', async () => {
    await askForPerson('800 000 000');
    await dialog().getByText('No stored call has the number +420 800 000 000.').waitFor();
    expect(await button(/^Erase/u).count()).toBe(0);
    await button('Another number').press('Enter');
    expect(await dialog().locator('input[type="tel"]').inputValue()).toBe('800 000 000');
  });

  it('asks for three digits at least', async () => {
    await askForPerson('12');
    await dialog().getByText('Enter a number of at least three digits.').waitFor();
  });

  it('is offered beside a call, and leaves nothing of it open', async () => {
    await open('lang=en#/calls');
    await visits.page.locator('.call-row').nth(2).click();
    await visits.page.getByRole('button', { name: 'Erase this person' }).press('Enter');
    await button('Erase 12 calls for good').press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await visits.page.locator('.call-detail').waitFor({ state: 'detached' });
  });

  it('is a command too, and Escape leaves it without a trace', async () => {
    await open('lang=en#/switchboard');
    await visits.page.keyboard.press('Control+k');
    await visits.page.getByRole('dialog').getByRole('combobox').fill('erase');
    await visits.page.keyboard.press('Enter');
    await visits.page.getByRole('dialog', { name: 'Erase one person' }).waitFor();
    await visits.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });
});

const looks = ['lang=cs&theme=light', 'lang=en&theme=dark'];

describe.each(looks)('axe, with %s', (look) => {
  it('objects to nothing of the choice and the question of a retention', async () => {
    await openRetention(look);
    await dialog().locator('input[type="radio"]').last().check();
    await dialog().locator('input[type="checkbox"]').check();
    await dialog().locator('.keeping-consequence').waitFor();
    expect(await violations()).toEqual([]);
    await dialog().locator('input[type="radio"]').nth(1).check();
    await dialog().locator('.keeping-consequence[data-loss]').waitFor();
    await dialog().locator('button[type="submit"]').press('Enter');
    await dialog().locator('.button-loss').waitFor();
    expect(await violations()).toEqual([]);
  });

  it.each(['606 123 456', '800 000 000', '1'])('objects to nothing after asking for %s', async (number) => {
    await askForPerson(number, look);
    await dialog().locator('.keeping-warning, [aria-invalid="true"]').first().waitFor();
    expect(await violations()).toEqual([]);
  });
});
