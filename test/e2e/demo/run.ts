/**
 * The demo itself; `npm run demo` starts it with what the app shall run on in the environment. Both phone systems and a
 * relay run on loopback, the app gets a fresh profile. With a window it signs in and stays for the user; without one it walks
 * through the screens, takes pictures and ends. Exit code 1 when a step failed.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startAircall } from '../../simulators/aircall/index.ts';
import { startSimulators } from '../../simulators/index.ts';
import { createWorld } from '../../simulators/world/create-world.ts';
import { serveCompanies } from '../../support/two-companies.ts';
import { ask } from '../desk.ts';
import { launchApp, type LaunchedApp, projectRoot } from '../launch.ts';
import { startRelay } from '../relay.ts';
import { aircallByForm, everythingThere, signInToBoth, voipexByForm } from './accounts.ts';
import { Album } from './album.ts';
import { amongColleagues } from './colleagues.ts';
import { byConnectionString } from './connection-string.ts';
import type { Desk, Step } from './desk.ts';
import { finding } from './finding.ts';
import { firstRun } from './first-run.ts';
import { agentsOwn, inTheBrowser } from './in-the-browser.ts';
import { liveCalls } from './live-calls.ts';
import { enliven } from './live-company.ts';
import { openOutside } from './outside.ts';
import { playMoments } from './played.ts';
import { mainScreens } from './screens.ts';
import { states } from './states.ts';

const walking = process.env['SWITCHDECK_HEADLESS'] === '1';
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-demo-'));
const simulators = await startSimulators({
  busyNow: true,
  ...(walking ? { calls: 6000, days: 60, people: 40 } : {}),
});
const now = Date.now();
const branch = await startAircall({
  world: createWorld({ seed: 2011, calls: 300, people: 16, from: now - 20 * 86_400_000, to: now }),
});
const companies = await serveCompanies([simulators.aircall, branch]);
const relay = await startRelay(simulators, profile);
try {
  process.exitCode = (await demonstrate()) ? 0 : 1;
} finally {
  for (const part of [relay, companies, branch, simulators]) await part.close();
  fs.rmSync(profile, { recursive: true, force: true });
}

async function demonstrate(): Promise<boolean> {
  const { args = [], env = {} } = relay.launch(simulators);
  const { aircall, ...others } = simulators.endpoints;
  const launched = await launchApp({
    profile,
    endpoints: { ...others, aircall: { ...aircall, api: companies.url }, relay: relay.origin },
    args,
    // Addresses go where this run says, and the desktop's links are left alone.
    env: { ...env, SWITCHDECK_OPEN: '', SWITCHDECK_REGISTER_LINKS: '0' },
  });
  try {
    const secrets = await ask(launched.page, 'secrets.read', {});
    const kept = secrets.ok && secrets.value.kept === 'keychain';
    console.log(kept ? 'Sign-ins go to a keychain.' : 'No keychain: sign-ins last until the app ends.');
    return walking ? await walk(launched) : await stay(launched);
  } finally {
    await launched.close();
  }
}

/** Through every way to sign in and every screen, with pictures. */
async function walk({ app, page }: LaunchedApp): Promise<boolean> {
  const album = new Album(path.join(projectRoot, 'demo-output'));
  const disconnect = async (): Promise<void> => {
    for (const part of [companies, branch, simulators]) await part.close();
  };
  const desk: Desk = { page, simulators, branch, album, disconnect };
  const outside = await openOutside(app, relay);
  let failed = await perform(firstRun, desk, album);
  if (outside === null) {
    console.error(
      '  ! Without a browser the sign-ins that go through one are left out, with all their pictures.',
    );
    failed += await perform([aircallByForm], desk, album);
  } else failed += await perform(inTheBrowser, { ...desk, outside }, album);
  failed += await perform([voipexByForm, byConnectionString, everythingThere], desk, album);
  if (outside !== null) {
    failed += await perform(agentsOwn, desk, album);
    failed += await perform(liveCalls, { ...desk, relay }, album);
  }
  failed += await perform([...mainScreens, ...finding, ...amongColleagues, ...states], desk, album);
  failed += await playMoments(album);
  await outside?.close();
  console.log(`${String(album.count)} pictures are in ${path.relative(process.cwd(), album.folder)}/`);
  if (failed > 0) console.error(`${String(failed)} steps failed.`);
  return failed === 0;
}

/** Signs in, and leaves the app to the user. */
async function stay({ app, page }: LaunchedApp): Promise<boolean> {
  if ((await perform(signInToBoth, { page, simulators }, null)) > 0) return false;
  await ask(page, 'settings.write', { language: 'system', keepInTray: false });
  const rest = enliven(simulators);
  console.log(
    'The app is yours: add an account, and try the other ways to sign in. Where they go through the',
  );
  console.log('browser, it will warn of the certificate that the relay of this demo made for itself.');
  console.log('Close the window to end the demo.');
  await app.waitForEvent('close', { timeout: 0 });
  rest();
  return true;
}

/** Runs the steps one after the other and says how each went. Returns how many failed. */
async function perform<Needs extends Pick<Desk, 'page'>>(
  steps: readonly Step<Needs>[],
  desk: Needs,
  album: Album | null,
): Promise<number> {
  let failed = 0;
  for (const { title, run } of steps) {
    try {
      await run(desk);
      console.log(`  ✓ ${title}`);
    } catch (error) {
      failed += 1;
      console.error(`  ✗ ${title}\n    ${error instanceof Error ? error.message : String(error)}`);
      if (desk.page.isClosed()) return steps.length;
      await album?.take(desk.page, 'failed');
      await desk.page.keyboard.press('Escape');
    }
  }
  return failed;
}
