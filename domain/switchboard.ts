import { z } from 'zod';
import { AccountId, Pbx, ProviderId } from './account.ts';
import { CallId, Direction } from './call.ts';
import { Failure } from './failure.ts';

export const presences = [
  'on-call',
  'ringing',
  'wrap-up',
  'available',
  'paused',
  'do-not-disturb',
  'offline',
  'unknown',
] as const;
/** Our words for what a person is doing. The provider's own word is kept beside it. */
export const Presence = z.enum(presences);
export type Presence = z.infer<typeof Presence>;

export const callWays = ['line', 'ivr', 'queue', 'team', 'forwarded-from', 'transferred-by'] as const;
/** One station of how a call came to where it rings. */
export const CallWay = z.strictObject({ kind: z.enum(callWays), name: z.string() });
export type CallWay = z.infer<typeof CallWay>;

export const LiveCall = z.strictObject({
  id: z.string(),
  accountId: AccountId,
  /** The call as the call log has it, or soon will; null where the provider numbers running calls otherwise. */
  callId: CallId.nullable(),
  /** Shared with the call log where `callId` is not (VoIPEX `callId`); null otherwise. */
  conversationId: z.string().nullable(),
  direction: Direction,
  state: z.enum(['ringing', 'talking', 'held']),
  /** Number or name of the other party as the provider gave it; null when unknown or withheld. */
  remote: z.strictObject({ number: z.string().nullable(), name: z.string().nullable() }),
  /** Who talks, or whose phone rings if it is one only; null where nobody is known. */
  personId: z.string().nullable(),
  /** People whose phones ring now, as far as the provider tells. */
  ringing: z.array(z.string()),
  /** Our line; null when the provider does not tell. */
  lineId: z.string().nullable(),
  /** How it came here, in order; empty for calls out, and when the provider does not tell. */
  way: z.array(CallWay),
  /** Epoch ms from which the running timer counts. */
  startedAt: z.number().int().nullable(),
});
export type LiveCall = z.infer<typeof LiveCall>;

export const Person = z.strictObject({
  id: z.string(),
  accountId: AccountId,
  provider: ProviderId,
  name: z.string(),
  email: z.string().nullable(),
  extension: z.string().nullable(),
  presence: Presence,
  /** The provider's word as sent (`doing_back_office`, `isPaused`), for the tooltip; null when it gave none. */
  presenceWord: z.string().nullable(),
  /** Epoch ms since when, where the provider tells. */
  since: z.number().int().nullable(),
  liveCallId: z.string().nullable(),
  teamIds: z.array(z.string()),
});
export type Person = z.infer<typeof Person>;

export const SwitchboardLine = z.strictObject({
  id: z.string(),
  accountId: AccountId,
  name: z.string(),
  /** As the provider writes it; the page formats it nationally. */
  number: z.string().nullable(),
  kind: z.enum(['number', 'extension', 'caller-id', 'other']),
  /** Open for calls now, where the provider tells. */
  open: z.enum(['open', 'closed', 'by-schedule', 'unknown']),
  owner: z.string().nullable(),
});
export type SwitchboardLine = z.infer<typeof SwitchboardLine>;

/** An Aircall team or a VoIPEX queue. */
export const Group = z.strictObject({
  id: z.string(),
  accountId: AccountId,
  kind: z.enum(['team', 'queue']),
  name: z.string(),
  memberIds: z.array(z.string()),
  /** Members who could take a call now, when the provider tells it itself. */
  free: z.number().int().nonnegative().nullable(),
  /** Callers waiting, when the provider tells. */
  waiting: z.number().int().nonnegative().nullable(),
});
export type Group = z.infer<typeof Group>;

/** The state of one account's part of the switchboard. A failing account never hides the others. */
export const SwitchboardPart = z.strictObject({
  accountId: AccountId,
  /** When this part was last read whole, epoch ms; null when never. */
  takenAt: z.number().int().nullable(),
  failure: Failure.nullable(),
  pbx: z.array(Pbx),
});
export type SwitchboardPart = z.infer<typeof SwitchboardPart>;

/** Numbered: a reader drops any snapshot whose `sequence` is not larger than the one it has. */
export const SwitchboardSnapshot = z.strictObject({
  sequence: z.number().int().nonnegative(),
  parts: z.array(SwitchboardPart),
  people: z.array(Person),
  lines: z.array(SwitchboardLine),
  groups: z.array(Group),
  liveCalls: z.array(LiveCall),
});
export type SwitchboardSnapshot = z.infer<typeof SwitchboardSnapshot>;
