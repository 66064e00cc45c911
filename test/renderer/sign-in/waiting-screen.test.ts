import { describe, expect, it } from 'vitest';
import { useVisits } from '../preview/visits.ts';
import { everythingIn, playedBrowser } from './played-browser.ts';

const visits = useVisits();
const browser = playedBrowser(() => visits.page);
const button = (name: string | RegExp) => visits.page.getByRole('button', { name });
const heading = (name: string | RegExp) => visits.page.getByRole('heading', { name });
const stage = () => visits.page.locator('.attempt-stages [aria-current="step"]').textContent();
const otherWays = () => visits.page.getByText('The browser is done, but nothing happens here?');

/** From the first run into the browser. */
async function begin(query = '', way = /^In the browser/u): Promise<void> {
  await visits.open(`lang=en&scenario=first-run${query}`);
  await button(/^Aircall/u).click();
  await button(way).click();
  await visits.page.locator('.attempt-stages').waitFor();
}

describe('a sign-in in the browser', () => {
  it('tells each stage, and ends where the forms end', async () => {
    await begin();
    expect(await browser.asked()).toEqual(['begin aircall-oauth']);
    expect(await stage()).toContain('Waiting for the browser');
    await browser.reach('redeeming');
    await heading('Back from the browser').waitFor();
    const said = visits.page.locator('.sign-in-step [role="status"]');
    expect(await said.textContent()).toBe('Coming back to Switchdeck');
    await browser.reach('proving');
    await visits.page.locator('.sign-in-step [role="status"]', { hasText: 'Asking what' }).waitFor();
    expect(await visits.violations()).toEqual([]);
    await browser.reach('done');
    await heading(/last 30 days/u).waitFor();
    await button('Open the calls').click();
    await heading('Calls').waitFor();
    expect(await browser.asked()).toEqual(['begin aircall-oauth', 'cancel']);
  });

  it('counts down beside the words, silently', async () => {
    const opened = Date.UTC(2026, 10, 21, 9);
    await visits.page.clock.install({ time: opened });
    await begin();
    const timer = visits.page.getByRole('timer');
    expect(await timer.textContent()).toMatch(/^Expires in (10:00|9:5\d)$/u);
    expect(await timer.getAttribute('aria-live')).toBe(null);
    await visits.page.clock.pauseAt(opened + 560_000);
    await visits.page.clock.runFor(1_000);
    await visits.page.getByText('Less than a minute left:').waitFor();
  });

  it('shows the other ways back after a few seconds and not before', async () => {
    await visits.page.clock.install({ time: Date.UTC(2026, 10, 21, 9) });
    await begin();
    expect(await otherWays().count()).toBe(0);
    await visits.page.clock.runFor(6_000);
    await otherWays().waitFor();
    await visits.page.getByText(/press “Hand over to Switchdeck” there/u).waitFor();
    await visits.page.getByLabel('Code from the page').waitFor();
    expect(await visits.violations()).toEqual([]);
  });

  it('opens the browser once more and copies the address instead', async () => {
    await begin();
    await button('Open the browser again').click();
    await visits.page.getByText('The browser was opened again').first().waitFor();
    await button('Copy the address').click();
    await visits.page
      .getByText(/^The address was copied/u)
      .first()
      .waitFor();
    expect(await browser.asked()).toEqual(['begin aircall-oauth', 'open', 'copy']);
  });

  it('says at once that the browser did not open, with the address to press and the code to paste', async () => {
    await begin('&browser=none');
    await visits.page
      .getByText(/^The browser could not be opened/u)
      .first()
      .waitFor();
    await visits.page.getByLabel('Code from the page').waitFor();
    await button('Copy the address').click();
    await visits.page
      .getByText(/^The address was copied/u)
      .first()
      .waitFor();
    expect(await visits.violations()).toEqual([]);
  });

  it.each([
    ['nothing at all', '', 'Paste it into this field first.'],
    ['something else', 'my shopping list', 'This is neither the code nor the address.'],
    ['the code of another sign-in', 'other-canary', 'This belongs to another sign-in.'],
    ['a code nobody waits for', 'late-canary', 'No sign-in is waiting for this any more.'],
  ])('answers %s in words, keeps waiting and the field in focus', async (_what, text, answer) => {
    await begin('&browser=none');
    await visits.page.getByLabel('Code from the page').fill(text);
    await visits.page.keyboard.press('Enter');
    await visits.page.getByRole('alert').filter({ hasText: answer }).waitFor();
    const field = visits.page.getByLabel('Code from the page');
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await field.inputValue()).toBe('');
    expect(await stage()).toContain('Waiting for the browser');
    expect(await visits.violations()).toEqual([]);
  });

  it('goes on with a pasted code and keeps nothing of it', async () => {
    await begin('&browser=none');
    await visits.page.getByLabel('Code from the page').fill('code-canary-4711');
    await button('Continue').click();
    await heading('Back from the browser').waitFor();
    expect(await everythingIn(visits.page)).not.toContain('canary');
  });

  it('is cancelled by Escape, which says so and goes one step back', async () => {
    await begin();
    await visits.page.keyboard.press('Escape');
    await heading('How do you want to sign in to Aircall?').waitFor();
    await visits.page.getByText('The sign-in was cancelled. Nothing was changed.').first().waitFor();
    expect(await browser.asked()).toEqual(['begin aircall-oauth', 'cancel']);
  });

  it('says that it took too long and starts again', async () => {
    await begin();
    await browser.end({ code: 'sign-in-expired' });
    await visits.page.getByText('The sign-in took too long').waitFor();
    expect(await visits.violations()).toEqual([]);
    await button('Start again').click();
    await heading('Continue in your browser').waitFor();
    expect(await browser.asked()).toEqual(['begin aircall-oauth', 'begin aircall-oauth']);
  });

  it('quotes what the provider said about a refusal, as text', async () => {
    await begin();
    await browser.end({ code: 'sign-in-rejected' }, 'invalid <b>grant</b>');
    await visits.page.getByText('Aircall did not accept the sign-in').waitFor();
    expect(await visits.page.locator('blockquote').textContent()).toBe('invalid <b>grant</b>');
    expect(await visits.page.locator('blockquote b').count()).toBe(0);
    await visits.page.waitForFunction(() => document.activeElement?.textContent === 'You are not signed in');
    await visits.page.keyboard.press('Escape');
    await heading('How do you want to sign in to Aircall?').waitFor();
  });

  it('says who an agent is, and offers the access that reads calls', async () => {
    await begin('', /^With your own agent account/u);
    await browser.reach('done');
    await heading('You are Jana Malá').waitFor();
    expect(await visits.violations()).toEqual([]);
    await button('Add company access').click();
    await button(/^With an API ID and token/u).waitFor();
    await visits.page.keyboard.press('Escape');
    await button('Go on without calls').click();
    await heading('Calls').waitFor();
  });
});

