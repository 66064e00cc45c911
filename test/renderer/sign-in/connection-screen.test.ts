import { describe, expect, it } from 'vitest';
import { useVisits } from '../preview/visits.ts';
import { everythingIn, playedBrowser } from './played-browser.ts';

const visits = useVisits();
const browser = playedBrowser(() => visits.page);
const button = (name: string | RegExp) => visits.page.getByRole('button', { name });
const dialog = () => visits.page.getByRole('dialog', { name: 'Connection string' });
const field = () => visits.page.getByRole('textbox', { name: 'Connection string' });
const accounts = () => visits.page.locator('.account-card').count();

const basic = 'AuthScheme=Basic;User=id-1;Password=canary-1;Label=Plzeň;Proxy=p;Timeout=3';

/** From the accounts screen to the string as it was read. */
async function read(text: string, query = 'lang=en'): Promise<void> {
  await visits.open(`${query}#/accounts`);
  await visits.page.locator('.screen-actions button').first().click();
  await visits.page.locator('.connection-entry textarea').fill(text);
  await visits.page.locator('.connection-entry [type="submit"]').click();
  await visits.page.locator('.connection-entry').waitFor({ state: 'detached' });
}

describe('a connection string', () => {
  it('shows what it says with its secrets masked, and names what it leaves out', async () => {
    await read(basic);
    await visits.page.getByRole('heading', { name: 'This is what the string says' }).waitFor();
    await visits.page.getByText('With an API ID and token').waitFor();
    await visits.page.getByText(/does not know these properties.*: Proxy and Timeout$/u).waitFor();
    expect(await everythingIn(visits.page)).not.toContain('canary');
    expect(await visits.violations()).toEqual([]);
  });

  it('is tried without saving anything, then kept under a name', async () => {
    await read(basic);
    const before = await accounts();
    await button('Try it').click();
    await visits.page.getByRole('heading', { name: 'The access works' }).waitFor();
    await visits.page.getByText('Modrý Kolovrat s.r.o.').last().waitFor();
    await visits.page.getByText('Keeping it adds a new account.').waitFor();
    await visits.page.getByText('Nothing has been saved so far.').waitFor();
    expect(await accounts()).toBe(before);
    expect(await visits.violations()).toEqual([]);
    await dialog().getByLabel('Name in Switchdeck').fill('Plzeň – sklad');
    await button('Keep').click();
    await dialog().waitFor({ state: 'detached' });
    await visits.page.getByRole('heading', { name: 'Plzeň – sklad' }).waitFor();
    expect(await everythingIn(visits.page)).not.toContain('canary');
  });

  it('says which account it would sign in again', async () => {
    await read('Provider=VoIPEX;User=j@m.cz;Password=canary;Label=Brno – ústředna');
    await button('Try it').click();
    await visits.page.getByText('Keeping it signs in Brno – ústředna again; its calls stay.').waitFor();
    await visits.page.getByText('2 switchboard instances').last().waitFor();
  });

  it.each([
    ['lang=en', 'AuthScheme=Basic;User=a;User=b;Password=x', 'User is there twice. (character 25)'],
    ['lang=cs', 'AuthScheme=Basic;User=a;User=b;Password=x', 'User je tu dvakrát. (25. znak)'],
    ['lang=en', 'AuthScheme=Basic;User=a', 'Password is missing.'],
    ['lang=cs', 'AuthScheme=Basic;User=a', 'Chybí Password.'],
    ['lang=en', 'AuthScheme=Basic;User=a;Password="x', 'The quotation mark at Password is never closed.'],
  ])('is refused with the place of the problem (%s, %s)', async (query, text, words) => {
    await read(text, query);
    await visits.page.getByRole('listitem').filter({ hasText: words }).waitFor();
    expect(await button(/^(Try it|Vyzkoušet)$/u).count()).toBe(0);
    expect(await visits.violations()).toEqual([]);
    await button(/^(Use another string|Použít jiný řetězec)$/u).click();
    await visits.page.locator('.connection-entry').waitFor();
  });

  it('is not sent again with a password that was refused', async () => {
    await read('User=id;Password=wrong');
    await button('Try it').click();
    await visits.page.getByText('Aircall did not accept this access').waitFor();
    expect(await button('Try again').count()).toBe(0);
    expect(await visits.violations()).toEqual([]);
  });

  it('explains a string that forbids the browser', async () => {
    await read(
      'AuthScheme=OAuth;OAuthClientId=a;OAuthClientSecret=canary;CallbackURL=http://127.0.0.1:3/cb;InitiateOAuth=OFF',
    );
    await visits.page.getByText(/^OFF: never opened/u).waitFor();
    await button('Try it').click();
    await visits.page.getByText('This connection string does not allow a browser sign-in').waitFor();
    expect(await browser.asked()).toEqual([]);
  });

  it('waits for the browser where it needs one; cancelling that leaves the string', async () => {
    await read(
      'AuthScheme=OAuth;OAuthClientId=a;OAuthClientSecret=canary;CallbackURL=http://127.0.0.1:3/cb;InitiateOAuth=GETANDREFRESH',
    );
    await button('Try it').click();
    await visits.page.getByRole('heading', { name: 'Continue in your browser' }).waitFor();
    await visits.page.keyboard.press('Escape');
    await visits.page.getByText('The sign-in in the browser was cancelled').waitFor();
    await button('Try again').click();
    await visits.page.getByRole('heading', { name: 'Continue in your browser' }).waitFor();
    await browser.reach('done');
    await visits.page.getByRole('heading', { name: 'The access works' }).waitFor();
    expect(await everythingIn(visits.page)).not.toContain('canary');
  });

  it('is discarded by Escape, then the dialog goes', async () => {
    await read(basic);
    await visits.page.keyboard.press('Escape');
    await visits.page.getByText('The connection string was discarded. Nothing was saved.').first().waitFor();
    await visits.page.locator('.connection-entry').waitFor();
    await visits.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it('can be a file, chosen or dropped', async () => {
    await visits.open('lang=en#/accounts');
    await button('Connection string').click();
    await dialog()
      .locator('input[type="file"]')
      .setInputFiles({
        name: 'aircall.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from(`${basic}\r\n`),
      });
    await visits.page.getByText('With an API ID and token').waitFor();
    await button('Discard').click();
    await visits.page.locator('.connection-entry').waitFor();
    await visits.page.evaluate(() => {
      const files = new DataTransfer();
      files.items.add(new File(['User=a;Password=b'], 'dropped.txt'));
      const over = { bubbles: true, cancelable: true, dataTransfer: files };
      const target = document.querySelector('.connection-entry h3');
      target?.dispatchEvent(new DragEvent('dragover', over));
      target?.dispatchEvent(new DragEvent('drop', over));
    });
    await visits.page.getByText('With an API ID and token').waitFor();
  });

  it('is no file of any size', async () => {
    await visits.open('lang=en#/accounts');
    await button('Connection string').click();
    const buffer = Buffer.alloc(20_001, 'a');
    await dialog()
      .locator('input[type="file"]')
      .setInputFiles({ name: 'log.txt', mimeType: 'text/plain', buffer });
    await visits.page.getByRole('alert').filter({ hasText: 'This file is too big' }).waitFor();
    expect(await field().inputValue()).toBe('');
    expect(await visits.violations()).toEqual([]);
  });

  it('of the command line opens by itself, with accounts and in the first run', async () => {
    const draft = encodeURIComponent(basic);
    await visits.open(`lang=en&draft=${draft}#/calls`);
    await dialog().getByText('With an API ID and token').waitFor();
    await visits.open(`lang=en&scenario=first-run&draft=${draft}`);
    await visits.page.getByRole('heading', { name: 'This is what the string says' }).waitFor();
    expect(await visits.violations()).toEqual([]);
    await button('Try it').click();
    await visits.page.getByRole('heading', { name: 'The access works' }).waitFor();
    expect(await visits.violations()).toEqual([]);
    await button('Keep').click();
    await visits.page.getByRole('heading', { name: /last 30 days/u }).waitFor();
  });
});
