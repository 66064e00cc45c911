/**
 * `npm run dev`: rebuilds the bundles when their sources change and starts the app again. The page is served by the
 * app itself under its own scheme and policy, in development too, so there is no development server to differ from.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { buildWhenStale } from './electron/fresh-build.ts';
import { runApp, type RunningApp } from './electron/run-app.ts';
import { findRuntime, root } from './electron/runtime.ts';

const settledMs = 400;

buildWhenStale(root);
const runtime = await findRuntime();
const tool = path.join(root, 'node_modules/electron-vite/bin/electron-vite.js');
const builder = spawn(process.execPath, [tool, 'build', '--watch', '--logLevel', 'warn'], {
  cwd: root,
  stdio: 'inherit',
});

let app: RunningApp | null = null;
let restarting = false;
let pending: NodeJS.Timeout | null = null;

function start(): void {
  const started = runApp(runtime, process.argv.slice(2));
  app = started;
  void started.ended.then((code) => {
    if (restarting) {
      restarting = false;
      start();
      return;
    }
    builder.kill();
    process.exit(code);
  });
}

// A build writes many files: the app starts again when no more have come for a moment.
const waitAndRestart = (): void => {
  if (pending !== null) clearTimeout(pending);
  pending = setTimeout(() => {
    pending = null;
    if (restarting) return;
    restarting = true;
    console.log('The bundles have changed: starting the app again.');
    app?.quit();
  }, settledMs);
};

builder.on('exit', (code) => {
  console.error(`The builder has ended with ${String(code)}.`);
  app?.quit();
});
start();
// The builder begins with one full build of its own, which changes nothing.
const known = new Map<string, string>();
const contentOf = (file: string): string =>
  fs.existsSync(file) && fs.statSync(file).isFile() ? fs.readFileSync(file, 'latin1') : '';
for (const file of fs.readdirSync(path.join(root, 'out'), { recursive: true, encoding: 'utf8' }))
  known.set(file, contentOf(path.join(root, 'out', file)));
fs.watch(path.join(root, 'out'), { recursive: true }, (_event, file) => {
  if (file === null) return;
  const content = contentOf(path.join(root, 'out', file));
  if (content === '' || known.get(file) === content) return;
  known.set(file, content);
  waitAndRestart();
});
