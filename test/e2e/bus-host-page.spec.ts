import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { expect, test as base } from 'playwright/test';
import { longestBusMessage } from '../../domain/bus-page.ts';
import { findBrowser } from '../shell/find-browser.ts';
import { projectRoot } from './launch.ts';

// The built page around a bus frame, by itself in a real browser, with main played by the test.

/** Plays main: keeps what the page says, and every message event the window gets, wanted or not. */
const playedMain = `
window.said = []; window.arrived = [];
window.busHost = {
  send: (message) => said.push(message),
  receive: (listener) => { window.tell = listener; },
};
window.addEventListener('message', ({ data, origin }) => arrived.push({ data, origin }));`;

/** A frame that keeps what it hears and says to its parent what it is asked to. */
const frame = `<!doctype html><title>Frame</title><script>
window.heard = [];
window.addEventListener('message', ({ data, origin }) => heard.push({ data, origin }));
</script>`;

interface Site {
  readonly origin: string;
  close(): void;
}

function serve(files: Readonly<Record<string, string>>): Promise<Site> {
  const server = http.createServer((request, response) => {
    const name = request.url ?? '/';
    const body = files[name];
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': name.endsWith('.js') ? 'text/javascript' : 'text/html',
    });
    response.end(body);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo; // listening on a port
      resolve({
        origin: `http://127.0.0.1:${String(port)}`,
        close: () => {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}

interface Sites {
  readonly bus: Site;
  readonly foreign: Site;
}

const test = base.extend<{ browserUnderTest: Browser; sites: Sites; host: Page }>({
  browserUnderTest: async ({}, use) => {
    const { executable } = await findBrowser();
    const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
    await use(browser);
    await browser.close();
  },
  sites: async ({}, use) => {
    const [bus, foreign] = await Promise.all([serve({ '/': frame }), serve({ '/': frame })]);
    await use({ bus, foreign });
    bus.close();
    foreign.close();
  },
  host: async ({ browserUnderTest, sites }, use) => {
    const script = fs.readFileSync(path.join(projectRoot, 'out/renderer/bus-host/host-page.js'), 'utf8');
    const site = await serve({
      '/': `<!doctype html><title>Host</title><body><script>${playedMain}</script><script type="module" src="/host.js"></script>`,
      '/host.js': script,
    });
    const page = await browserUnderTest.newPage();
    await page.goto(site.origin);
    await expect.poll(() => said(page)).toEqual([{ kind: 'ready' }]);
    await tell(page, { kind: 'open', address: sites.bus.origin });
    await expect.poll(() => said(page)).toContainEqual({ kind: 'loaded', origin: site.origin });
    await use(page);
    site.close();
  },
});

const read = (page: Page, name: string): Promise<unknown[]> =>
  page.evaluate((given) => Reflect.get(window, given) as unknown[], name); // the test's own lists
const said = (page: Page): Promise<unknown[]> => read(page, 'said');
const tell = (page: Page, message: object): Promise<void> =>
  page.evaluate((told) => (Reflect.get(window, 'tell') as (message: object) => void)(told), message);

/** What the page passed on to main of frames, parsed. */
const passedOn = async (page: Page): Promise<unknown[]> =>
  (await said(page)).flatMap((message) => {
    const { kind, text } = message as { kind: string; text?: string }; // as FromBusPage declares it
    return kind === 'heard' && text !== undefined ? [JSON.parse(text) as unknown] : [];
  });

/** Has the frame at `index` say something to its parent. */
async function frameSays(page: Page, index: number, message: unknown, origin = '*'): Promise<void> {
  const speaker = page.frames()[index];
  if (speaker === undefined) throw new Error(`there is no frame ${String(index)}`);
  await speaker.evaluate(([data, target]) => parent.postMessage(data, target as string), [message, origin]);
}

/** Adds a frame beside the bus's and waits for it. */
async function addFrame(page: Page, address: string): Promise<void> {
  await page.evaluate(async (src) => {
    const added = document.createElement('iframe');
    added.src = src;
    const loaded = new Promise((resolve) => {
      added.addEventListener('load', resolve, { once: true });
    });
    document.body.append(added);
    await loaded;
  }, address);
}

const granted = { type: 'AUTH.SSO_FULFILLED', payload: { credentials: { idToken: 'i', refreshToken: 'r' } } };
const code = { type: 'AUTH.SSO', payload: { code: 'the-secret-code', redirectUrl: 'https://relay.example' } };

test('the code goes to the bus frame and to no other, not even to one of the same origin', async ({
  host,
  sites,
}) => {
  await addFrame(host, sites.foreign.origin);
  await addFrame(host, sites.bus.origin);
  await tell(host, { kind: 'say', message: code });
  const heardBy = (index: number) =>
    host.frames()[index]?.evaluate(() => Reflect.get(window, 'heard') as object);
  await expect.poll(() => heardBy(1)).toEqual([{ data: code, origin: new URL(host.url()).origin }]);
  expect(await heardBy(2)).toEqual([]);
  expect(await heardBy(3)).toEqual([]);
  expect(await read(host, 'arrived')).toEqual([]);
});

test('the code goes nowhere once the frame shows another origin', async ({ host, sites }) => {
  await host.evaluate((src) => {
    const bus = document.querySelector('iframe');
    if (bus === null) throw new Error('the bus has no frame');
    bus.src = src;
  }, sites.foreign.origin);
  await expect.poll(() => host.frames()[1]?.url()).toBe(`${sites.foreign.origin}/`);
  await tell(host, { kind: 'say', message: code });
  // A message that may go anywhere comes after the other one.
  await host.evaluate(() => document.querySelector('iframe')?.contentWindow?.postMessage('last', '*'));
  const heard = () => host.frames()[1]?.evaluate(() => Reflect.get(window, 'heard') as { data: unknown }[]);
  await expect.poll(async () => (await heard())?.map(({ data }) => data)).toEqual(['last']);
  // Nor is it believed.
  await frameSays(host, 1, granted);
  await expect.poll(async () => (await read(host, 'arrived')).length).toBe(1);
  expect(await passedOn(host)).toEqual([]);
});

test('only the bus frame is believed: no other frame, window or message of the page itself', async ({
  host,
  sites,
}) => {
  await addFrame(host, sites.foreign.origin);
  await addFrame(host, sites.bus.origin);
  await frameSays(host, 2, granted);
  await frameSays(host, 3, granted);
  await host.evaluate((message) => {
    window.postMessage(message, location.origin);
    window.dispatchEvent(new MessageEvent('message', { data: message, origin: 'null' }));
  }, granted);
  const opened = host.waitForEvent('popup');
  await host.evaluate((address) => {
    window.open(address);
  }, sites.bus.origin);
  const popup = await opened;
  await popup.waitForLoadState();
  await popup.evaluate((message) => (window.opener as Window).postMessage(message, '*'), granted); // opened by a window
  await expect.poll(async () => (await read(host, 'arrived')).length).toBe(5);
  expect(await passedOn(host)).toEqual([]);

  await frameSays(host, 1, granted);
  await expect.poll(() => passedOn(host)).toEqual([granted]);
});

test('what is no message, or too long for one, is not passed on', async ({ host }) => {
  const refused: unknown[] = [
    null,
    'AUTH.SSO_FULFILLED',
    7,
    [granted],
    {},
    { type: 7 },
    { type: ['AUTH.SSO_FULFILLED'] },
    { type: 'AUTH.SSO_FULFILLED', payload: 'x'.repeat(longestBusMessage) },
  ];
  for (const message of refused) await frameSays(host, 1, message);
  await host.frames()[1]?.evaluate(() => {
    const cycle: Record<string, unknown> = { type: 'AUTH.SSO_FULFILLED' };
    cycle['payload'] = cycle;
    parent.postMessage(cycle, '*');
    parent.postMessage({ type: 'AUTH.SSO_FULFILLED', payload: 1n }, '*');
    parent.postMessage(new Map([['type', 'AUTH.SSO_FULFILLED']]), '*');
  });
  await frameSays(host, 1, granted);
  await expect.poll(() => passedOn(host)).toEqual([granted]);
  expect(await read(host, 'arrived')).toHaveLength(refused.length + 4);
});

test('the frame is boxed in: it opens nothing, leads nobody away, and is embedded once', async ({
  host,
  sites,
}) => {
  await tell(host, { kind: 'open', address: sites.foreign.origin });
  expect(await host.locator('iframe').count()).toBe(1);
  const box = host.locator('iframe');
  await expect(box).toHaveAttribute('sandbox', 'allow-scripts allow-same-origin');
  await expect(box).toHaveAttribute('referrerpolicy', 'no-referrer');
  const address = host.url();
  const opened = await host.frames()[1]?.evaluate(() => {
    const popup = window.open('about:blank');
    try {
      (window.top as Window).location.href = 'about:blank'; // there is one
    } catch (error) {
      return { popup: popup === null, refused: error instanceof DOMException };
    }
    return { popup: popup === null, refused: false };
  });
  expect(opened).toEqual({ popup: true, refused: true });
  expect(host.url()).toBe(address);
});
