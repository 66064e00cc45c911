import { z } from 'zod';
import { AuditEntry, Me } from './acting.ts';
import { Account, AccountColour, AccountId, AccountLabel } from './account.ts';
import {
  CallCount,
  CallDay,
  CallDetail,
  CallFacets,
  CallFilter,
  CallId,
  CallPage,
  CallPageRequest,
  CallSuggestion,
} from './call.ts';
import { queryFields } from './call-query.ts';
import type { EventName, OperationName } from './channels.ts';
import { ConnectionDraft } from './connection-string.ts';
import { ExportRequest, ExportState } from './export.ts';
import type { Result } from './failure.ts';
import { PersonFound, Retention, StorageReading, TypedNumber } from './keeping.ts';
import { DeskState, SavedView, SavedViewId, SavedViewName, ViewQuery } from './saved-view.ts';
import { Settings, SettingsReading } from './settings.ts';
import {
  BrowserSignInRequest,
  PasteReading,
  SecretsReading,
  SignInAttempt,
  SignInOffer,
  SignInRequest,
} from './sign-in.ts';
import {
  AlertSettings,
  CallAlert,
  CallerHistory,
  FollowUp,
  LiveCallRef,
  LiveStatus,
  PresenceChoices,
  SwitchboardDelta,
} from './live.ts';
import { SwitchboardSnapshot } from './switchboard.ts';
import { SyncStatus } from './sync.ts';

const nothing = z.strictObject({});
const done = z.strictObject({ done: z.literal(true) });

export const AppFacts = z.strictObject({
  version: z.string(),
  /** BCP 47 tag of the operating system's language. */
  systemLocale: z.string(),
  platform: z.enum(['linux', 'darwin', 'win32']),
  /** True when provider addresses were replaced for a demo or test run; the page says so plainly. */
  demo: z.boolean(),
});
export type AppFacts = z.infer<typeof AppFacts>;

/**
 * The one list of what crosses the bridge between main and the page. Channel names exist only as these keys; types
 * of handlers, bridge and hooks are inferred from it. Output objects are strict: a stray `token` is refused.
 */
