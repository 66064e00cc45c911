import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BrowserWindow } from 'electron';
import { _electron, type ElectronApplication, expect, type Page, test as base } from 'playwright/test';
import { environment } from './launch.ts';
import type { Recorder } from '../shell/recorder.ts';

// Behaviour of the stand-in itself, shown on a toy app. On Electron there is nothing here to test.

const shell = path.join(import.meta.dirname, '../shell/electron');
const toy = path.join(import.meta.dirname, '../shell/toy');

interface Toy {
  invoke(channel: string, value?: unknown): Promise<unknown>;
  add(a: number, b: number): number;
  refuse(): void;
}

const test = base.extend<{ profile: string; app: ElectronApplication; page: Page }>({
  profile: async ({}, use) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-toy-'));
    await use(folder);
    fs.rmSync(folder, { recursive: true, force: true });
  },
  app: async ({ profile }, use) => {
    const app = await _electron.launch({
      executablePath: shell,
      args: [toy],
      env: toyEnvironment(profile),
      colorScheme: null,
    });
    await use(app);
    await app.close();
  },
  page: async ({ app }, use) => {
    const page = await app.firstWindow();
    await page.locator('body[data-listening]').waitFor(); // its script has run
    await use(page);
  },
});
test.describe.configure({ mode: 'default' });

const toyEnvironment = (profile: string): Record<string, string> =>
  environment({ TOY_PROFILE: profile, SWITCHDECK_HEADLESS: '1' });

/** Calls a function of the toy's bridge from the page. */
const invoke = (page: Page, channel: string, value?: unknown): Promise<unknown> =>
  page.evaluate(
    ([name, given]) => (Reflect.get(window, 'toy') as Toy).invoke(name as string, given), // exposed by the toy's preload script
    [channel, value],
  );

