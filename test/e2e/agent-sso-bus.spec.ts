import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from 'playwright';
import type { Account } from '../../domain/account.ts';
import { relayPaths } from '../../domain/relay.ts';
import { ask } from './desk.ts';
import { expect, test as base } from './fixture.ts';
import type { LaunchedApp } from './launch.ts';

// The half of agent SSO that speaks to the bus. Its code comes straight from the simulator, through a relay that is
// played; browser, real relay and link are agent-sso.spec.ts's.

const redirectUrl = 'https://relay.example/aircall/sso/callback';
/** Any handle: the played relay has one answer for all. */
const handle = 'h'.repeat(43);

interface SignIn {
  readonly started: LaunchedApp;
  /** Signs the person at a position in; gives the code that was used and how the attempt ended. */
  as(
    person: number,
  ): Promise<{ readonly code: string; readonly stage: string; readonly said: string | null }>;
}

const test = base.extend<{ signIn: SignIn }>({
  signIn: async ({ launch, simulators }, use) => {
    let code = '';
    const relay = http.createServer((request, response) => {
      const redeemed = request.method === 'POST' && request.url === relayPaths.redeem;
      response.writeHead(redeemed ? 200 : 204, { 'content-type': 'application/json' });
      response.end(redeemed ? JSON.stringify({ provider: 'aircall-sso', code, redirectUrl }) : undefined);
    });
    await new Promise<void>((resolve) => {
      relay.listen(0, '127.0.0.1', resolve);
    });
    const { port } = relay.address() as AddressInfo; // listening on a port
    const origin = `http://127.0.0.1:${String(port)}`;
    const started = await launch({ endpoints: { ...simulators.endpoints, relay: origin } });
    await use({
      started,
      async as(person) {
        const { page } = started;
        code = simulators.aircall.bus.codeFor(person, redirectUrl);
        const begun = await ask(page, 'signIn.begin', { way: 'aircall-sso', label: null, renew: null });
        if (!begun.ok) throw new Error(begun.failure.code);
        await ask(page, 'signIn.paste', { text: handle });
        const attempt = async () => {
          const reading = await ask(page, 'signIn.attempt', {});
          return reading.ok ? reading.value : null;
        };
        // The page takes an attempt that is done off the desk; one that failed it leaves there.
        await expect.poll(async () => (await attempt())?.stage ?? 'done').toMatch(/done|failed/);
        const ended = await attempt();
        return { code, stage: ended?.stage ?? 'done', said: ended?.providerSaid ?? null };
      },
    });
    relay.close();
    relay.closeAllConnections();
  },
});

async function onlyAccount(page: Page): Promise<Account> {
  const accounts = await ask(page, 'accounts.list', {});
  const [account] = accounts.ok ? accounts.value : [];
  if (account === undefined) throw new Error('there is no account');
  return account;
}
const statusOf = async (page: Page): Promise<string> => (await onlyAccount(page)).status;

