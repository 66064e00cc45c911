/** Entry of the stand-in: does what Electron's executable does before the app's main script, then runs that script. */
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from './launch.ts';

const define = (target: object, name: string, value: unknown): void => {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true });
};

process.argv = [launch.executable, ...launch.args];
process.execPath = launch.executable;
define(process, 'defaultApp', true);
define(process, 'type', 'browser');
define(process, 'resourcesPath', path.join(import.meta.dirname, 'resources'));
define(process.versions, 'electron', launch.electronVersion);

const electron = pathToFileURL(path.join(import.meta.dirname, 'electron.ts')).href;
registerHooks({
  resolve: (specifier, context, nextResolve) =>
    ['electron', 'electron/main', 'electron/common'].includes(specifier)
      ? { url: electron, shortCircuit: true }
      : nextResolve(specifier, context),
});
const { app, startApp } = await import('./electron.ts');

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
process.on('exit', () => {
  app.releaseSingleInstanceLock();
});
// Electron shows such an error in a box and goes on.
process.on('uncaughtException', (error) => {
  console.error('Uncaught exception in the main process:', error);
});

try {
  await import(pathToFileURL(path.resolve(launch.appFolder, launch.manifest.main)).href);
  startApp();
} catch (error) {
  console.error('The main script failed:', error);
  app.exit(1);
}
