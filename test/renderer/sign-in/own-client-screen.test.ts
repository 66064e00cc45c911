import { describe, expect, it } from 'vitest';
import { useVisits } from '../preview/visits.ts';
import { everythingIn, playedBrowser } from './played-browser.ts';

const visits = useVisits();
const browser = playedBrowser(() => visits.page);
const button = (name: string | RegExp) => visits.page.getByRole('button', { name });
const secret = () => visits.page.locator('[name="clientSecret"]');

async function fill(callback: string): Promise<void> {
  await visits.open('lang=en&scenario=first-run');
  await button(/^Aircall/u).click();
  await button(/^With your own OAuth client/u).click();
  await visits.page.getByLabel('Client ID').fill('client-1');
  await secret().fill('secret-canary');
  await visits.page.getByLabel('Callback address').fill(callback);
}

describe('a client of the customer’s own', () => {
  it.each([
    ['http://127.0.0.1:33333/cb', 'Switchdeck answers at this address itself while you sign in.'],
    ['https://intranet.example/cb', 'The browser will end at this address.'],
    ['nonsense', 'It begins with https://'],
  ])('says what the callback %s means', async (callback, hint) => {
    await fill(callback);
    await visits.page.getByText(hint).waitFor();
    expect(await visits.violations()).toEqual([]);
  });

  it('names what is missing and moves the focus there', async () => {
    await fill('nonsense');
    await button('Continue in the browser').click();
    await visits.page.getByText('Enter the callback address as it was registered.').waitFor();
    await visits.page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'callbackUrl');
    expect(await browser.asked()).toEqual([]);
  });

  it('asks for the address the browser ended at, and keeps nothing secret', async () => {
    await fill('https://intranet.example/cb');
    await button('Continue in the browser').click();
    await visits.page
      .getByLabel('Address from the address bar')
      .fill('https://intranet.example/cb?code=canary');
    await visits.page.keyboard.press('Enter');
    await visits.page.getByRole('heading', { name: 'Back from the browser' }).waitFor();
    expect(await everythingIn(visits.page)).not.toContain('canary');
  });

  it('comes back to the form after a refusal, with everything but the secret', async () => {
    await fill('http://127.0.0.1:33333/cb');
    await button('Continue in the browser').click();
    await visits.page.getByRole('heading', { name: 'Continue in your browser' }).waitFor();
    await browser.end({ code: 'sign-in-rejected' });
    await visits.page.getByText(/^Nothing was stored\. Check the client ID/u).waitFor();
    await button('Start again').click();
    expect(await visits.page.getByLabel('Client ID').inputValue()).toBe('client-1');
    expect(await visits.page.getByLabel('Callback address').inputValue()).toBe('http://127.0.0.1:33333/cb');
    expect(await secret().inputValue()).toBe('');
    expect(await everythingIn(visits.page)).not.toContain('canary');
  });
});
