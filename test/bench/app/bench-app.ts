import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { _electron, type Page } from 'playwright';
import { z } from 'zod';
import { AccountId } from '../../../domain/account.ts';
import { buildWhenStale } from '../../../scripts/electron/fresh-build.ts';
import { findRuntime, root, type Runtime } from '../../../scripts/electron/runtime.ts';
import { anAccountRecord } from '../../support/account-record.ts';
import { cachedDatabase } from '../calls-database.ts';

/** A started program, its window, and how long it took until rows were painted. */
export interface BenchApp {
  readonly page: Page;
  /** Process id of the main process; its children are the window's. */
  readonly pid: number;
  /** From the start of the process to the frame with the first row, ms. */
  readonly firstRowsMs: number;
  /** Quits. */
  close(): Promise<void>;
}

const accountRow = z.object({ account: AccountId });

function accountsIn(file: string): AccountId[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database
      .prepare('SELECT account FROM accounts')
      .all()
      .map((row) => accountRow.parse(row).account);
  } finally {
    database.close();
  }
}

/**
 * A profile folder whose database holds `count` calls of accounts that are signed out, so that nothing is asked of a
 * provider. Whoever asked for it removes it.
 */
export async function profileHolding(count: number): Promise<string> {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-bench-'));
  const held = await cachedDatabase(count);
  fs.renameSync(held, path.join(profile, 'calls.db'));
  fs.rmdirSync(path.dirname(held));
  const accounts = accountsIn(path.join(profile, 'calls.db')).map((id) =>
    anAccountRecord({
      id,
      provider: id.startsWith('voipex:') ? 'voipex' : 'aircall',
      label: id.startsWith('voipex:') ? 'Ústředna' : 'Atelier',
      way: id.startsWith('voipex:') ? 'voipex-password' : 'aircall-api-key',
      signedOut: true,
      inKeychain: false,
    }),
  );
  fs.writeFileSync(path.join(profile, 'accounts.json'), JSON.stringify({ version: 1, accounts }));
  return profile;
}

let found: Promise<Runtime> | null = null;

/** Builds the app when it is stale and says what it runs on; once per run. */
export function benchRuntime(): Promise<Runtime> {
  found ??= buildWhenStale(root).then(() =>
    findRuntime({ ...process.env, SWITCHDECK_HEADLESS: process.env['SWITCHDECK_HEADLESS'] ?? '1' }),
  );
  return found;
}

/** Nobody listens on the discard port: nothing leaves the machine. */
const nobody = 'http://127.0.0.1:9';
const unreachable = { aircall: { api: nobody }, voipex: { auth: nobody, ipbx: nobody, central: nobody } };

async function open(folder: string, env: Readonly<Record<string, string>>): Promise<BenchApp> {
  const runtime = await benchRuntime();
  const whole = Object.entries({ ...runtime.env, ...env }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const from = performance.timeOrigin + performance.now();
  const app = await _electron.launch({
    executablePath: runtime.executable,
    args: [...runtime.flags, folder],
    env: Object.fromEntries(whole),
    colorScheme: null,
  });
  const page = await app.firstWindow();
  await page.waitForFunction(() => document.querySelector('[data-row]:not([aria-busy])') !== null);
  const paintedAt = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(() =>
          requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())),
        );
      }),
  );
  const { pid } = app.process();
  if (pid === undefined) throw new Error('the app has no process');
  return { page, pid, firstRowsMs: paintedAt - from, close: () => app.close() };
}

/** Starts the built app on a profile and waits for its first rows. */
export const openApp = (profile: string, endpoints: object = unreachable): Promise<BenchApp> =>
  open(root, {
    SWITCHDECK_PROFILE: profile,
    SWITCHDECK_ENDPOINTS: JSON.stringify(endpoints),
    // Keeps the app from the user's own keychain, which on Linux is reached over the session's bus.
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
  });

/** Starts an app that does nothing but show a word. */
export async function openEmptyWindow(): Promise<BenchApp> {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-empty-'));
  const app = await open(path.join(import.meta.dirname, 'empty-window'), { EMPTY_PROFILE: profile });
  return {
    ...app,
    close: async () => {
      await app.close();
      fs.rmSync(profile, { recursive: true, force: true });
    },
  };
}
