import type { ElectronApplication, Page } from 'playwright';
import type { Simulators } from '../simulators/index.ts';
import { cardKey } from '../../renderer/live/card-key.ts';
import { defaultAlertRules, type LiveStatus } from '../../domain/live.ts';
import { tabTo } from './by-keyboard.ts';
import { ask, fillVoipex, goTo } from './desk.ts';
import { expect, test as base } from './fixture.ts';
import { clickNotice, noticesOf, watchNotices } from './notices.ts';
import { type RunningRelay, startRelay } from './relay.ts';
import { signInThroughRelay } from './through-relay.ts';

/** A company whose events reach the app through a relay. */
const test = base.extend<{ relay: RunningRelay; started: { app: ElectronApplication; page: Page } }>({
  relay: async ({ simulators, profile }, use) => {
    const relay = await startRelay(simulators, profile);
    await use(relay);
    await relay.close();
  },
  started: async ({ launch, relay, simulators }, use) => {
    simulators.aircall.control.limits.change({ perMinute: 9_000 });
    const { args = [], env = {}, endpoints } = relay.launch(simulators);
    const { app, page } = await launch({
      args,
      endpoints: endpoints ?? null,
      env: { ...env, SWITCHDECK_OPEN: '', SWITCHDECK_REGISTER_LINKS: '0' },
    });
    await watchNotices(app);
    await signInThroughRelay(app, page, relay);
    await use({ app, page });
  },
});

async function signInToVoipex(page: Page, { voipex }: Simulators): Promise<void> {
  await page.getByRole('button', { name: /^VoIPEX/ }).click();
  await fillVoipex(page, voipex);
  await page.getByRole('button', { name: 'Open the calls' }).click();
}

async function statusOf(page: Page): Promise<LiveStatus | undefined> {
  const statuses = await ask(page, 'live.read', {});
  return statuses.ok ? statuses.value[0] : undefined;
}
const isLive = (page: Page): Promise<void> =>
  expect.poll(async () => (await statusOf(page))?.state, { timeout: 20_000 }).toBe('live');

const nameOf = ({ world }: Simulators, contact: number): string => {
  const { firstName, lastName } = world.contact(contact);
  return `${firstName} ${lastName}`;
};

/** From now on events come, and the agent hears of every call. */
async function hearOfEveryCall(page: Page): Promise<void> {
  await isLive(page);
  await tellOfEveryCall(page);
}

/** The agent wants to hear of every call: a company's access does not tell who they are. */
async function tellOfEveryCall(page: Page): Promise<void> {
  const settings = await ask(page, 'alertSettings.read', {});
  if (!settings.ok) throw new Error(settings.failure.code);
  for (const { accountId } of settings.value)
    await ask(page, 'alertSettings.write', {
      accountId,
      personId: null,
      rules: { ...defaultAlertRules, whose: 'everybody' },
    });
}

const now = (page: Page) => page.getByRole('region', { name: 'Now', exact: true });
const cards = (page: Page) => page.getByRole('region', { name: 'Calls for you' });

const firstRow = (page: Page) => page.locator('[data-row="0"]');

test('a call is told of as it happens: it rings, is taken, is over, and is then in the list', async ({
  started: { app, page },
  simulators,
}) => {
  const { aircall } = simulators;
  await hearOfEveryCall(page);
  const name = nameOf(simulators, 3);
  const call = aircall.control.calls.ring({ contactIndex: 3, rungIndexes: [0] });
  await expect(now(page).getByText(name)).toBeVisible();
  await expect(cards(page).getByText(name)).toBeVisible();
  await expect(cards(page).getByText('Ringing')).toBeVisible();
  await expect.poll(async () => (await noticesOf(app)).map(({ title }) => title)).toEqual([name]);

  aircall.control.calls.answer(call, { personIndex: 0 });
  await expect(now(page).getByText(/Talking/)).toBeVisible();
  await expect(now(page).getByRole('timer')).toBeVisible();
  await expect.poll(() => noticesOf(app)).toMatchObject([{ closed: true }]);
  aircall.control.calls.hangUp(call);
  await expect(now(page)).toHaveCount(0);
  await expect(firstRow(page)).toContainText(name);
  await expect(cards(page).getByText(/Ended at/)).toBeVisible();
});

