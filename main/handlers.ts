import type { AccountId } from '../domain/account.ts';
import type { CallId } from '../domain/call.ts';
import type { Handlers } from '../domain/contract.ts';
import type { SettingsReading } from '../domain/settings.ts';
import type { SyncStatus } from '../domain/sync.ts';
import type { AccountRecord } from './accounts/account-register.ts';
import type { AccountViews } from './accounts/account-views.ts';
import type { Connection } from './accounts/connections.ts';
import { recheck } from './accounts/recheck.ts';
import { signIn, type SignInPorts } from './accounts/sign-in.ts';
import { signOut } from './accounts/sign-out.ts';
import { whoAmI } from './accounts/who-am-i.ts';
import type { Alerts } from './alerts/alerts.ts';
import { createAlertHandlers } from './alerts/handlers.ts';
import type { Announcements } from './announcements.ts';
import type { Drafts } from './connection-string/drafts.ts';
import type { Exports } from './exports/exports.ts';
import type { FollowUps } from './follow-ups/follow-ups.ts';
import type { DeskPorts } from './desk-ports.ts';
import { DeskError } from './failures.ts';
import type { Acting } from './impersonation/acting.ts';
import type { Keeping } from './keeping/keeping.ts';
import type { Live } from './live/live.ts';
import { pageToOpen } from './page-to-open.ts';
import type { SettingsFile } from './settings/settings-file.ts';
import type { Attempts } from './sign-in/attempts.ts';
import { createSignInHandlers } from './sign-in/handlers.ts';
import type { SwitchboardWatch } from './switchboard/watch-switchboard.ts';
import type { SavedViews } from './views/saved-views.ts';

export interface HandlerParts
  extends Pick<DeskPorts, 'facts' | 'providers' | 'copyText' | 'openPage' | 'endpoints'>, SignInPorts {
  readonly store: DeskPorts['store'];
  readonly settings: SettingsFile;
  readonly announce: Announcements;
  readonly switchboard: SwitchboardWatch;
  readonly views: AccountViews;
  readonly attempts: Attempts;
  readonly drafts: Drafts;
  readonly acting: Acting;
  readonly exports: Exports;
  readonly savedViews: SavedViews;
  readonly keeping: Keeping;
  readonly alerts: Alerts;
  readonly followUps: FollowUps;
  readonly live: Live;
  /** Aborts when the app quits. */
  readonly stopping: AbortSignal;
}

/** Waits for something the operating system does for us; `where` names it when it does not. */
async function done(where: string, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (cause) {
    throw new DeskError('unexpected', { where, cause });
  }
}

