import { AxeBuilder } from '@axe-core/playwright';
import { type Browser as Chromium, type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRelay, type Relay } from '../../relay/create-relay.ts';
import { launchOptions } from '../renderer/preview/chromium.ts';
import { type AircallSimulator, startAircall } from '../simulators/aircall/index.ts';
import { createWorld } from '../simulators/world/create-world.ts';
import { makeCertificate } from '../support/certificate.ts';
import { type Attempt, configFor, createMovedClock, newAttempt, startPath } from './relay-under-test.ts';

// A limit for a machine that is busy with other things, not an expectation.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const desk = { width: 1024, height: 900 } as const;
const phone = { width: 320, height: 640 } as const;
const l = `49152.${'Ab_-'.repeat(5)}xy`;

let aircall: AircallSimulator;
let relay: Relay;
let origin: string;
let browser: Chromium;
const clock = createMovedClock();

beforeAll(async () => {
  const to = clock.now();
  const world = createWorld({ seed: 7, calls: 10, people: 4, from: to - 86_400_000, to });
  aircall = await startAircall({ world });
  const certificate = await makeCertificate();
  const config = configFor(aircall, { publicUrl: null, tls: certificate });
  relay = await createRelay(config, { clock, write: () => undefined });
  origin = await relay.listen();
  const { args = [], ...launch } = await launchOptions();
  browser = await chromium.launch({
    ...launch,
    args: [...args, `--ignore-certificate-errors-spki-list=${certificate.spki}`],
  });
});
afterAll(async () => {
  await browser.close();
  await relay.close();
  await aircall.close();
});

interface Look {
  readonly locale: 'en-GB' | 'cs-CZ';
  readonly colorScheme: 'light' | 'dark';
  readonly javaScriptEnabled?: boolean;
}

/** Closed after each test. */
const openContexts: BrowserContext[] = [];
let complaints: string[] = [];
beforeEach(() => {
  complaints = [];
});
afterEach(async () => {
  for (const context of openContexts.splice(0)) await context.close();
  expect(complaints).toEqual([]);
});

/** A page in a fresh browser profile. `attempts` collects where the page itself tried to go outside http. */
async function openPage(look: Look, contexts = openContexts): Promise<{ page: Page; attempts: string[] }> {
  const context = await browser.newContext({ ...look, viewport: desk });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (!message.location().url.startsWith(origin)) return;
    // A browser without the app says that it knows no such scheme: that is what the other ways are for.
    if (message.type() === 'error' && !/^(?:Failed|Not allowed) to launch/.test(message.text()))
      complaints.push(message.text());
  });
  const attempts: string[] = [];
  const devtools = await context.newCDPSession(page);
  devtools.on('Page.frameRequestedNavigation', ({ url }) => {
    if (!url.startsWith('http')) attempts.push(url);
  });
  await devtools.send('Page.enable');
  return { page, attempts };
}

async function signIn(page: Page, attempt: Attempt, decision: 'Authorize' | 'Refuse'): Promise<void> {
  await page.goto(origin + startPath(attempt, { l }));
  await page.getByRole('link', { name: decision }).click();
  await page.waitForURL(`${origin}/done`);
}

/** What differs between light and dark: the markup is the same, so its other rules need no second look. */
const colourRules = ['color-contrast', 'link-in-text-block'];

