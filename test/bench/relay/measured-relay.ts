import type { AddressInfo } from 'node:net';
import { createRelay } from '../../../relay/create-relay.ts';
import { relayConfig } from '../../support/relay-config.ts';
import { reportTo } from './children.ts';
import { benchSecret } from './sessions.ts';

/** The relay as it is deployed behind a proxy, in memory. Its log goes nowhere, as does that of what it is compared with. */
const aircall = { url: 'https://api.aircall.example', clientId: 'client', clientSecret: benchSecret };
const relay = await createRelay(
  relayConfig(aircall, { publicUrl: 'https://relay.example', trustProxy: true }),
  {
    write: () => undefined,
  },
);
await relay.listen();
reportTo((relay.server.server.address() as AddressInfo).port); // it listens on TCP