/** The page around the bus frame. */
async function busPageOf({ app }: LaunchedApp): Promise<Page> {
  const isBusPage = async (page: Page): Promise<boolean> => page.evaluate(() => 'busHost' in window);
  for (const page of app.windows()) if (await isBusPage(page)) return page;
  throw new Error('no window has a bus page');
}
const windowsOf = ({ app }: LaunchedApp) =>
  app.evaluate(({ BrowserWindow: windows }) =>
    windows.getAllWindows().map((window) => ({
      visible: window.isVisible(),
      url: window.webContents.getURL().replace(/#.*/, ''),
    })),
  );

/** Every file below a folder that holds a text, whatever kind of file it is. */
const filesWith = (folder: string, text: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => fs.readFileSync(file).includes(text));

test('an agent is signed in by a bus that nobody sees, and who they are is all the account has', async ({
  signIn,
  simulators,
}) => {
  const { stage } = await signIn.as(2);
  expect(stage).toBe('done');
  const [person] = simulators.world.people('aircall').slice(2);
  const { page } = signIn.started;
  const account = await onlyAccount(page);
  expect(account).toMatchObject({
    provider: 'aircall',
    way: 'aircall-sso',
    signedInAs: person?.email,
    agent: { email: person?.email, company: simulators.world.companyName },
    capabilities: { calls: 'refused', switchboard: 'refused' },
  });
  expect(account.status).toMatch(/signed-in|memory-only/);
  const days = ((account.health.tokenExpiresAt ?? 0) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(90);
  expect(await windowsOf(signIn.started)).toEqual([
    { visible: true, url: 'app://ui/index.html' },
    { visible: false, url: 'app://bus/bus-host/index.html' },
  ]);
});

test('renewals reach the account while the app runs, and so does the end', async ({ signIn, simulators }) => {
  await signIn.as(0);
  const { bus } = simulators.aircall;
  const { page } = signIn.started;
  await expect.poll(() => bus.list()[0]?.listening).toBe(true);
  const before = (await onlyAccount(page)).health.tokenObtainedAt;
  expect(bus.refresh()).toBe(1);
  await expect.poll(async () => (await onlyAccount(page)).health.tokenObtainedAt).not.toBe(before);
  expect(bus.expire()).toBe(1);
  await expect.poll(() => statusOf(page)).toBe('needs-sign-in');
  await expect.poll(async () => (await windowsOf(signIn.started)).length).toBe(1);
});

test('one frame an account: signing in again replaces it, signing out removes it', async ({ signIn }) => {
  await signIn.as(1);
  await signIn.as(1);
  await expect.poll(async () => (await windowsOf(signIn.started)).length).toBe(2);
  const { page } = signIn.started;
  const { id } = await onlyAccount(page);
  await ask(page, 'accounts.signOut', { id, forgetCalls: true });
  await expect.poll(async () => (await windowsOf(signIn.started)).length).toBe(1);
});

test('a refusal is told in the words of the provider, and leaves neither account nor window', async ({
  signIn,
  simulators,
}) => {
  simulators.aircall.control.switches.change({ bus: { rejects: 'object' } });
  const { stage, said } = await signIn.as(0);
  expect([stage, said]).toEqual(['failed', 'The single sign-on of this company was switched off.']);
  const accounts = await ask(signIn.started.page, 'accounts.list', {});
  expect(accounts).toEqual({ ok: true, value: [] });
  await expect.poll(async () => (await windowsOf(signIn.started)).length).toBe(1);
});

test('neither page reaches the other, and what is not of the bus frame changes nothing', async ({
  signIn,
  simulators,
  profile,
}) => {
  await signIn.as(0);
  const { page } = signIn.started;
  const busPage = await busPageOf(signIn.started);
  expect(await busPage.evaluate(() => 'switchdeck' in window)).toBe(false);
  expect(await page.evaluate(() => 'busHost' in window)).toBe(false);
  const [mine, theirs] = [new URL(page.url()).origin, new URL(busPage.url()).origin];
  expect(mine).not.toBe(theirs);
  const statusAt = (name: string): Promise<number> =>
    page.evaluate(async (address) => (await fetch(address)).status, name);
  // The app's page may read its own files, and the other page's are none of them.
  expect(await statusAt('/index.html')).toBe(200);
  expect(await statusAt('/bus-host/index.html')).toBe(404);

  // The window speaks to itself, in the bus's words.
  await busPage.evaluate(() => {
    window.postMessage({ type: 'AUTH.REFRESH_TOKEN_EXPIRED' }, location.origin);
    const bridge = Reflect.get(window, 'busHost') as { send(message: unknown): void }; // exposed by its preload script
    for (const junk of [null, 7, { kind: 'heard' }, { kind: 'heard', text: '{' }, { kind: 'quit' }])
      bridge.send(junk);
  });
  // Nowhere to go for the page, no window, and one origin only for the frame.
  const address = busPage.url();
  const frame = busPage.frames()[1];
  expect(frame?.url()).toBe(`${simulators.aircall.busUrl}/`);
  await busPage.evaluate((foreign) => {
    window.open(foreign);
    location.href = foreign;
  }, simulators.aircall.url);
  const log = path.join(profile, 'logs/switchdeck.log');
  for (const refused of ['page.window-refused', 'page.navigation-refused'])
    await expect.poll(() => fs.readFileSync(log, 'utf8')).toContain(refused);
  expect(busPage.url()).toBe(address);
  const moved = busPage.waitForEvent('framenavigated');
  await frame?.evaluate((foreign) => {
    location.href = foreign;
  }, simulators.aircall.url);
  expect((await moved).url()).not.toContain(simulators.aircall.url);
  expect(await windowsOf(signIn.started)).toHaveLength(2);
  expect(await statusOf(page)).toMatch(/signed-in|memory-only/);
});

test('code and tokens are in no file, log, output or reply', async ({ signIn, simulators, profile }) => {
  const { code } = await signIn.as(3);
  await expect.poll(() => simulators.aircall.bus.list()[0]?.listening).toBe(true);
  simulators.aircall.bus.refresh();
  const { page, output, close } = signIn.started;
  const replies = JSON.stringify(
    await Promise.all([
      ask(page, 'accounts.list', {}),
      ask(page, 'signIn.attempt', {}),
      ask(page, 'me.read', {}),
      ask(page, 'sync.read', {}),
    ]),
  );
  const urls = JSON.stringify(await windowsOf(signIn.started));
  await close();
  for (const secret of [code, 'simulated-id-token', 'simulated-refresh-token']) {
    expect(replies).not.toContain(secret);
    expect(urls).not.toContain(secret);
    expect(output()).not.toContain(secret);
    expect(filesWith(profile, secret)).toEqual([]);
  }
});