export const operations = {
  /** The page has subscribed to its events and is ready to show something. */
  'app.ready': { input: nothing, output: AppFacts },
  'settings.read': { input: nothing, output: SettingsReading },
  'settings.write': { input: Settings.partial(), output: SettingsReading },
  'secrets.read': { input: nothing, output: SecretsReading },
  'signIn.ways': { input: nothing, output: z.array(SignInOffer) },
  'signIn.submit': { input: SignInRequest, output: Account },
  /** Begins a sign-in through the system browser, ending another one under way; `signIn.changed` tells how it goes on. */
  'signIn.begin': { input: BrowserSignInRequest, output: SignInAttempt },
  /** The attempt under way or just ended; null when there is none. */
  'signIn.attempt': { input: nothing, output: SignInAttempt.nullable() },
  /** Opens the browser once more for the attempt that waits. */
  'signIn.openBrowser': { input: nothing, output: SignInAttempt },
  /** Puts the address that the browser should open on the clipboard. */
  'signIn.copyAddress': { input: nothing, output: done },
  /** A code from the relay's page, or the whole address the browser was sent to. */
  'signIn.paste': { input: z.strictObject({ text: z.string().max(4096) }), output: PasteReading },
  /** Ends the attempt under way, or clears one that has ended. */
  'signIn.cancel': { input: nothing, output: done },
  /** Reads a connection string and keeps it in main until it is kept or discarded. Nothing is asked of a provider. */
  'connection.open': { input: z.strictObject({ text: z.string().max(20_000) }), output: ConnectionDraft },
  /** The draft that is open, also one that `--connection-file` brought. */
  'connection.pending': { input: nothing, output: ConnectionDraft.nullable() },
  /** Dry run: signs in and asks what the access may do; saves nothing. May begin an attempt in the browser. */
  'connection.try': { input: z.strictObject({ id: z.string().max(40) }), output: ConnectionDraft },
  /** Saves what the dry run proved. */
  'connection.keep': {
    input: z.strictObject({ id: z.string().max(40), label: AccountLabel.nullable() }),
    output: Account,
  },
  'connection.discard': { input: z.strictObject({ id: z.string().max(40) }), output: done },
  'accounts.list': { input: nothing, output: z.array(Account) },
  'accounts.update': {
    input: z.strictObject({
      id: AccountId,
      label: AccountLabel.optional(),
      colour: AccountColour.optional(),
    }),
    output: Account,
  },
  /** Asks the provider again what the access may do. */
  'accounts.recheck': { input: z.strictObject({ id: AccountId }), output: Account },
  /** Removes tokens; `forgetCalls` also the account and its cached calls. */
  'accounts.signOut': {
    input: z.strictObject({ id: AccountId, forgetCalls: z.boolean() }),
    output: z.array(Account),
  },
  /** Acts as another user of the same phone system, in an account of its own that ends with it. */
  'accounts.impersonate': {
    input: z.strictObject({ id: AccountId, email: z.string().trim().min(3).max(200) }),
    output: Account,
  },
  /** `id` is the acting account or its base. */
  'accounts.stopImpersonating': { input: z.strictObject({ id: AccountId }), output: z.array(Account) },
  /** Who acted as whom from this machine, newest first. */
  'accounts.audit': { input: nothing, output: z.array(AuditEntry) },
  'me.read': { input: nothing, output: Me },
  'calls.page': { input: CallPageRequest, output: CallPage },
  'calls.days': {
    input: z.strictObject({ filter: CallFilter, anchor: z.number().int().nullable() }),
    output: z.array(CallDay),
  },
  'calls.detail': { input: z.strictObject({ id: CallId }), output: CallDetail },
  'calls.facets': { input: nothing, output: CallFacets },
  'calls.copyNumber': {
    input: z.strictObject({ id: CallId }),
    output: z.strictObject({ copied: z.string() }),
  },
  'calls.openInProvider': { input: z.strictObject({ id: CallId }), output: done },
  /**
   * How many calls match each of these filters, in their order: as many as their lists have rows. `legs: 'all'` counts
   * every stored call, with the rings that a list shows as part of another call.
   */
  'calls.counts': {
    input: z.strictObject({ filters: z.array(CallFilter).max(100), legs: z.literal('all').optional() }),
    output: z.array(CallCount),
  },
  /** What a typed operator may go on with, the most frequent first, 8 at most. `text` is what was typed of it so far. */
  'calls.suggest': {
    input: z.strictObject({ field: z.enum(queryFields), text: z.string().max(200) }),
    output: z.array(CallSuggestion),
  },
  /** Says that two joined calls are two stories (`parted`), or one after all. */
  'calls.part': {
    input: z.strictObject({ from: CallId, to: CallId, parted: z.boolean() }),
    output: done,
  },
  'sync.read': { input: nothing, output: z.array(SyncStatus) },
  /** Pulls one account, or all, now. */
  'sync.now': { input: z.strictObject({ id: AccountId.nullable() }), output: done },
  /** Pauses or resumes reading the past of one account, or of all. Kept over restarts. */
  'sync.pause': { input: z.strictObject({ id: AccountId.nullable(), paused: z.boolean() }), output: done },
  'switchboard.read': { input: nothing, output: SwitchboardSnapshot },
  'views.list': { input: nothing, output: z.array(SavedView) },
  /** Adds a view (`id` null) or changes one. */
  'views.save': {
    input: z.strictObject({
      id: SavedViewId.nullable(),
      name: SavedViewName,
      pinned: z.boolean(),
      query: ViewQuery,
    }),
    output: SavedView,
  },
  'views.remove': { input: z.strictObject({ id: SavedViewId }), output: z.array(SavedView) },
  /** The ids in their new order. Views that are not named keep theirs, behind. */
  'views.order': {
    input: z.strictObject({ ids: z.array(SavedViewId).max(100) }),
    output: z.array(SavedView),
  },
  'desk.read': { input: nothing, output: DeskState },
  'desk.write': { input: DeskState, output: done },
  'storage.read': { input: nothing, output: StorageReading },
  /** Sets how long an account's calls are kept; what is older is deleted at once, and for good. */
  'retention.write': {
    input: z.strictObject({ id: AccountId, retention: Retention }),
    output: StorageReading,
  },
  /** Everything stored about the person behind a number. */
  'people.find': { input: z.strictObject({ number: TypedNumber }), output: PersonFound },
  /** Deletes all calls of a number for good, and keeps later pulls from bringing them back. */
  'people.erase': {
    input: z.strictObject({ number: TypedNumber }),
    output: z.strictObject({ erased: z.number().int().nonnegative() }),
  },
  /** Asks where to and begins; null when the person chose no file. One export runs at a time. */
  'exports.begin': { input: ExportRequest, output: ExportState.nullable() },
  /** The export that runs or ended last; null when there was none. */
  'exports.read': { input: nothing, output: ExportState.nullable() },
  /** Ends it and removes what was written. */
  'exports.cancel': { input: nothing, output: done },
  /** Shows the finished file in its folder. */
  'exports.reveal': { input: nothing, output: done },
  'live.read': { input: nothing, output: z.array(LiveStatus) },
  'live.copyNumber': { input: LiveCallRef, output: z.strictObject({ copied: z.string() }) },
  /** The call's page at the provider, or the place where running calls are seen. */
  'live.openInProvider': { input: LiveCallRef, output: done },
  /** The calls the agent is being told of, the newest first. */
  'alerts.read': { input: nothing, output: z.array(CallAlert) },
  /** Puts a card away. */
  'alerts.dismiss': { input: LiveCallRef, output: done },
  'alertSettings.read': { input: nothing, output: z.array(AlertSettings) },
  'alertSettings.write': { input: AlertSettings, output: z.array(AlertSettings) },
  /** `number` as the provider wrote it. */
  'callers.history': { input: z.strictObject({ number: z.string().min(1).max(60) }), output: CallerHistory },
  /** The next due first, those without a time last. */
  'followUps.list': { input: nothing, output: z.array(FollowUp) },
  /** One a number: adding it again changes when it is due. */
  'followUps.add': {
    input: FollowUp.omit({ id: true, createdAt: true }),
    output: z.array(FollowUp),
  },
  'followUps.remove': { input: z.strictObject({ id: z.string().max(40) }), output: z.array(FollowUp) },
  /** What the person at this desk may be set to in an account. */
  'presence.choices': { input: z.strictObject({ accountId: AccountId }), output: PresenceChoices },
  'presence.set': {
    input: z.strictObject({ accountId: AccountId, choice: z.string().max(100) }),
    output: PresenceChoices,
  },
  /** Opens the provider's page where presence is set. */
  'presence.openPage': { input: z.strictObject({ accountId: AccountId }), output: done },
} as const satisfies Record<OperationName, { input: z.ZodType; output: z.ZodType }>;

