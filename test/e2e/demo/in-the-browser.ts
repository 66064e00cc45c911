import type { Page } from 'playwright';
import { ask } from '../desk.ts';
import { type Desk, english, inLooks, type Look, looks, type Step, twoLooks, wear, wordsOf } from './desk.ts';
import type { Outside } from './outside.ts';

/** What a step needs that leaves the app. */
interface Outdoors extends Desk {
  readonly outside: Outside;
}

const { signIn, welcome } = wordsOf('en');

async function chooseWay(page: Page, way: keyof typeof signIn.ways): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${signIn.ways[way].name}`, 'u') }).click();
}

/** Waits until the app has sent the browser off. */
async function waitsForBrowser({ page }: Desk): Promise<void> {
  await page.getByRole('heading', { name: signIn.waiting.title }).waitFor();
  await page.getByRole('button', { name: signIn.waiting.openAgain }).waitFor();
}

async function pasteInto({ page }: Desk, field: string, text: string): Promise<void> {
  await page.getByLabel(field).fill(text);
  await page.getByRole('button', { name: signIn.paste.submit, exact: true }).click();
}

/** Takes the code off the relay's page, as somebody would whose browser does not find the app. */
const takeCode = async (tab: Page): Promise<string> => (await tab.locator('#code').textContent()) ?? '';

/** Pictures of a page that the browser shows, in every look: the same browser, set to other languages and themes. */
async function pageInLooks(
  { album, outside }: Outdoors,
  name: string,
  address: string,
  wanted: readonly Look[] = looks,
): Promise<void> {
  const opened = wanted.map(async (look) => {
    const tab = await outside.openIn(look);
    await tab.goto(address);
    await tab.locator(`html[lang="${look.language}"]`).waitFor();
    const ways = tab.locator('#ways'); // not on every page, and there only after a while
    if ((await ways.count()) > 0) await ways.waitFor();
    return { tab, file: `${name}-${look.language}-${look.theme}` };
  });
  for (const { tab, file } of await Promise.all(opened)) {
    await album.take(tab, file);
    await tab.context().close();
  }
}

const wrongSecret: Step<Outdoors> = {
  title: 'An own client with a wrong secret: its address is pasted, Aircall says what it dislikes',
  run: async (desk) => {
    const { page, simulators, outside } = desk;
    const callback = 'https://crm.lumora.example/aircall/callback';
    await wear(page, english);
    await page.getByRole('button', { name: /^Aircall/u }).click();
    await chooseWay(page, 'aircall-own-client');
    await page.getByLabel(signIn.ownClient.clientId).fill(simulators.aircall.clientId);
    await page.getByLabel(signIn.ownClient.clientSecret, { exact: true }).fill('not-the-secret');
    await page.getByLabel(signIn.ownClient.callbackUrl).fill(callback);
    await page.getByRole('button', { name: signIn.before.open }).click();
    await waitsForBrowser(desk);
    await inLooks(desk, 'waiting-for-address', twoLooks);
    const tab = await outside.follow();
    // Nobody answers there; the address bar has it all the same.
    const left = tab.waitForRequest((request) => request.url().startsWith(callback));
    await tab.getByRole('link', { name: 'Authorize' }).click();
    await pasteInto(desk, signIn.paste.address, (await left).url());
    await page.getByRole('heading', { name: signIn.ended.title }).waitFor();
    await inLooks(desk, 'wrong-secret');
    for (const _ of [1, 2, 3])
      await page.getByRole('button', { name: welcome.form.back, exact: true }).click();
    await page.getByRole('heading', { name: welcome.title }).waitFor();
  },
};

const refused: Step<Outdoors> = {
  title: 'A consent that is refused: the browser hands it over on this computer',
  run: async (desk) => {
    const { page, outside } = desk;
    await page.getByRole('button', { name: /^Aircall/u }).click();
    await chooseWay(page, 'aircall-oauth');
    await waitsForBrowser(desk);
    // With scripts the page tries to open the app, and the browser's own question about it covers the page.
    const tab = await outside.follow({ scripts: false });
    await tab.getByRole('link', { name: 'Refuse' }).click();
    await tab.waitForURL(`${outside.relay.origin}/done`);
    await pageInLooks(desk, 'relay-refused', tab.url());
    await tab.locator('#loopback').click();
    await tab.waitForURL(/^http:\/\/127\.0\.0\.1/u);
    await desk.album.take(tab, 'handed-over-refused');
    await page.getByRole('heading', { name: signIn.ended.title }).waitFor();
    await inLooks(desk, 'consent-refused', twoLooks);
    await page.getByRole('button', { name: welcome.form.back, exact: true }).click();
  },
};

const agent: Step<Outdoors> = {
  title: 'An agent signs in with their own account: the app knows who they are',
  run: async (desk) => {
    const { page, outside, simulators } = desk;
    const [person] = simulators.world.people('aircall');
    const name = `${person?.firstName ?? ''} ${person?.lastName ?? ''}`;
    await chooseWay(page, 'aircall-sso');
    await waitsForBrowser(desk);
    await inLooks(desk, 'waiting-agent', twoLooks);
    const tab = await outside.follow();
    await tab.getByRole('link', { name, exact: true }).click();
    const code = await takeCode(tab);
    await page.locator('.other-ways').waitFor();
    await pasteInto(desk, signIn.paste.code, code);
    await page.getByRole('heading', { name: signIn.who.title.replace('{{name}}', name) }).waitFor();
    await inLooks(desk, 'you-are');
    await page.getByRole('button', { name: signIn.who.add }).click();
  },
};

const administrator: Step<Outdoors> = {
  title: 'An administrator signs in to Aircall in the browser; the first calls are fetched',
  run: async (desk) => {
    const { page, outside, simulators } = desk;
    const slow = ['^/v1/calls\\?', '^/v1/users'].map((path) =>
      simulators.aircall.control.faults.add({ path, fault: { kind: 'delay', ms: 1500 } }),
    );
    await chooseWay(page, 'aircall-oauth');
    await waitsForBrowser(desk);
    await inLooks(desk, 'waiting');
    const tab = await outside.follow();
    await desk.album.take(tab, 'consent');
    await tab.getByRole('link', { name: 'Authorize' }).click();
    await tab.waitForURL(`${outside.relay.origin}/done`);
    const code = await takeCode(tab);
    await pageInLooks(desk, 'relay-landing', tab.url());
    await page.locator('.other-ways').waitFor();
    await inLooks(desk, 'waiting-other-ways');
    await pasteInto(desk, signIn.paste.code, code);
    const { title, open } = welcome.pull;
    await page.getByRole('heading', { name: title }).waitFor();
    await desk.album.take(page, 'first-pull');
    await page.getByRole('button', { name: open }).click();
    await page.getByRole('navigation').waitFor();
    await desk.album.take(page, 'calls-arriving');
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Switchboard/u })
      .click();
    await page.locator('.skeleton-card, [data-presence]').first().waitFor();
    await desk.album.take(page, 'switchboard-arriving');
    for (const fault of slow) simulators.aircall.control.faults.clear(fault);
  },
};

const install: Step<Outdoors> = {
  title: 'An administrator connects the company from Aircall’s Dashboard',
  run: async (desk) => {
    const { outside } = desk;
    const { origin } = outside.relay;
    await pageInLooks(desk, 'relay-install', `${origin}/aircall/install`);
    const tab = await outside.browser.newPage();
    await tab.goto(`${origin}/aircall/install`);
    await tab.getByRole('link', { name: /Continue/u }).click();
    await tab.getByRole('link', { name: 'Authorize' }).click();
    await tab.waitForURL(`${origin}/aircall/installed`);
    await pageInLooks(desk, 'relay-installed', tab.url());
    await pageInLooks(desk, 'relay-not-installed', `${origin}/aircall/not-installed`, twoLooks);
    await pageInLooks(desk, 'relay-foreign', `${origin}/aircall/callback?code=a&state=b`, twoLooks);
    await tab.close();
  },
};

const mine: Step = {
  title: 'My calls, which follow from the agent’s account',
  run: async (desk) => {
    const { page } = desk;
    const me = await ask(page, 'me.read', {});
    if (!me.ok) throw new Error(`Nobody knows who is signed in: ${me.failure.code}`);
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Calls/u })
      .click();
    const chip = page.getByRole('button', { name: wordsOf('en').acting.me.calls, exact: true });
    await chip.click();
    await page.locator('[data-row="0"]:not(.call-row-waiting)').waitFor();
    await desk.album.take(page, 'my-calls');
    await page.getByRole('button', { name: wordsOf('en').calls.filters.clear }).click();
  },
};

/** Through the browser to Aircall, from the first run to the first calls. */
export const inTheBrowser: readonly Step<Outdoors>[] = [wrongSecret, refused, agent, administrator, install];

/** What it is good for to know who the agent is; the calls must be there. */
export const agentsOwn: readonly Step[] = [mine];
