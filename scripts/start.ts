/** `npm start`: builds when needed and starts the app, on Electron or else on the stand-in. Arguments go to the app. */
import { buildWhenStale } from './electron/fresh-build.ts';
import { runApp } from './electron/run-app.ts';
import { findRuntime, headlessReason, root } from './electron/runtime.ts';

await buildWhenStale(root);
const runtime = await findRuntime();
const reason = headlessReason(runtime);
if (reason !== null) console.log(`Running without a window, because ${reason}. Ctrl+C ends it.`);
process.exitCode = await runApp(runtime, process.argv.slice(2)).ended;
