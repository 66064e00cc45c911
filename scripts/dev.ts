/**
 * `npm run dev`: starts the app; when a source changes, builds and starts it again. The page is served by the app itself
 * under its own scheme and policy, in development too, so there is no development server to differ from.
 */
import fs from 'node:fs';
import path from 'node:path';
import { build, buildWhenStale, isBuildStale, sources } from './electron/fresh-build.ts';
import { runApp, type RunningApp } from './electron/run-app.ts';
import { findRuntime, root } from './electron/runtime.ts';

/** Saving writes several files, and editors write some twice. */
const settledMs = 300;

await buildWhenStale(root);
const runtime = await findRuntime();

let app: RunningApp = start();
let waiting: NodeJS.Timeout | undefined;
let busy = false;
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopping = true;
  });
}

function start(): RunningApp {
  const started = runApp(runtime, process.argv.slice(2));
  void started.ended.then((code) => {
    // Ended by the user, not to make room for its successor.
    if (stopping || (app === started && !busy)) process.exit(code);
  });
  return started;
}

async function renew(): Promise<void> {
  if (busy) return;
  busy = true;
  // What changes during a build makes the result stale again.
  while (isBuildStale(root)) {
    if (!(await build(root))) break; // the builder has said why; the next change tries again
    if (isBuildStale(root)) continue;
    app.quit();
    await app.ended;
    app = start();
  }
  busy = false;
}

for (const source of sources) {
  const entry = path.join(root, source);
  fs.watch(entry, { recursive: fs.statSync(entry).isDirectory() }, () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void renew(), settledMs);
  });
}
