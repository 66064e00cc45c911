/**
 * `npm run demo`: builds when needed, starts both simulated phone systems, opens the app with a fresh profile, signs in to
 * both through the real forms and stays for the user. Without a display, or with `--headless`, it walks through the
 * screens instead and leaves numbered pictures in demo-output/.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildWhenStale } from './electron/fresh-build.ts';
import { rerunWithKeyring } from './electron/keyring.ts';
import { findRuntime, headlessReason, root } from './electron/runtime.ts';

const env: NodeJS.ProcessEnv = process.argv.includes('--headless')
  ? { ...process.env, SWITCHDECK_HEADLESS: '1' }
  : process.env;
process.exitCode = rerunWithKeyring(env) ?? (await runDemo());

async function runDemo(): Promise<number> {
  await buildWhenStale(root);
  const runtime = await findRuntime(env);
  const reason = headlessReason(runtime);
  if (reason !== null) console.log(`Taking pictures instead of showing a window, because ${reason}.`);
  const { status } = spawnSync(process.execPath, [path.join(root, 'test/e2e/demo/run.ts')], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...runtime.env,
      SWITCHDECK_HEADLESS: runtime.headless ? '1' : '0',
      SWITCHDECK_EXECUTABLE: runtime.executable,
      SWITCHDECK_FLAGS: JSON.stringify(runtime.flags),
    },
  });
  return status ?? 1;
}