test('clicking a notification brings its call, among several', async ({
  started: { app, page },
  simulators,
}) => {
  const { aircall } = simulators;
  await hearOfEveryCall(page);
  const named = (contact: number): string => nameOf(simulators, contact);
  for (const index of [3, 5, 8]) {
    aircall.control.calls.ring({ contactIndex: index, rungIndexes: [0] });
    await expect(cards(page).getByText(named(index)).first()).toBeVisible();
  }
  await expect.poll(async () => (await noticesOf(app)).length).toBe(3);
  const titles = (await noticesOf(app)).map(({ title }) => title);
  await goTo(page, 'Settings');
  await clickNotice(app, titles.indexOf(named(5)));
  await expect(page.locator(':focus')).toContainText(named(5));
});

test('a card is reached, used and left by keyboard alone', async ({ started: { app, page }, simulators }) => {
  const { aircall } = simulators;
  await hearOfEveryCall(page);
  aircall.control.calls.ring({ contactIndex: 3, rungIndexes: [0] });
  await expect.poll(async () => (await noticesOf(app)).length).toBe(1);
  await expect(cards(page)).toBeVisible();
  const focused = await page.evaluate(() => document.activeElement?.className);
  expect(focused).not.toContain('call-card');
  await page.keyboard.press(cardKey);
  await tabTo(page, cards(page).getByRole('button', { name: /Call back later/ }));
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'In an hour' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page
    .getByText(/^To be called back/)
    .first()
    .waitFor();
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await expect(cards(page).locator(':focus')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+2');
  await expect(page.getByRole('region', { name: 'Call back', exact: true })).toContainText(
    nameOf(simulators, 3),
  );
});

test('a relay that goes away and comes back leaves no gap, and the app says how it stands', async ({
  started: { page },
  simulators: { aircall },
  relay,
}) => {
  const stored = async (): Promise<number> => {
    const facets = await ask(page, 'calls.facets', {});
    return facets.ok ? facets.value.total : -1;
  };
  const atAircall = (): number => aircall.control.calls.over(10_000).length;
  await isLive(page);
  await expect.poll(stored, { timeout: 30_000 }).toBe(atAircall());
  await relay.stop();
  await expect.poll(async () => (await statusOf(page))?.state, { timeout: 20_000 }).not.toBe('live');
  await page.locator('.sync-state[data-kind="behind"]').waitFor();
  const missed = aircall.control.calls.ring({ contactIndex: 4 });
  aircall.control.calls.answer(missed);
  aircall.control.calls.hangUp(missed);
  await relay.start();
  await isLive(page);
  await expect.poll(stored, { timeout: 20_000 }).toBe(atAircall());
});

test('VoIPEX tells of calls by being asked every few seconds', async ({ launch, simulators }) => {
  const { app, page } = await launch();
  await watchNotices(app);
  await page.getByRole('button', { name: /^Aircall/ }).waitFor();
  await signInToVoipex(page, simulators);
  await tellOfEveryCall(page);
  const call = simulators.voipex.control.calls.ring({ contactIndex: 2, rungIndexes: [0] });
  await expect(cards(page)).toBeVisible();
  await expect(now(page)).toBeVisible();
  await expect.poll(async () => (await noticesOf(app)).length).toBe(1);
  simulators.voipex.control.calls.answer(call);
  await expect(now(page).getByText(/Talking/)).toBeVisible();
  simulators.voipex.control.calls.hangUp(call);
  await expect(now(page)).toHaveCount(0);
});
