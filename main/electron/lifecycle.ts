import fs from 'node:fs';
import { app } from 'electron';
import { createInbox, type Inbox } from '../links/arrival.ts';
import { isDebugged, type Launch, readLaunch, serviceOf } from './launch.ts';
import { becomeFirst, receiveOpenedLinks } from './links.ts';
import { registerPageScheme } from './page-files.ts';
import { type Assemble, reportCannotStart, startApp } from './start.ts';

/**
 * Runs the app: called once, synchronously, in the first tick. Order matters up to `whenReady`: the profile decides
 * the scope of the single-instance lock, and schemes can only be registered before `ready`. What the desk is made of
 * comes by `assembleWith`, which is asked once the window is opening.
 */
export function runApp(assembleWith: () => Promise<Assemble>): void {
  const inbox = createInbox();
  receiveOpenedLinks(app, inbox, serviceOf(app.isPackaged));
  try {
    const launch = prepare(inbox);
    if (launch === null) return;
    void app
      .whenReady()
      .then(() => startApp(launch, inbox, assembleWith))
      .catch(reportCannotStart);
  } catch (error) {
    void app.whenReady().then(() => reportCannotStart(error));
  }
}

/** Null when this process has no business here and is ending. */
function prepare(inbox: Inbox): Launch | null {
  app.enableSandbox();
  const launch = readLaunch(process.env, app.isPackaged, app.getPath('appData'));
  fs.mkdirSync(launch.profile, { recursive: true, mode: 0o700 });
  app.setPath('userData', launch.profile);
  app.setAppUserModelId('app.switchdeck');
  registerPageScheme();

  if (app.isPackaged && isDebugged(process.argv)) {
    app.exit(1);
    return null;
  }
  if (!becomeFirst(app, { argv: process.argv, folder: process.cwd() }, inbox, launch.service)) {
    app.exit(0); // the first instance has been told; this one must not touch the profile
    return null;
  }
  return launch;
}
