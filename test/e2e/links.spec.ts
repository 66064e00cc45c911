import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { handle, hostileLinks, state } from '../main/links/hostile-links.ts';
import { ask, signInToAircall } from './desk.ts';
import { expect, test } from './fixture.ts';
import type { LaunchedApp } from './launch.ts';

const scheme = 'dev.switchdeck';
const start = `${scheme}:/auth/start`;
/** Well-formed, of a sign-in that nobody began. */
const forged = `${scheme}:/auth/callback?h=${handle}&state=${state}`;

const signInDialog = (page: Page) => page.getByRole('dialog', { name: 'Add an account' });

const attemptOf = async (page: Page) => {
  const attempt = await ask(page, 'signIn.attempt', {});
  return attempt.ok ? attempt.value : 'unanswered';
};

/** Puts the window away, as somebody does who works in another program. */
const minimise = (app: LaunchedApp['app']): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
const isMinimised = (app: LaunchedApp['app']): Promise<boolean | undefined> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized());

test('a link that starts the app shows the sign-in and begins nothing', async ({ launch, simulators }) => {
  const first = await launch();
  await signInToAircall(first.page, simulators);
  await first.close();

  const { page } = await launch({ args: ['--', start] });
  await expect(signInDialog(page)).toBeVisible();
  expect(await attemptOf(page)).toBeNull();
});

test('a forged link that starts the app changes nothing', async ({ launch, simulators }) => {
  const first = await launch();
  await signInToAircall(first.page, simulators);
  await first.close();

  const { page, output } = await launch({ args: ['--', forged] });
  await expect(page.getByRole('grid').getByRole('row').first()).toBeVisible();
  await expect(signInDialog(page)).toBeHidden();
  expect(await attemptOf(page)).toBeNull();
  expect(output()).not.toContain(handle);
});

test('a link brings the running app forward and shows the sign-in', async ({ launch, simulators }) => {
  const { app, page, again } = await launch();
  await signInToAircall(page, simulators);
  await minimise(app);
  expect(await isMinimised(app)).toBe(true);
  expect(await again('--', start)).toBe(0);
  await expect(signInDialog(page)).toBeVisible();
  expect(await isMinimised(app)).toBe(false);
  expect(await attemptOf(page)).toBeNull();
});

test('starting the app again brings its window forward', async ({ launch }) => {
  const { app, again } = await launch();
  await minimise(app);
  expect(await again()).toBe(0);
  await expect.poll(() => isMinimised(app)).toBe(false);
});

test('a sign-in under way survives whatever links arrive', async ({ launch, simulators, profile }) => {
  const { page, again, output } = await launch({
    // Nobody answers there, and nobody is asked before the browser comes back.
    endpoints: { ...simulators.endpoints, relay: 'http://127.0.0.1:9' },
  });
  await ask(page, 'signIn.begin', { way: 'aircall-oauth', label: null, renew: null });
  const before = await attemptOf(page);
  expect(before).toMatchObject({ stage: 'waiting', way: 'aircall-oauth' });

  expect(await again('--', forged)).toBe(0);
  expect(await again('--', forged, start)).toBe(0);
  expect(await again(`--connection-file=${path.join(profile, 'none.txt')}`, '--', start)).toBe(0);
  const [name, hostile] = hostileLinks.find(([, link]) => link.includes('error_description')) ?? ['', ''];
  expect(name).not.toBe('');
  expect(await again('--', hostile)).toBe(0);

  expect(await attemptOf(page)).toEqual(before);
  const log = fs.readFileSync(path.join(profile, 'logs/switchdeck.log'), 'utf8');
  for (const text of [log, output()]) {
    expect(text).not.toContain(handle);
    expect(text).not.toContain(state);
    expect(text).not.toContain('/auth/');
  }
});

test(
  'a link opened on the desktop reaches the running app through its own handler',
  { tag: '@desktop' },
  async ({ launch, simulators }) => {
    const { page } = await launch({ env: { SWITCHDECK_REGISTER_LINKS: '1' } });
    await signInToAircall(page, simulators);
    const handler = (): string =>
      execFileSync('xdg-mime', ['query', 'default', `x-scheme-handler/${scheme}`], { encoding: 'utf8' });
    await expect.poll(handler).toBe(`${scheme}.desktop\n`);
    execFileSync('xdg-open', [start]);
    await expect(signInDialog(page)).toBeVisible();
  },
);
