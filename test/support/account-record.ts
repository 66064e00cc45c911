import { keepEverything } from '../../domain/keeping.ts';
import type { AccountRecord } from '../../main/accounts/account-register.ts';

/** An Aircall account signed in with an API key, but for what is told otherwise. */
export const anAccountRecord = (part: Partial<AccountRecord> & Pick<AccountRecord, 'id'>): AccountRecord => ({
  provider: 'aircall',
  label: 'Atelier',
  colour: 'teal',
  way: 'aircall-api-key',
  signedInAs: 'Atelier',
  createdAt: 1_700_000_000_000,
  capabilities: {
    calls: 'proven',
    switchboard: 'proven',
    recordings: 'proven',
    dial: 'unknown',
    impersonate: 'refused',
  },
  pbx: [],
  surface: null,
  signedOut: false,
  inKeychain: true,
  agent: null,
  actingAs: null,
  events: null,
  relay: null,
  retention: keepEverything,
  ...part,
});
