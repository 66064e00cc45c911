import type { AccountId } from '../domain/account.ts';
import { defaultAlertRules } from '../domain/live.ts';
import { languageOf } from './language.ts';
import { createAccountRegister } from './accounts/account-register.ts';
import { createAccountViews } from './accounts/account-views.ts';
import { createConnections } from './accounts/connections.ts';
import { clearLeftovers } from './accounts/leftovers.ts';
import { noteEventsState } from './accounts/keep-events.ts';
import { ownClientOf } from './accounts/own-client.ts';
import { signIn, type SignInPorts } from './accounts/sign-in.ts';
import { whoAmI } from './accounts/who-am-i.ts';
import { createAlerts } from './alerts/alerts.ts';
import { reminderOf } from './alerts/notice-text.ts';
import { createAnnouncements } from './announcements.ts';
import { createCredentialVault } from './auth/credential-vault.ts';
import { isWorkTime } from './calls/work-hours.ts';
import type { Desk, DeskPorts } from './desk-ports.ts';
import { createDrafts, type Drafts } from './connection-string/drafts.ts';
import { createExports } from './exports/exports.ts';
import { DeskError } from './failures.ts';
import { createFollowUps } from './follow-ups/follow-ups.ts';
import { createHandlers } from './handlers.ts';
import { createActing } from './impersonation/acting.ts';
import { createTurns } from './in-turn.ts';
import { createKeeping } from './keeping/keeping.ts';
import type { Arrival } from './links/arrival.ts';
import { createLive } from './live/live.ts';
import { createSettingsFile, settingsDefaults } from './settings/settings-file.ts';
import { createAttempts } from './sign-in/attempts.ts';
import { watchSwitchboard } from './switchboard/watch-switchboard.ts';
import { createSavedViews } from './views/saved-views.ts';

const stopMs = 5_000;

/**
 * Composes everything that is not a window. Reads the two small files at once and touches neither keychain nor
 * network: those wait for `start`.
 */
