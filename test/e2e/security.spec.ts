import { expect, test } from './fixture.ts';
import { operationNames, eventNames } from '../../domain/channels.ts';

// Electron's own security checklist, point by point, on the running app.

test('the page has no Node, no Electron and no way to them', async ({ launch }) => {
  const { page } = await launch();
  const reachable = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
      (name) => name in window,
    ),
  );
  expect(reachable).toEqual([]);
});

test('the page sees the contract and nothing else, and cannot change it', async ({ launch }) => {
  const { page } = await launch();
  const bridge = await page.evaluate(() => {
    const desk = window.switchdeck;
    const replaced = Reflect.set(desk.operations, 'accounts.list', () => 'mine');
    return {
      parts: Object.keys(desk),
      operations: Object.keys(desk.operations),
      events: Object.keys(desk.events),
      replaced,
    };
  });
  expect(bridge.parts).toEqual(['operations', 'events']);
  expect(bridge.operations).toEqual([...operationNames]);
  expect(bridge.events).toEqual([...eventNames]);
  expect(bridge.replaced).toBe(false);
});

test('the policy stops inline code, eval, foreign hosts and frames', async ({ launch, simulators }) => {
  const { page } = await launch();
  const policy = await page.evaluate(async () =>
    (await fetch('/index.html')).headers.get('content-security-policy'),
  );
  expect(policy).toContain("default-src 'none'");
  const stopped = await page.evaluate(async (foreign) => {
    const seen: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
    const inline = document.createElement('script');
    inline.textContent = 'window.inlineRan = true';
    document.head.append(inline);
    const frame = document.createElement('iframe');
    frame.src = foreign;
    document.body.append(frame);
    const fetched = await fetch(foreign).then(
      () => true,
      () => false,
    );
    // In a task of its own: what a debugger evaluates directly is exempt from the policy.
    const evaluated = await new Promise((resolve) =>
      setTimeout(() => {
        try {
          resolve(Reflect.apply(Reflect.get(window, 'eval'), window, ['true']));
        } catch {
          resolve(false);
        }
      }),
    );
    return { fetched, evaluated, inlineRan: 'inlineRan' in window, seen };
  }, `${simulators.aircall.url}/v1/ping`);
  expect(stopped).toMatchObject({ fetched: false, evaluated: false, inlineRan: false });
  expect(stopped.seen).toEqual(expect.arrayContaining(['connect-src']));
});

test('nothing on the page is loaded from elsewhere', async ({ launch }) => {
  const { page } = await launch();
  const origins = await page.evaluate(() => [
    ...new Set(performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin)),
  ]);
  expect(origins).toEqual([await page.evaluate(() => location.origin)]);
});

test('the page cannot navigate away', async ({ launch, simulators }) => {
  const { page } = await launch();
  const address = page.url();
  await page.evaluate((foreign) => {
    location.href = foreign;
  }, simulators.aircall.url);
  await expect(page.getByRole('main')).toBeVisible();
  expect(page.url()).toBe(address);
});

test('the page cannot open a window or attach a webview', async ({ launch, simulators }) => {
  const { app, page } = await launch();
  await page.evaluate((foreign) => {
    window.open(foreign);
    const view = document.createElement('webview');
    view.setAttribute('src', foreign);
    document.body.append(view);
  }, simulators.aircall.url);
  await expect
    .poll(() => app.evaluate(({ BrowserWindow: windows }) => windows.getAllWindows().length))
    .toBe(1);
  await expect(page.getByRole('main')).toBeVisible();
});

test('every permission is denied', async ({ launch }) => {
  const { page } = await launch();
  const states = await page.evaluate(async () => ({
    notifications: await Notification.requestPermission(),
    geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
    microphone: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      () => 'denied',
    ),
  }));
  expect(states).toEqual({ notifications: 'denied', geolocation: 'denied', microphone: 'denied' });
});

test('junk sent over the bridge is refused by name and harms nothing', async ({ launch }) => {
  const { page } = await launch();
  const replies = await page.evaluate(async (names) => {
    const desk = window.switchdeck;
    return Promise.all(
      names.map(async (name) => {
        const reply = await desk.operations[name]({ junk: true } as never); // against its contract on purpose
        return reply.ok ? 'served' : reply.failure.code;
      }),
    );
  }, operationNames);
  expect(new Set(replies)).toEqual(new Set(['invalid-request']));
  await expect(page.getByRole('main')).toBeVisible();
});

test('a second start brings the first window forward and ends', async ({ launch, profile, simulators }) => {
  const { app } = await launch();
  const [executable, args] = await app.evaluate(() => [process.execPath, process.argv.slice(1)] as const);
  const { spawnSync } = await import('node:child_process');
  const second = spawnSync(
    executable,
    args.filter((argument) => !argument.startsWith('--')),
    {
      env: {
        ...process.env,
        SWITCHDECK_PROFILE: profile,
        SWITCHDECK_ENDPOINTS: JSON.stringify(simulators.endpoints),
      },
      timeout: 30_000,
    },
  );
  expect(second.status).toBe(0);
  expect(await app.evaluate(({ BrowserWindow: windows }) => windows.getAllWindows().length)).toBe(1);
});
