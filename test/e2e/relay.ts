import fs from 'node:fs';
import path from 'node:path';
import { createRelay, type Relay } from '../../relay/create-relay.ts';
import type { Simulators } from '../simulators/index.ts';
import { type Certificate, makeCertificate } from '../support/certificate.ts';
import { relayConfig } from '../support/relay-config.ts';
import type { AppLaunch } from './launch.ts';

/** A relay on loopback that speaks TLS, over the simulated Aircall. */
export interface RunningRelay {
  readonly origin: string;
  readonly certificate: Certificate;
  /** What the relay has logged so far. */
  readonly log: () => string;
  /** What an app needs to be launched with to use it and to trust its certificate. */
  readonly launch: (simulators: Simulators) => Partial<AppLaunch>;
  /** Goes away, and comes back at the same address, having forgotten everything. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the relay as an operator would set it up, for development builds of the desktop. */
export async function startRelay(simulators: Simulators, folder: string): Promise<RunningRelay> {
  const certificate = await makeCertificate();
  const certFile = path.join(folder, 'relay-certificate.pem');
  fs.writeFileSync(certFile, certificate.cert);
  let logged = '';
  const begin = async (port: number): Promise<{ relay: Relay; origin: string }> => {
    const config = relayConfig(simulators.aircall, {
      port,
      tls: certificate,
      sso: {
        url: `${simulators.aircall.identityUrl}/sso`,
        redirectParameter: 'redirectUrl',
        state: 'required',
      },
      scheme: 'dev.switchdeck',
    });
    const relay = await createRelay(config, {
      write: (line) => {
        logged += line;
      },
    });
    return { relay, origin: await relay.listen() };
  };
  const { relay: first, origin } = await begin(0);
  let relay: Relay | null = first;
  const stop = async (): Promise<void> => {
    await relay?.close();
    relay = null;
  };
  simulators.aircall.events.trust(certificate.cert);
  return {
    origin,
    certificate,
    log: () => logged,
    launch: ({ endpoints }) => ({
      endpoints: { ...endpoints, relay: origin },
      // Electron asks Chromium whom to trust, the stand-in asks Node.
      args: [`--ignore-certificate-errors-spki-list=${certificate.spki}`],
      env: {
        NODE_EXTRA_CA_CERTS: certFile,
        SWITCHDECK_OPEN: 'desktop',
        SWITCHDECK_REGISTER_LINKS: '1',
      },
    }),
    stop,
    async start() {
      ({ relay } = await begin(Number(new URL(origin).port)));
    },
    close: stop,
  };
}