test.describe('the stand-in for Electron', { tag: '@stand-in' }, () => {
  test('shows a window of the size that was asked for, in the dark theme the app chose', async ({ page }) => {
    const seen = await page.evaluate(() => ({
      size: [innerWidth, innerHeight],
      dark: matchMedia('(prefers-color-scheme: dark)').matches,
      secure: isSecureContext,
    }));
    expect(seen).toEqual({ size: [640, 480], dark: true, secure: true });
  });

  test('carries values over the bridge as cloning would, and refuses what cannot be cloned', async ({
    page,
  }) => {
    const seen = await page.evaluate(async () => {
      const toy = Reflect.get(window, 'toy') as Toy; // exposed by the toy's preload script
      const bytes = await toy.invoke('echo', new Uint8Array([0, 127, 255]));
      const map = await toy.invoke('echo', new Map([['day', new Date(0)]]));
      return {
        sum: toy.add(2, 3),
        bytes: bytes instanceof Uint8Array ? [...bytes] : [],
        day: map instanceof Map ? Number(map.get('day')) : null,
        nothing: (await toy.invoke('echo')) === undefined,
        refused: await toy.invoke('echo', () => 1).catch(String),
      };
    });
    expect(seen).toEqual({
      sum: 5,
      bytes: [0, 127, 255],
      day: 0,
      nothing: true,
      refused: 'Error: An object could not be cloned.',
    });
  });

  test('gives errors of handlers and of the preload script as Electron words them', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const toy = Reflect.get(window, 'toy') as Toy; // exposed by the toy's preload script
      const thrown = ((): string => {
        try {
          toy.refuse();
          return 'nothing';
        } catch (error) {
          return error instanceof Error ? error.message : 'something else';
        }
      })();
      const failed = await toy.invoke('fail').catch(String);
      const unknown = await toy.invoke('nobody').catch(String);
      return { thrown, failed, unknown };
    });
    expect(seen).toEqual({
      thrown: 'no',
      failed: "Error: Error invoking remote method 'fail': TypeError: nope",
      unknown: "Error: Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    });
  });

  test('keeps the preload script in a world of its own and the exposed API frozen', async ({ page }) => {
    const seen = await page.evaluate(() => {
      const toy: unknown = Reflect.get(window, 'toy');
      return {
        leaks: ['require', 'process', 'module', 'secretOfThePreload'].filter((name) => name in window),
        bindings: Object.getOwnPropertyNames(window).filter((name) => /^[gbr][0-9a-f]{32}$/.test(name)),
        frozen: Object.isFrozen(toy),
        replaced: Reflect.set(window, 'toy', 1),
      };
    });
    expect(seen).toEqual({ leaks: [], bindings: [], frozen: true, replaced: false });
  });

  test("tells handlers the app's own address of the sender, before and after a reload", async ({ page }) => {
    expect(await invoke(page, 'sender')).toBe('app://toy/index.html');
    await page.reload();
    expect(await invoke(page, 'sender')).toBe('app://toy/index.html');
  });

  test('enforces the policy of the served page', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const violated = new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective), {
          once: true,
        });
      });
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      return { directive: await violated, ran: 'ran' in window };
    });
    expect(seen).toEqual({ directive: 'script-src-elem', ran: false });
  });

  test('lets the app refuse navigation and new windows, and permissions', async ({ app, page }) => {
    await page.getByText('leave').click();
    await page.getByText('open').click();
    await page.evaluate(() => window.open('https://example.invalid/scripted') === window);
    await expect
      .poll(() => invoke(page, 'told'))
      .toEqual(
        expect.arrayContaining([
          'navigate https://example.invalid/leave',
          'open https://example.invalid/open',
          'open https://example.invalid/scripted',
          'permission notifications',
        ]),
      );
    await expect.poll(() => app.windows().length).toBe(1);
    expect(await page.locator('h1').textContent()).toBe('Toy');
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  });

  test('delivers events until the page stops listening', async ({ app, page }) => {
    const sayByMenu = () =>
      app.evaluate(({ Menu }) => {
        const item = Menu.getApplicationMenu()?.getMenuItemById('say');
        item?.click();
      });
    await sayByMenu();
    await expect(page.locator('li')).toHaveText(['menu']);
    await app.evaluate((electron) => {
      const { trays, notifications } = Reflect.get(electron, 'standIn') as Recorder; // the stand-in's own extra member
      trays[0]?.emit('click');
      notifications[0]?.emit('click');
    });
    await expect(page.locator('li')).toHaveText(['menu', 'tray', 'notification']);
    await page.locator('#stop').click();
    await sayByMenu();
    expect(await invoke(page, 'told')).toContain('notification');
    await expect(page.locator('li')).toHaveText(['menu', 'tray', 'notification']);
  });

  test('tells the first instance what a second one was started with', async ({ page, profile }) => {
    const second = spawn(shell, [toy, 'toy:/link?x=1'], { env: toyEnvironment(profile), stdio: 'ignore' });
    const [code] = (await once(second, 'exit')) as [number | null]; // arguments of the event
    expect(code).toBe(0);
    await expect(page.locator('li')).toHaveText(['second toy:/link?x=1 with a date']);
  });

  test('takes over a lock whose owner has gone', async ({ profile }) => {
    fs.writeFileSync(path.join(profile, 'stand-in.lock'), '999999');
    const app = await _electron.launch({
      executablePath: shell,
      args: [toy],
      env: toyEnvironment(profile),
      colorScheme: null,
    });
    await (await app.firstWindow()).locator('h1').waitFor();
    await app.close();
    expect(fs.existsSync(path.join(profile, 'stand-in.lock'))).toBe(false);
  });

  test("gives a window's listeners a say in its closing", async ({ app, page }) => {
    const window = await app.browserWindow(page);
    await expect.poll(() => window.evaluate((it: BrowserWindow) => it.isVisible())).toBe(true); // after its first paint
    await invoke(page, 'stay');
    const ended = app.waitForEvent('close');
    expect(
      await window.evaluate((it: BrowserWindow) => {
        it.close();
        return it.isDestroyed();
      }),
    ).toBe(false);
    await app.evaluate((electron) => {
      setImmediate(() => electron.app.exit(0)); // after this call has been answered
    });
    await ended;
  });

  test('ends when it is asked to quit, and leaves no lock', async ({ app, page, profile }) => {
    const ended = once(app.process(), 'exit');
    expect(await page.title()).toBe('Toy');
    await app.close();
    expect((await ended)[0]).toBe(0);
    expect(fs.existsSync(path.join(profile, 'stand-in.lock'))).toBe(false);
  });
});
