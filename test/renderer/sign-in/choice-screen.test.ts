import { describe, expect, it } from 'vitest';
import { useVisits } from '../preview/visits.ts';

const visits = useVisits();
const button = (name: string | RegExp) => visits.page.getByRole('button', { name });
const choices = () => visits.page.locator('.choice-name').allTextContents();

describe('choosing how to sign in', () => {
  it('asks for the phone system first, then for the way, and says when to take each', async () => {
    await visits.open('lang=en&scenario=first-run');
    await button(/^Aircall/u).waitFor();
    expect(await choices()).toEqual(['Aircall', 'VoIPEX', 'I have a connection string']);
    await button(/^Aircall/u).click();
    await visits.page.getByRole('heading', { name: 'How do you want to sign in to Aircall?' }).waitFor();
    expect(await choices()).toEqual([
      'In the browser',
      'With your own agent account',
      'With an API ID and token',
      'With your own OAuth client',
      'With a connection string',
    ]);
    expect(await visits.violations()).toEqual([]);
  });

  it('leads straight to the form of a system that has one way', async () => {
    await visits.open('lang=en&scenario=first-run&ways=aircall-api-key,voipex-password');
    await button(/^Aircall/u).click();
    await visits.page.getByLabel('API ID').waitFor();
  });

  it('says before anything is typed that the access cannot be kept', async () => {
    await visits.open('lang=en&scenario=first-run&secrets=memory:locked-or-silent');
    await button(/^Aircall/u).click();
    await visits.page.getByText(/^Your access is kept in memory only/u).waitFor();
  });

  it('goes one step back with each Escape, from the form to the way to the system', async () => {
    await visits.open('lang=en&scenario=first-run');
    await button(/^Aircall/u).click();
    await button(/^With an API ID/u).click();
    await visits.page.getByLabel('API ID').fill('typed');
    await visits.page.keyboard.press('Escape');
    await visits.page.getByRole('heading', { name: 'How do you want to sign in to Aircall?' }).waitFor();
    await visits.page.keyboard.press('Escape');
    await visits.page.getByRole('heading', { name: 'Welcome to Switchdeck' }).waitFor();
  });

  it('can be walked with the keyboard alone, the focus going to the heading of each step', async () => {
    await visits.open('lang=en&scenario=first-run');
    await button(/^Aircall/u).press('Enter');
    await visits.page.waitForFunction(() => document.activeElement?.matches('.step-heading') === true);
    await visits.page.keyboard.press('Tab');
    await visits.page.keyboard.press('Tab');
    await visits.page.keyboard.press('Tab');
    await visits.page.keyboard.press('Enter');
    await visits.page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'apiId');
  });

  it('in the dialog takes back a step with Escape and closes at the first one', async () => {
    await visits.open('lang=en#/accounts');
    await button('Add account').click();
    const dialog = visits.page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Aircall/u }).click();
    await dialog.getByRole('heading', { name: 'How do you want to sign in to Aircall?' }).waitFor();
    await visits.page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: /^VoIPEX/u }).waitFor();
    await visits.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('signs an account in again by its own way, and offers the others', async () => {
    await visits.open('lang=en#/accounts');
    await button('Sign in again').first().click();
    const dialog = visits.page.getByRole('dialog', { name: 'Sign in to Praha – podpora again' });
    await dialog.getByLabel('API ID').waitFor();
    await dialog.getByRole('button', { name: 'Sign in another way' }).click();
    await dialog.getByRole('button', { name: /^In the browser/u }).waitFor();
    expect(await dialog.getByRole('button', { name: /^With a connection string/u }).count()).toBe(0);
    expect(await visits.violations()).toEqual([]);
  });
});
