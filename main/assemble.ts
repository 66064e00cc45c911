import { createHash } from 'node:crypto';
import path from 'node:path';
import { defaultSettings } from '../domain/settings.ts';
import { createKeychainOpener } from './auth/keychain.ts';
import { createUnavailableStore } from './calls/unavailable-store.ts';
import { systemClock } from './clock.ts';
import { createDesk } from './desk.ts';
import type { Assembled, ElectronPorts } from './electron/start.ts';
import { toFailure } from './failures.ts';
import { builtInEndpoints } from './providers/built-in-addresses.ts';
import { Endpoints } from './providers/endpoints.ts';
import { systemRandom } from './providers/random.ts';
import { createProviders } from './providers/registry.ts';
import { openKeptFile } from './settings/kept-file.ts';
import { openCallStore } from './storage/open-call-store.ts';

/**
 * Constructs and connects everything; decides nothing. A calls database that cannot be opened does not keep the app
 * from starting: each question about calls then answers with the reason.
 * Throws when this run's replaced addresses do not parse.
 */
export async function assembleDesk(ports: ElectronPorts): Promise<Assembled> {
  const { launch, log } = ports;
  const endpoints = launch.endpoints === null ? builtInEndpoints() : Endpoints.parse(launch.endpoints);
  const store = await openCallStore({
    file: path.join(launch.profile, 'calls.db'),
    worker: ports.storageWorker,
    log,
    clock: systemClock,
  }).catch((error: unknown) => {
    log.error('calls.store-unavailable', { code: toFailure(error).code });
    return createUnavailableStore(error);
  });
  const keychain = createKeychainOpener({ service: launch.service, clock: systemClock });
  const desk = createDesk({
    clock: systemClock,
    log,
    http: ports.http,
    openStream: ports.openStream,
    openKeychain: keychain.open,
    ownsKeychain: launch.ownsService,
    providers: createProviders(endpoints, systemRandom, ports.busHost),
    store,
    settingsFile: openKeptFile(launch.profile, 'settings', ports.openStore),
    accountsFile: openKeptFile(launch.profile, 'accounts', ports.openStore),
    auditFile: openKeptFile(launch.profile, 'audit', ports.openStore),
    viewsFile: openKeptFile(launch.profile, 'views', ports.openStore),
    erasedFile: openKeptFile(launch.profile, 'erased', ports.openStore),
    unfinishedFile: openKeptFile(launch.profile, 'unfinished', ports.openStore),
    followUpsFile: openKeptFile(launch.profile, 'follow-ups', ports.openStore),
    endpoints,
    scheme: launch.service, // one name for both: the keychain service is the scheme
    attemptEntry: attemptEntry(launch.profile),
    inbox: ports.inbox,
    goTo: ports.goTo,
    facts: ports.facts,
    copyText: ports.copyText,
    openPage: ports.openPage,
    chooseFile: ports.chooseFile,
    revealFile: ports.revealFile,
    showNotice: ports.showNotice,
    bringForward: ports.bringForward,
    emit: ports.emit,
    random: systemRandom,
    homeCountry: defaultSettings.homeCountry,
  });
  return {
    desk,
    close: async () => {
      await desk.stop();
      await store.close();
    },
    holdsThread: keychain.holdsThread,
  };
}

/** Profiles of development share one keychain service; the digest tells theirs apart without naming a folder. */
const attemptEntry = (profile: string): string =>
  `attempt-${createHash('sha256').update(profile).digest('hex').slice(0, 12)}`;
