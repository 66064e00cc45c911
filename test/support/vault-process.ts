import { z } from 'zod';
import { createCredentialVault } from '../../main/auth/credential-vault.ts';
import { createKeychainOpener } from '../../main/auth/keychain.ts';
import { systemClock } from '../../main/clock.ts';
import { silentLog } from '../../main/log.ts';

/** A process with the app's own vault over the real keytar: libsecret looks for its bus once, when it is loaded. */
const [service = '', operation, account = '', grant = ''] = process.argv.slice(2);
const vault = createCredentialVault({
  open: createKeychainOpener({ service, clock: systemClock }).open,
  log: silentLog,
});

const answer = async (): Promise<unknown> => {
  switch (z.enum(['reading', 'keep', 'read', 'remove']).parse(operation)) {
    case 'reading':
      return vault.reading();
    case 'keep':
      return vault.keep(account, {
        way: 'voipex-password',
        grant,
        obtainedAt: 1,
        expiresAt: 2,
        renewableUntil: 3,
      });
    case 'read':
      return vault.read(account);
    case 'remove':
      await vault.remove(account);
      return 'removed';
  }
};
process.stdout.write(JSON.stringify(await answer()));
