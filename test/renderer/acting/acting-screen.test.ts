import { describe, expect, it } from 'vitest';
import { useVisits } from '../preview/visits.ts';

const visits = useVisits();
const card = () => visits.page.getByRole('region', { name: 'Brno – ústředna', exact: true });
const dialog = () => visits.page.getByRole('dialog');
const bar = () => visits.page.getByText(/^You are acting as/u);

async function actAs(email: string): Promise<void> {
  await visits.open('lang=en#/accounts');
  await card().getByRole('button', { name: 'Act as a colleague' }).click();
  await dialog().getByRole('combobox', { name: 'Colleague' }).fill(email);
  await visits.page.keyboard.press('Enter');
}

describe('acting as a colleague', () => {
  it('shows their calls, says so for as long as it lasts, and ends with one press', async () => {
    await actAs('jan.novak@modrykolovrat.cz');
    await bar().waitFor();
    expect(await bar().textContent()).toContain('jan.novak@modrykolovrat.cz through Brno – ústředna');
    await visits.page.getByRole('heading', { name: /^Calls/u }).waitFor();
    await visits.page.getByRole('button', { name: /Account: Brno – ústředna – jan.novak/u }).waitFor();
    expect(await visits.violations()).toEqual([]);

    await visits.page.getByRole('button', { name: 'Stop acting' }).click();
    await bar().waitFor({ state: 'detached' });
  });

  it('writes down who acted as whom', async () => {
    await actAs('jan.novak@modrykolovrat.cz');
    await bar().waitFor();
    await visits.page.getByRole('button', { name: 'Stop acting' }).click();
    await bar().waitFor({ state: 'detached' });
    await visits.page.getByRole('navigation').getByRole('button', { name: 'Accounts' }).click();
    const history = visits.page.getByRole('region', { name: 'Acting for colleagues, written down' });
    const lines = history.getByRole('listitem');
    await lines.nth(1).waitFor();
    expect(await lines.locator('span').allTextContents()).toEqual([
      'Brno – ústředna stopped acting as jan.novak@modrykolovrat.cz',
      'Brno – ústředna began to act as jan.novak@modrykolovrat.cz',
    ]);
    expect(await visits.violations()).toEqual([]);
  });

  it.each([
    ['an access without the right', 'refused@modrykolovrat.cz', 'This access may not act as somebody else'],
    ['somebody nobody knows', 'unknown@modrykolovrat.cz', 'VoIPEX knows no user with this e-mail'],
    ['what is no e-mail', 'nobody-at-all', 'Type the colleague’s e-mail'],
  ])('says plainly that it is not possible for %s', async (_case, email, words) => {
    await actAs(email);
    await dialog().getByText(words).waitFor();
    expect(await bar().count()).toBe(0);
    expect(await visits.violations()).toEqual([]);
  });

  it('is offered for phone systems that know it only', async () => {
    await visits.open('lang=en#/accounts');
    await card().getByRole('button', { name: 'Act as a colleague' }).waitFor();
    expect(await visits.page.getByRole('button', { name: 'Act as a colleague' }).count()).toBe(1);
  });
});

describe('a sign-in that ran out', () => {
  it('is offered where the person works, and the screen stays as it is', async () => {
    await visits.open('scenario=stale&lang=en#/calls');
    await visits.page.locator('.search-box input').fill('Novák');
    await visits.page.getByText(/needs you to sign in again/u).waitFor();
    await visits.page.getByRole('button', { name: 'Sign in', exact: true }).first().click();
    await dialog().waitFor();
    expect(await visits.page.locator('.search-box input').inputValue()).toBe('Novák');
    await visits.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    expect(await visits.violations()).toEqual([]);
  });

  it('asks for no more than the secret, where it knows who signs in', async () => {
    await visits.open('lang=en#/accounts');
    await card().getByRole('button', { name: 'Sign in again' }).click();
    const email = dialog().getByRole('textbox', { name: 'E-mail' });
    expect(await email.inputValue()).toBe('zuzana.cerna@modrykolovrat.cz');
    expect(
      await dialog()
        .getByLabel('Password', { exact: true })
        .evaluate((field) => field === document.activeElement),
    ).toBe(true);
  });

  it('can be put off, and is then told on the accounts screen only', async () => {
    await visits.open('scenario=stale&lang=en#/calls');
    await visits.page.getByRole('button', { name: 'Later' }).click();
    await visits.page.getByText(/needs you to sign in again/u).waitFor({ state: 'detached' });
  });
});

describe('somebody the app knows', () => {
  it('finds the own calls with one press and the own state in the title bar', async () => {
    await visits.open('me&lang=en#/calls');
    const mine = visits.page.getByRole('button', { name: 'My calls' });
    await mine.click();
    expect(await mine.getAttribute('aria-pressed')).toBe('true');
    await visits.page.getByRole('grid').getByRole('row').first().waitFor();
    await mine.click();
    expect(await mine.getAttribute('aria-pressed')).toBe('false');
    expect(await visits.violations()).toEqual([]);
    await visits.page.getByRole('button', { name: /^You are /u }).click();
    await visits.page.getByRole('menuitem', { name: 'Open the switchboard' }).click();
    await visits.page.getByRole('main', { name: 'Switchboard' }).waitFor();
  });

  it('is not offered own calls while nobody says who that is', async () => {
    await visits.open('lang=en#/calls');
    await visits.page.getByRole('grid').waitFor();
    expect(await visits.page.getByRole('button', { name: 'My calls' }).count()).toBe(0);
  });
});