async function violations(page: Page, colorScheme: Look['colorScheme']): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({
      runOnly:
        colorScheme === 'light' ? { type: 'tag', values: axeTags } : { type: 'rule', values: colourRules },
      resultTypes: ['violations'],
    })
    .analyze();
  return found.map(
    ({ id, nodes }) => `${colorScheme}, ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

/**
 * Lets the time pass after which the landing page shows its other ways. The page's clock is installed, and with it the
 * page cannot tell how it was arrived at, so it does not try to open the app.
 */
async function waitForWays(page: Page): Promise<void> {
  await page.clock.fastForward(3_000);
  await page.locator('#ways').waitFor();
}

/** Where pictures go for people to look at, when named. */
const pictures = process.env['SWITCHDECK_PICTURES'];

async function shoot(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

const shown: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
  [
    'landing',
    async (page) => {
      await signIn(page, newAttempt(), 'Authorize');
      await waitForWays(page);
    },
  ],
  ['refused', (page) => signIn(page, newAttempt(), 'Refuse')],
  [
    'exchange-failed',
    async (page) => {
      await page.goto(origin + startPath(newAttempt(), {}));
      const link = await page.getByRole('link', { name: 'Authorize' }).getAttribute('href');
      const consent = new URL(link ?? '', page.url());
      const response = await fetch(consent, { redirect: 'manual' });
      const back = new URL(response.headers.get('location') ?? '');
      back.searchParams.set('code', 'forged');
      await page.goto(back.href);
    },
  ],
  ['over', (page) => page.goto(`${origin}/done`)],
  ['foreign', (page) => page.goto(`${origin}/aircall/callback`)],
  ['bad-start', (page) => page.goto(`${origin}/start/aircall`)],
  ['install', (page) => page.goto(`${origin}/aircall/install`)],
  ['installed', (page) => page.goto(`${origin}/aircall/installed`)],
  ['not-installed', (page) => page.goto(`${origin}/aircall/not-installed`)],
];

describe.each(['cs-CZ', 'en-GB'] as const)('in %s', (locale) => {
  // One browser profile for all of them, emptied before each: making one takes longer than showing a page.
  const contexts: BrowserContext[] = [];
  let page: Page;
  beforeAll(async () => {
    ({ page } = await openPage({ locale, colorScheme: 'light' }, contexts));
    await page.clock.install();
  });
  beforeEach(async () => {
    await page.context().clearCookies();
    await page.setViewportSize(desk);
    await page.emulateMedia({ colorScheme: 'light' });
  });
  afterAll(async () => {
    for (const context of contexts) await context.close();
  });

  it.each(shown)(
    'axe objects to nothing on the page "%s", light or dark, and it fits a phone',
    async (name, show) => {
      await show(page);
      if (name === 'foreign' || name === 'bad-start') complaints = []; // Chromium reports the status 400 as an error
      expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page, colorScheme)).toEqual([]);
        await shoot(page, `${name}-${locale}-${colorScheme}-desk`);
      }
      await page.setViewportSize(phone);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(phone.width);
      for (const colorScheme of ['light', 'dark'] as const) {
        if (pictures !== undefined) await page.emulateMedia({ colorScheme });
        await shoot(page, `${name}-${locale}-${colorScheme}-phone`);
      }
    },
  );
});

describe('the landing page', () => {
  const look: Look = { locale: 'en-GB', colorScheme: 'light' };

  it('tries to open the app exactly once, and not again when it is reloaded or returned to', async () => {
    const { page, attempts } = await openPage(look);
    const attempt = newAttempt();
    await signIn(page, attempt, 'Authorize');
    const link = await page.locator('#open').getAttribute('href');
    expect(link).toMatch(/^app\.switchdeck:\/auth\/callback\?h=[A-Za-z0-9_-]{43}&state=[A-Za-z0-9_-]{43}$/);
    expect(link).toContain(attempt.state);
    await expect.poll(() => attempts).toEqual([link]);
    await page.reload();
    // The page would try in its next task, which is over after one of ours.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 0)));
    await page.goto('about:blank');
    await page.goBack();
    await page.locator('#ways').waitFor();
    expect(attempts).toEqual([link]);
    // After the attempt Chromium shows its own question, which holds back the mouse.
    await page.locator('#open').dispatchEvent('click');
    await expect.poll(() => attempts).toEqual([link, link]);
  });

  it('shows the other ways after a while, with the same handle everywhere', async () => {
    const { page } = await openPage(look);
    await page.clock.install();
    const attempt = newAttempt();
    await signIn(page, attempt, 'Authorize');
    expect(await page.locator('#ways').isVisible()).toBe(false);
    await waitForWays(page);
    const link = new URL((await page.locator('#open').getAttribute('href')) ?? '');
    const handle = link.searchParams.get('h') ?? '';
    expect(await page.locator('#code').innerText()).toBe(handle);
    expect(await page.locator('#loopback').getAttribute('href')).toBe(
      `http://127.0.0.1:49152/${'Ab_-'.repeat(5)}xy?h=${handle}&state=${attempt.state}`,
    );
    expect(await page.getByText('Nobody will ever ask you for it').isVisible()).toBe(true);
  });

  it('copies the code, and says when that is not allowed', async () => {
    const { page } = await openPage(look);
    await page.clock.install();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
    await signIn(page, newAttempt(), 'Authorize');
    await waitForWays(page);
    const copy = page.getByRole('button', { name: 'Copy the code' });
    await copy.click();
    await page.getByText('Copied.').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await page.locator('#code').innerText());
    await page.context().clearPermissions();
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'));
    });
    await copy.click();
    await page.getByText('Select the code and copy it yourself').waitFor();
  });

  it('counts down, and ends in words when the time is over', async () => {
    const { page } = await openPage(look);
    await page.clock.install();
    await signIn(page, newAttempt(), 'Authorize');
    await page.getByText('This works once, for another 2:00.').waitFor();
    await page.clock.runFor(60_000);
    await page.getByText('This works once, for another 1:00.').waitFor();
    await page.clock.runFor(60_000);
    await page.getByRole('heading', { name: 'This page has done its work' }).waitFor();
    expect(await page.locator('#open').count()).toBe(0);
    expect(await page.title()).toBe('This page has done its work · Switchdeck');
  });

  it('shows everything without JavaScript, and opens nothing by itself', async () => {
    const { page, attempts } = await openPage({ ...look, javaScriptEnabled: false });
    await signIn(page, newAttempt(), 'Authorize');
    for (const id of ['open', 'loopback', 'code', 'validity'])
      expect(await page.locator(`#${id}`).isVisible()).toBe(true);
    expect(await page.locator('#copy').isVisible()).toBe(false);
    expect(await page.getByText('for another 2:00').isVisible()).toBe(true);
    expect(attempts).toEqual([]);
  });

  it('of a refusal tells the app once as well', async () => {
    const { page, attempts } = await openPage(look);
    const attempt = newAttempt();
    await signIn(page, attempt, 'Refuse');
    const told = `app.switchdeck:/auth/callback?error=access_denied&state=${attempt.state}`;
    await expect.poll(() => attempts).toEqual([told]);
  });

  it('asks nobody but the relay for anything', async () => {
    const { page, attempts } = await openPage(look);
    const asked: string[] = [];
    page.on('request', (request) => {
      const { origin: from, protocol } = new URL(request.url());
      if (protocol.startsWith('http')) asked.push(from); // the deep link is a request too
    });
    await signIn(page, newAttempt(), 'Authorize');
    await expect.poll(() => attempts).toHaveLength(1);
    expect(new Set(asked)).toEqual(new Set([origin, aircall.url]));
  });
});

it('of the administrator leads from Aircall’s Dashboard to the end without a deep link by itself', async () => {
  const { page, attempts } = await openPage({ locale: 'en-GB', colorScheme: 'light' });
  await page.goto(`${origin}/aircall/install`);
  await page.getByRole('link', { name: 'Continue to Aircall' }).click();
  await page.getByRole('link', { name: 'Authorize' }).click();
  await page.getByRole('heading', { name: 'Switchdeck is connected' }).waitFor();
  expect(page.url()).toBe(`${origin}/aircall/installed`);
  expect(attempts).toEqual([]);
});
