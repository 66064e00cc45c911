import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test as base } from 'playwright/test';
import { type SimulatorOptions, type Simulators, startSimulators } from '../simulators/index.ts';
import { type AppLaunch, hasKeychain, launchApp, type LaunchedApp } from './launch.ts';

export { expect } from 'playwright/test';

/** Small enough to be pulled in a moment, large enough to fill every list. */
const smallCompany: SimulatorOptions = { seed: 7, calls: 600, days: 20, people: 24 };

export interface Fixtures {
  /** Another company than the small one: `test.use({ company: … })`. */
  readonly company: SimulatorOptions;
  /** A fresh folder for settings, database and logs, removed afterwards. */
  readonly profile: string;
  /** Both phone systems on loopback, stopped afterwards. */
  readonly simulators: Simulators;
  /**
   * Starts the app on `profile`, against `simulators` unless told otherwise, as often as a spec wants. Whatever is
   * still open is closed afterwards; when the spec failed, logs and pictures are attached.
   */
  readonly launch: (options?: Partial<AppLaunch>) => Promise<LaunchedApp>;
  /** True when sign-ins can be kept over a restart. Specs that need it are tagged @keychain. */
  readonly keychain: boolean;
}

export const test = base.extend<Fixtures>({
  company: [smallCompany, { option: true }],

  profile: async ({}, use) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-e2e-'));
    await use(folder);
    fs.rmSync(folder, { recursive: true, force: true });
  },

  simulators: async ({ company }, use) => {
    const simulators = await startSimulators(company);
    await use(simulators);
    await simulators.close();
  },

  launch: async ({ profile, simulators }, use, testInfo) => {
    const launched: LaunchedApp[] = [];
    await use(async (options = {}) => {
      const one = await launchApp({ profile, endpoints: simulators.endpoints, ...options });
      launched.push(one);
      return one;
    });
    const failed = testInfo.status !== testInfo.expectedStatus;
    for (const [index, { page, output, close }] of launched.entries()) {
      const name = `app-${String(index + 1)}`;
      try {
        if (!failed) continue;
        await testInfo.attach(`${name}-output.txt`, { body: output(), contentType: 'text/plain' });
        if (page.isClosed()) continue;
        await testInfo.attach(`${name}.png`, { body: await page.screenshot(), contentType: 'image/png' });
      } finally {
        await close();
      }
    }
    const log = path.join(profile, 'logs/switchdeck.log');
    if (failed && fs.existsSync(log)) await testInfo.attach('switchdeck.log', { path: log });
  },

  keychain: async ({}, use) => {
    await use(hasKeychain);
  },
});