describe('a sign-in that an earlier run began', () => {
  it('goes on in the first run', async () => {
    await visits.open('lang=en&scenario=first-run&attempt=waiting');
    await heading('Continue in your browser').waitFor();
    await otherWays().waitFor();
    await browser.reach('done');
    await heading(/last 30 days/u).waitFor();
  });

  it('opens its dialog by itself where there are accounts, for the account it is to renew, and leads to the calls', async () => {
    await visits.open('lang=en&attempt=renewing#/switchboard');
    const dialog = visits.page.getByRole('dialog', { name: 'Sign in to Praha – podpora again' });
    await dialog.getByRole('heading', { name: 'Continue in your browser' }).waitFor();
    await browser.reach('done');
    await dialog.waitFor({ state: 'detached' });
    await visits.page.getByText('Signed in to Praha – podpora').first().waitFor();
    await heading('Calls').waitFor();
  });

  it('is shown with its end when it expired meanwhile', async () => {
    await visits.open('lang=en&attempt=expired#/calls');
    await visits.page.evaluate(() => window.sendFakeEvent('navigation.requested', { to: 'sign-in' }));
    await visits.page.getByRole('dialog').getByText('The sign-in took too long').waitFor();
    await button('Start again').click();
    await heading('Continue in your browser').waitFor();
  });

  it('does not come back when an account is added later', async () => {
    await visits.open('lang=en&attempt=expired#/accounts');
    await button('Add account').click();
    await visits.page
      .getByRole('dialog')
      .getByRole('button', { name: /^Aircall/u })
      .waitFor();
  });
});

describe('the dialog while the browser is at work', () => {
  it('stays when something beside it is clicked, and ends the sign-in when it is closed', async () => {
    await visits.open('lang=en#/accounts');
    await button('Add account').click();
    const dialog = visits.page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Aircall/u }).click();
    await dialog.getByRole('button', { name: /^In the browser/u }).click();
    await dialog.getByRole('heading', { name: 'Continue in your browser' }).waitFor();
    expect(await visits.violations()).toEqual([]);
    await visits.page.mouse.click(5, 5);
    await dialog.getByRole('heading', { name: 'Continue in your browser' }).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'detached' });
    await visits.page.getByText('The sign-in was cancelled. Nothing was changed.').first().waitFor();
    expect(await browser.asked()).toEqual(['begin aircall-oauth', 'cancel']);
  });
});