/** What the page may ask, one function per operation of the contract; every expected failure is a DeskError. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { announce, connections, register, settings, store, stopping, switchboard, vault } = parts;
  const { view, viewAll } = parts.views;

  const recordOf = (id: AccountId): AccountRecord => {
    const record = register.find(id);
    if (record === undefined) throw new DeskError('not-found', { where: 'account' });
    return record;
  };
  const connectionOf = (id: AccountId): Connection => {
    recordOf(id);
    const connection = connections.find(id);
    if (connection === undefined || connection.authority.state() === 'needs-sign-in')
      throw new DeskError('not-signed-in');
    return connection;
  };
  const settingsReading = (): SettingsReading => {
    const kept = [
      settings.reading().keptAside,
      register.keptAside,
      parts.acting.keptAside,
      parts.savedViews.keptAside,
      parts.keeping.keptAside,
      parts.followUps.keptAside,
      store.keptAside,
    ].filter((name) => name !== null);
    return { settings: settings.reading().settings, keptAside: kept.length === 0 ? null : kept.join(', ') };
  };

  const syncStatus = async ({ id, historyPaused }: AccountRecord): Promise<SyncStatus> => {
    const running = connections.find(id)?.sync?.status();
    if (running !== undefined && running.phase !== 'idle') return running;
    // One that has just been connected has not looked yet, and one that does not run never will.
    return {
      accountId: id,
      phase: 'idle',
      stored: await store.count(id),
      progress: 0,
      earliest: await store.earliest(id),
      complete: false,
      remaining: null,
      callsPerMinute: null,
      paused: historyPaused === true ? 'person' : null,
      lastSuccessAt: (await store.checkpoint(id))?.lastSuccessAt ?? null,
      nextAt: null,
      failure: null,
    };
  };

  const reconnect = async (): Promise<void> => {
    for (const record of register.list())
      if (connections.find(record.id) !== undefined) await connections.open(record);
  };

  const callOf = async (id: CallId) => {
    const detail = await store.detail(id);
    if (detail === null) throw new DeskError('not-found', { where: 'call' });
    return detail;
  };

  return {
    ...createSignInHandlers(parts),
    ...parts.drafts.handlers,
    ...parts.acting.handlers,
    ...parts.savedViews.handlers,
    ...parts.keeping.handlers,
    ...parts.exports.handlers,
    ...parts.followUps.handlers,
    ...createAlertHandlers({
      ...parts,
      connectionOf,
      accountsChanged: () => announce.accountsChanged(),
      copyText: (text) => done('clipboard', parts.copyText(text)),
      openPage: (url) => done('browser', parts.openPage(url)),
    }),
    'live.read': async () => parts.live.statuses(),
    'me.read': async () => whoAmI(register.list(), switchboard.snapshot()),
    'app.ready': async () => parts.facts,
    'settings.read': async () => settingsReading(),
    'settings.write': async (input) => {
      // The bridge may carry keys whose value is undefined; those mean "as it was".
      const before = settings.reading().settings;
      settings.change(Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)));
      announce.settingsChanged();
      const after = settings.reading().settings;
      // Numbers without a country code mean something else from now on, to sessions that already run too; and what
      // connections they may make was decided when they began.
      if (after.homeCountry !== before.homeCountry || after.voipexEvents !== before.voipexEvents)
        void parts.inTurn(reconnect);
      for (const { sync } of connections.all()) sync?.reconsider();
      return settingsReading();
    },
    'secrets.read': () => vault.reading(),
    'signIn.ways': async () =>
      parts.providers.flatMap((provider) =>
        (provider.offers ?? provider.ways).map((way) => ({ provider: provider.id, way })),
      ),
    'signIn.submit': async (input) => {
      const { way, label, renew } = input;
      const record = await signIn({ way, label, renew, relay: null }, input, parts, stopping);
      announce.accountsChanged();
      return view(record);
    },
    'accounts.list': () => viewAll(),
    'accounts.update': async ({ id, label, colour }) => {
      // In turn: a sign-in or a check that is writing the account down would undo it.
      await parts.inTurn(async () => {
        const record = recordOf(id);
        register.put({ ...record, label: label ?? record.label, colour: colour ?? record.colour });
      });
      announce.accountsChanged();
      return view(recordOf(id));
    },
    'accounts.recheck': async ({ id }) => {
      try {
        await recheck(id, parts, stopping);
      } finally {
        announce.accountsChanged();
      }
      return view(recordOf(id));
    },
    'accounts.signOut': async ({ id, forgetCalls }) => {
      try {
        await parts.inTurn(async () => {
          // Signing out of what acts as another user is the end of that; signing out of its base ends it first.
          if (!(await parts.acting.endWith(id))) await signOut(id, forgetCalls, parts);
        });
      } finally {
        announce.forgetStatus(id);
        announce.accountsChanged();
        parts.alerts.forget(id);
        if (forgetCalls) parts.followUps.forget({ accountId: id });
        if (forgetCalls) announce.callsChanged({ accountId: id, changed: 0 });
      }
      return viewAll();
    },
    'calls.page': (input) => store.page(input, parts.clock.now()),
    'calls.days': ({ filter, anchor }) => store.days(filter, anchor, parts.clock.now()),
    'calls.counts': ({ filters, legs }) => store.counts(filters, parts.clock.now(), legs),
    'calls.suggest': ({ field, text }) => store.suggest(field, text),
    'calls.part': async ({ from, to, parted }) => {
      await store.part(from, to, parted);
      const ends = await Promise.all([callOf(from), callOf(to)]);
      for (const accountId of new Set(ends.map(({ call }) => call.accountId)))
        announce.callsChanged({ accountId, changed: 1 });
      return { done: true };
    },
    'calls.detail': ({ id }) => callOf(id),
    'calls.facets': () => store.facets(),
    'calls.copyNumber': async ({ id }) => {
      const { remote } = (await callOf(id)).call;
      const copied = remote.e164 ?? remote.raw;
      if (copied === '') throw new DeskError('not-found', { where: 'number' });
      await done('clipboard', parts.copyText(copied));
      return { copied };
    },
    'calls.openInProvider': async ({ id }) => {
      await done('browser', parts.openPage(pageToOpen((await callOf(id)).call, parts.providers)));
      return { done: true };
    },
    'sync.read': () => Promise.all(register.list().map(syncStatus)),
    'sync.now': async ({ id }) => {
      const asked = id === null ? connections.all() : [connectionOf(id)];
      switchboard.refresh(id ?? undefined);
      await Promise.all(
        asked.map(async ({ authority, sync }) => {
          if (authority.state() === 'needs-sign-in') return;
          sync?.start(); // goes on after it had given up; a running one is not disturbed
          await sync?.now();
        }),
      );
      return { done: true };
    },
    'sync.pause': async ({ id, paused }) => {
      // In turn: a sign-in or a check that is writing the account down would undo it.
      await parts.inTurn(async () => {
        for (const record of id === null ? register.list() : [recordOf(id)]) {
          register.put({ ...record, historyPaused: paused });
          connections.find(record.id)?.sync?.reconsider();
        }
      });
      return { done: true };
    },
    'switchboard.read': async () => switchboard.snapshot(),
  };
}