const sequence = z.number().int().nonnegative();

/** Past tense: they say what changed, with a sequence number; the page reads again through a query. */
export const events = {
  'calls.changed': z.strictObject({
    sequence,
    accountId: AccountId,
    changed: z.number().int().nonnegative(),
  }),
  'accounts.changed': z.strictObject({ sequence }),
  'signIn.changed': z.strictObject({ sequence }),
  'connection.changed': z.strictObject({ sequence }),
  'sync.changed': z.strictObject({ sequence, statuses: z.array(SyncStatus) }),
  /**
   * `sequence` is that of the snapshot. `delta` makes it of the snapshot numbered one less; null: it is to be read. Many
   * deltas may come in a second.
   */
  'switchboard.changed': z.strictObject({ sequence, delta: SwitchboardDelta.nullable() }),
  'settings.changed': z.strictObject({ sequence }),
  'views.changed': z.strictObject({ sequence }),
  'exports.changed': z.strictObject({ sequence, state: ExportState }),
  /** The menu or tray asked the page to go somewhere. */
  'navigation.requested': z.strictObject({
    sequence,
    to: z.enum([
      'calls',
      'missed',
      'switchboard',
      'settings',
      'accounts',
      /** The screen or dialog to sign in: a link or an attempt of an earlier run asked for it. */
      'sign-in',
      /** The connection string that `--connection-file` brought. */
      'connection',
    ]),
  }),
  /** The window is about to go: how the desk is left is to be written now, changed or not. */
  'desk.requested': z.strictObject({ sequence }),
  'live.changed': z.strictObject({ sequence, statuses: z.array(LiveStatus) }),
  'alerts.changed': z.strictObject({ sequence, alerts: z.array(CallAlert) }),
  'followUps.changed': z.strictObject({ sequence }),
  /** A notification was clicked: the page shows that call, its card while it runs, else what the call log has of it. */
  'call.requested': z.strictObject({ sequence, call: LiveCallRef, callId: CallId.nullable() }),
} as const satisfies Record<EventName, z.ZodType>;

export type Input<N extends OperationName> = z.infer<(typeof operations)[N]['input']>;
export type Output<N extends OperationName> = z.infer<(typeof operations)[N]['output']>;
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]>;

/** Exactly total over the contract: a missing or an extra key does not compile. */
export type Handlers = { readonly [N in OperationName]: (input: Input<N>) => Promise<Output<N>> };

/** What the preload script puts at `window.switchdeck`: one function per key, nothing generic. */
export interface Bridge {
  readonly operations: { readonly [N in OperationName]: (input: Input<N>) => Promise<Result<Output<N>>> };
  /** Each subscription returns its unsubscribe. */
  readonly events: {
    readonly [N in EventName]: (listener: (payload: EventPayload<N>) => void) => () => void;
  };
}
