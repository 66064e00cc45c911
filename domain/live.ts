import { z } from 'zod';
import { AccountId } from './account.ts';
import { Call, CallCount, CallId, Note, Tag } from './call.ts';
import { LiveCall, Person } from './switchboard.ts';

/**
 * How an account hears of what happens now. `live`: events come as they happen; `connecting`: they soon will, or will
 * again; `polling`: it is asked again and again, `why` says why nothing better is to be had.
 */
export const LiveStatus = z.strictObject({
  accountId: AccountId,
  state: z.enum(['live', 'connecting', 'polling']),
  /**
   * `no-relay`: signed in a way that has none; `sign-in`: the relay no longer knows this desktop, signing in again helps;
   * `refused`: the provider does not send events for this access; `relay-down`: the relay does not answer; `offline`;
   * `none`: the phone system sends no events. Null while `live`.
   */
  why: z.enum(['no-relay', 'sign-in', 'refused', 'silent', 'relay-down', 'offline', 'none']).nullable(),
  /** Since when it is so, epoch ms. */
  since: z.number().int(),
  /** When an event, or a sign that there were none, last came; epoch ms. Null when never. */
  heardAt: z.number().int().nullable(),
});
export type LiveStatus = z.infer<typeof LiveStatus>;

/** What changed on the switchboard since the snapshot before: whole objects that take the place of those with their ids. */
export const SwitchboardDelta = z.strictObject({
  people: z.array(Person),
  liveCalls: z.array(LiveCall),
  /** Calls that are over. */
  over: z.array(z.strictObject({ accountId: AccountId, id: z.string() })),
});
export type SwitchboardDelta = z.infer<typeof SwitchboardDelta>;

/** A running call of one account. */
export const LiveCallRef = z.strictObject({ accountId: AccountId, id: z.string().min(1).max(200) });
export type LiveCallRef = z.infer<typeof LiveCallRef>;

/** Which calls an agent is told of, for one account. */
export const AlertRules = z.strictObject({
  enabled: z.boolean(),
  /** `mine`: those that ring at, or are taken by, the person at this desk; `everybody`: every incoming call. */
  whose: z.enum(['mine', 'everybody']),
  /** Ids of the lines that count; empty: all. */
  lines: z.array(z.string().max(200)).max(200),
  /** No notification between these local times, minutes after midnight, also past midnight; null: always. */
  quietHours: z
    .strictObject({ from: z.number().int().min(0).max(1439), to: z.number().int().min(0).max(1439) })
    .nullable(),
  /** Also while the person at this desk talks. */
  duringOwnCalls: z.boolean(),
});
export type AlertRules = z.infer<typeof AlertRules>;

export const defaultAlertRules: AlertRules = {
  enabled: true,
  whose: 'mine',
  lines: [],
  quietHours: null,
  duringOwnCalls: false,
};

/** Rules of an account, and who the person at this desk is there where they had to say so themselves. */
export const AlertSettings = z.strictObject({
  accountId: AccountId,
  rules: AlertRules,
  /** The person of the switchboard they chose; null: as the sign-in tells. */
  personId: z.string().max(200).nullable(),
});
export type AlertSettings = z.infer<typeof AlertSettings>;

/** A call the agent is told of: a card in the window, and a notification outside it. */
export const CallAlert = z.strictObject({
  /** As it is, or as it was last. */
  call: LiveCall,
  /** Epoch ms. */
  since: z.number().int(),
  /** When it was over, epoch ms; null while it runs. */
  overAt: z.number().int().nullable(),
});
export type CallAlert = z.infer<typeof CallAlert>;

/** What is known of a caller at a glance, from every account. */
export const CallerHistory = z.strictObject({
  calls: CallCount,
  /** The newest, by whomever; five at most. */
  last: z.array(Call),
  /** Missed calls of theirs that nobody has called back, or talked to them since. */
  openMissed: z.number().int().nonnegative(),
  /** The newest notes, three at most, with the call they are on. */
  notes: z.array(z.strictObject({ callId: CallId, note: Note })),
  /** Tags of their calls, the most frequent first, eight at most. */
  tags: z.array(Tag),
});
export type CallerHistory = z.infer<typeof CallerHistory>;

/** A call back that the agent wants to be reminded of. Kept on this machine. */
export const FollowUp = z.strictObject({
  id: z.string().max(40),
  accountId: AccountId,
  /** Null where the call is not in the call log (yet). */
  callId: CallId.nullable(),
  /** As the provider wrote it. */
  number: z.string().min(1).max(60),
  name: z.string().max(200).nullable(),
  createdAt: z.number().int(),
  /** When to be reminded, epoch ms; null: whenever. */
  dueAt: z.number().int().nullable(),
});
export type FollowUp = z.infer<typeof FollowUp>;

/** What the person at this desk may be set to by the provider's documented means, or where that is done instead. */
export const PresenceChoices = z.strictObject({
  choices: z.array(
    z.strictObject({ id: z.string().max(100), name: z.string().max(200), active: z.boolean() }),
  ),
  /** True when the provider has a page where presence is set. */
  page: z.boolean(),
});
export type PresenceChoices = z.infer<typeof PresenceChoices>;
