import type { RelayConfig } from '../../relay/config.ts';
import type { AircallSimulator } from '../simulators/aircall/index.ts';

/** The settings of a relay on loopback that signs in at the simulated Aircall; its public address is its own. */
export const relayConfig = (
  aircall: Pick<AircallSimulator, 'url' | 'clientId' | 'clientSecret'>,
  change: Partial<RelayConfig> = {},
): RelayConfig => ({
  publicUrl: null,
  host: '127.0.0.1',
  port: 0,
  tls: null,
  trustProxy: false,
  aircall: {
    clientId: aircall.clientId,
    clientSecret: aircall.clientSecret,
    api: aircall.url,
    consent: `${aircall.url}/oauth/authorize`,
  },
  sso: null,
  scheme: 'app.switchdeck',
  redisUrl: null,
  maxStreams: 20_000,
  sharedPolling: false,
  logAddresses: false,
  ...change,
});
