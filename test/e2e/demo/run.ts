/**
 * The demo itself; `npm run demo` starts it with what the app shall run on in the environment. Both phone systems run on
 * loopback, the app gets a fresh profile. With a window it signs in and stays for the user; without one it walks
 * through the screens, takes pictures and ends. Exit code 1 when a step failed.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startSimulators } from '../../simulators/index.ts';
import { ask } from '../desk.ts';
import { launchApp, projectRoot } from '../launch.ts';
import { Album } from './album.ts';
import type { Desk, Step } from './desk.ts';
import { firstRun, signInToBoth } from './first-run.ts';
import { enliven } from './live-company.ts';
import { mainScreens } from './screens.ts';
import { states } from './states.ts';

const walking = process.env['SWITCHDECK_HEADLESS'] === '1';
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-demo-'));
const simulators = await startSimulators({
  busyNow: true,
  ...(walking ? { calls: 6000, days: 60, people: 40 } : {}),
});
try {
  process.exitCode = (await demonstrate()) ? 0 : 1;
} finally {
  await simulators.close();
  fs.rmSync(profile, { recursive: true, force: true });
}

async function demonstrate(): Promise<boolean> {
  const launched = await launchApp({ profile, endpoints: simulators.endpoints });
  const album = new Album(path.join(projectRoot, 'demo-output'));
  const desk: Desk = { page: launched.page, simulators, album };
  try {
    const secrets = await ask(desk.page, 'secrets.read', {});
    const kept = secrets.ok && secrets.value.kept === 'keychain';
    console.log(kept ? 'Sign-ins go to a keychain.' : 'No keychain: sign-ins last until the app ends.');
    if (walking) {
      const failed = await perform([...firstRun, ...mainScreens, ...states], desk);
      console.log(`${String(album.count)} pictures are in ${path.relative(process.cwd(), album.folder)}/`);
      if (failed > 0) console.error(`${String(failed)} steps failed.`);
      return failed === 0;
    }
    if ((await perform(signInToBoth, desk)) > 0) return false;
    await ask(desk.page, 'settings.write', { language: 'system', keepInTray: false });
    const rest = enliven(simulators);
    console.log('The app is yours. Close its window to end the demo.');
    await launched.app.waitForEvent('close', { timeout: 0 });
    rest();
    return true;
  } finally {
    await launched.close();
  }
}

/** Runs the steps one after the other and says how each went. Returns how many failed. */
async function perform(steps: readonly Step[], desk: Desk): Promise<number> {
  let failed = 0;
  for (const { title, run } of steps) {
    try {
      await run(desk);
      console.log(`  ✓ ${title}`);
    } catch (error) {
      failed += 1;
      console.error(`  ✗ ${title}\n    ${error instanceof Error ? error.message : String(error)}`);
      if (desk.page.isClosed()) return steps.length;
      await desk.album.take(desk.page, 'failed');
      await desk.page.keyboard.press('Escape');
    }
  }
  return failed;
}