export function createDesk(ports: DeskPorts): Desk {
  const { clock, log, http, providers, store, random } = ports;
  const stopping = new AbortController();
  const settings = createSettingsFile({
    file: ports.settingsFile,
    clock,
    log,
    defaults: settingsDefaults(ports.homeCountry),
  });
  const register = createAccountRegister({ file: ports.accountsFile, clock, log });
  const vault = createCredentialVault({
    open: ports.openKeychain,
    log,
    beforeWrite(account) {
      const record = register.find(account);
      if (record?.inKeychain === false) register.put({ ...record, inKeychain: true });
    },
  });
  const inTurn = createTurns();
  const homeCountry = (): string => settings.reading().settings.homeCountry;
  const announce = createAnnouncements(ports.emit);

  const switchboard = watchSwitchboard({
    clock,
    log,
    random,
    onChange: announce.switchboardChanged,
    onLiveCall: (change) => alerts.changed(change),
    isAgent: (id) => ownIds(id).size > 0,
    onCallGone: (id) => connections.find(id)?.sync?.soon(),
  });
  /** The person at this desk, on the switchboard of one account. */
  const ownIds = (id: AccountId): ReadonlySet<string> => {
    const { people } = whoAmI(register.list(), switchboard.snapshot());
    return new Set(people.flatMap(({ accountId, personId }) => (accountId === id ? (personId ?? []) : [])));
  };
  const live = createLive(announce.liveChanged);
  const connections = createConnections({
    live,
    openStream: ports.openStream,
    providers,
    http,
    clock,
    log,
    random,
    vault,
    credentials: (...asked) => acting.credentials(...asked),
    store,
    switchboard,
    homeCountry,
    doorbells: () => settings.reading().settings.voipexEvents,
    keepFrom: (id) => keeping.keepFrom(id),
    withoutErased: (call) => keeping.withoutErased(call),
    paused: (id) =>
      register.find(id)?.historyPaused === true
        ? 'person'
        : isWorkTime(settings.reading().settings.quietHours, clock.now())
          ? 'work-hours'
          : null,
    onCallsChanged(change) {
      announce.callsChanged(change);
      keeping.pulled(change.accountId);
    },
    onSyncStatus(status) {
      announce.syncStatus(status);
      acting.check();
    },
    // In turn: a sign-in or a check that is writing the account down would undo it.
    onEventsState: (id, state) =>
      void inTurn(async () => noteEventsState(id, state, { register, announce, log })),
    onAccountChanged() {
      announce.accountsChanged();
      acting.check();
    },
  });
  const views = createAccountViews({ register, connections, store, switchboard });
  const accountPorts: SignInPorts = { ...ports, register, vault, connections, inTurn, homeCountry, announce };
  const shared = { ...accountPorts, ...views, announce, stopping: stopping.signal };
  const attempts = createAttempts({
    ...ports,
    entry: ports.attemptEntry,
    keychain: async () => {
      const reading = await ports.openKeychain();
      return reading.kept === 'keychain' ? reading.keychain : null;
    },
    openBrowser: (url) => ports.openPage(url),
    clientOf: (id) => ownClientOf(id, accountPorts),
    onChange() {
      announce.signInChanged();
      drafts.attemptChanged();
    },
    onRestored: () => ports.goTo('sign-in'),
    async finish(plan, grant, signal) {
      if (plan.draftId !== null) return drafts.finish(plan, grant, signal);
      const record = await signIn(plan, grant, accountPorts, signal);
      announce.accountsChanged();
      return record.id;
    },
  });
  const drafts: Drafts = createDrafts({
    ...shared,
    attempts,
    endpoints: ports.endpoints,
    facts: ports.facts,
    impersonate: (input) => acting.handlers['accounts.impersonate'](input),
  });
  const acting = createActing({ ...shared, auditFile: ports.auditFile, store });
  const exporting = createExports({ ...ports, register, announce });
  const savedViews = createSavedViews({ ...ports, announce });
  const keeping = createKeeping({
    ...accountPorts,
    store,
    erasedFile: ports.erasedFile,
    savedViews,
    forgetFollowUps: (numbers) => followUps.forget({ numbers }),
    cancelExport: () => exporting.cancel(),
  });
  const texts = (): Parameters<typeof reminderOf>[1] => ({
    language: languageOf(settings.reading().settings.language, ports.facts.systemLocale),
    homeCountry: homeCountry(),
  });
  const alerts = createAlerts({
    clock,
    log,
    rulesOf: (id) => register.find(id)?.alerts ?? defaultAlertRules,
    ownIds,
    liveCalls: () => switchboard.snapshot().liveCalls,
    history: (number) => store.callerHistory(number, homeCountry()),
    show: ports.showNotice,
    onClick(call) {
      ports.bringForward();
      announce.callRequested(call);
    },
    onChange: announce.alertsChanged,
    language: () => texts().language,
    homeCountry,
  });
  const followUps = createFollowUps({
    ...ports,
    homeCountry,
    remind: (one) => void ports.showNotice(reminderOf(one, texts()), () => ports.goTo('missed')),
    onChange: announce.followUpsChanged,
  });
  const handlers = createHandlers({
    ...ports,
    ...accountPorts,
    store,
    settings,
    announce,
    switchboard,
    views,
    attempts,
    drafts,
    acting,
    exports: exporting,
    savedViews,
    keeping,
    alerts,
    followUps,
    live,
    stopping: stopping.signal,
  });

  const take = (arrival: Arrival): void => {
    if (arrival.kind === 'callback') attempts.receive(arrival);
    else if (arrival.kind === 'start') ports.goTo('sign-in');
    else void drafts.openFile(arrival.path).then(() => ports.goTo('connection'));
  };

  return {
    handlers,
    async start() {
      await inTurn(async () => {
        await acting.clear();
        await keeping.look();
        for (const record of register.list()) {
          // What could not be cleared of acting as somebody has no token any more.
          if (!record.signedOut && record.actingAs === null) await connections.open(record);
        }
      });
      // In turn with sign-ins, so that it never removes what has just been added.
      void inTurn(() => clearLeftovers({ ...ports, register, vault, announce }));
      void exporting.removeLeft();
      void attempts.restore();
      keeping.start();
      followUps.start();
      ports.inbox.open(take);
    },
    async stop() {
      stopping.abort(new DeskError('offline', { where: 'closing' }));
      alerts.stop();
      followUps.stop();
      const inTime = new AbortController();
      const stopped = Promise.all([
        attempts.stop(),
        acting.stop(),
        exporting.stop(),
        keeping.stop(),
        connections.stop(),
        switchboard.stop(),
      ]).finally(() => inTime.abort());
      const late = clock.sleep(stopMs, inTime.signal).then(
        () => log.warn('desk.stopped-late'),
        () => undefined, // everything ended in time
      );
      await Promise.race([stopped, late]);
    },
    setVisible: (visible) => switchboard.setVisible(visible),
    networkChanged(online) {
      log.info('network.changed', { online });
      attempts.woke();
      // Those that events tell of hear what they missed.
      const asked = connections.all().filter((one) => one.live.eventsOfCalls?.told() !== 'now');
      live.woke();
      if (!online) return; // requests find out by themselves
      void connections.pullNow(asked);
    },
  };
}
