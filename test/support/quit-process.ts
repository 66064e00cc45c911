import { createKeychainOpener } from '../../main/auth/keychain.ts';
import { systemClock } from '../../main/clock.ts';
import { endProcess } from '../../main/electron/end-process.ts';

/** A process that asks the real keychain once and then quits as the app does. */
const keychain = createKeychainOpener({ service: 'dev.switchdeck', clock: systemClock, timeoutMs: 500 });
process.stdout.write(JSON.stringify(await keychain.open()), () =>
  endProcess(keychain.holdsThread(), () => process.exit(0)),
);
