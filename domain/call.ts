import { z } from 'zod';
import { AccountId, ProviderId } from './account.ts';

/** `provider:account:providerCallId`, for instance `aircall:k3j9x0a1:3012456789`. */
export const CallId = z.string().regex(/^(aircall|voipex):[a-z0-9]{8,32}:.{1,200}$/s);
export type CallId = z.infer<typeof CallId>;

export const directions = ['in', 'out', 'internal'] as const;
export const Direction = z.enum(directions);
export type Direction = z.infer<typeof Direction>;

export const CallState = z.enum(['ringing', 'ongoing', 'ended']);
export type CallState = z.infer<typeof CallState>;

export const outcomes = [
  'answered',
  'missed',
  'voicemail',
  'abandoned',
  'busy',
  'failed',
  'blocked',
  'other',
] as const;
/** How a call ended. `other`: the provider used a word we do not know; it is kept in `providerReason`. */
export const Outcome = z.enum(outcomes);
export type Outcome = z.infer<typeof Outcome>;

/** The person outside (or the colleague, for an internal call). */
export const RemoteParty = z.strictObject({
  /** E.164 with `+` when the raw text could be parsed, else null. */
  e164: z.string().nullable(),
  /** What the provider sent, always kept. Empty when the number is withheld. */
  raw: z.string(),
  hidden: z.boolean(),
  name: z.string().nullable(),
  organisation: z.string().nullable(),
});
export type RemoteParty = z.infer<typeof RemoteParty>;

/** Our own side: a public number (Aircall number, VoIPEX DDI or trunk) or an extension. */
export const Line = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  number: z.string().nullable(),
});
export type Line = z.infer<typeof Line>;

export const Agent = z.strictObject({ id: z.string(), name: z.string(), extension: z.string().nullable() });
export type Agent = z.infer<typeof Agent>;

export const Team = z.strictObject({ id: z.string(), name: z.string() });
export type Team = z.infer<typeof Team>;

export const Tag = z.strictObject({ id: z.string(), name: z.string(), colour: z.string().nullable() });
export type Tag = z.infer<typeof Tag>;

export const Note = z.strictObject({
  id: z.string(),
  text: z.string(),
  author: z.string().nullable(),
  at: z.number().int().nullable(),
});
export type Note = z.infer<typeof Note>;

/**
 * One call as a person thinks of it. Instants are epoch ms UTC, durations seconds.
 * Recording and voicemail are told as facts: their URLs expire and are fetched afresh to be played.
 */
export const Call = z.strictObject({
  id: CallId,
  accountId: AccountId,
  provider: ProviderId,
  providerCallId: z.string(),
  /** Shared by the legs of one conversation within a provider (VoIPEX `linkedid`); null when it has no such notion. */
  conversationId: z.string().nullable(),
  direction: Direction,
  state: CallState,
  /** Null while the call runs. */
  outcome: Outcome.nullable(),
  /** The provider's own word for how it ended, as sent. */
  providerReason: z.string().nullable(),
  startedAt: z.number().int(),
  answeredAt: z.number().int().nullable(),
  endedAt: z.number().int().nullable(),
  waitSeconds: z.number().nonnegative().nullable(),
  talkSeconds: z.number().nonnegative().nullable(),
  remote: RemoteParty,
  line: Line.nullable(),
  agent: Agent.nullable(),
  teams: z.array(Team),
  transferredBy: Agent.nullable(),
  /** A colleague, or a raw number for a transfer outside. */
  transferredTo: z.strictObject({ agent: Agent.nullable(), number: z.string().nullable() }).nullable(),
  tags: z.array(Tag),
  notes: z.array(Note),
  hasRecording: z.boolean(),
  hasVoicemail: z.boolean(),
  /** https address of the call's page at the provider, or null. Opened by main only, after checking its host. */
  providerPage: z.string().nullable(),
});
export type Call = z.infer<typeof Call>;

/**
 * What the agent narrows the list to. Empty arrays and nulls mean "any".
 * `text` is matched against names, numbers, lines, agents, tags and notes.
 */
export const CallFilter = z.strictObject({
  accounts: z.array(AccountId).max(50),
  providers: z.array(ProviderId),
  directions: z.array(Direction),
  outcomes: z.array(Outcome),
  agents: z.array(z.string().max(200)).max(200),
  lines: z.array(z.string().max(200)).max(200),
  /** Epoch ms, inclusive. */
  from: z.number().int().nullable(),
  /** Epoch ms, exclusive. */
  to: z.number().int().nullable(),
  text: z.string().max(200),
});
export type CallFilter = z.infer<typeof CallFilter>;

export const anyCall: CallFilter = {
  accounts: [],
  providers: [],
  directions: [],
  outcomes: [],
  agents: [],
  lines: [],
  from: null,
  to: null,
  text: '',
};

/**
 * A window of the newest-first list. `anchor` freezes the list for a reader: calls newer than it are only counted,
 * so what is read does not move. Null takes the newest call as the anchor.
 */
export const CallPageRequest = z.strictObject({
  filter: CallFilter,
  anchor: z.number().int().nullable(),
  offset: z.number().int().nonnegative(),
  limit: z.number().int().min(1).max(500),
});
export type CallPageRequest = z.infer<typeof CallPageRequest>;

/** How many calls: exactly, or (`exact` false) more than `count`, because not all were looked at yet. */
export const CallCount = z.strictObject({ count: z.number().int().nonnegative(), exact: z.boolean() });
export type CallCount = z.infer<typeof CallCount>;

export const CallPage = z.strictObject({
  calls: z.array(Call),
  /** For each of `calls`, how many other calls its story has that are not rings of the same conversation. */
  joined: z.array(z.number().int().nonnegative()),
  offset: z.number().int().nonnegative(),
  anchor: z.number().int().nullable(),
  /** Calls that match, up to the anchor. The newest come at once, before all are counted. */
  total: CallCount,
  /** Calls that match and are newer than the anchor. */
  newer: z.number().int().nonnegative(),
});
export type CallPage = z.infer<typeof CallPage>;

/** One local day of the list: its first instant and how many calls match. Newest day first. */
export const CallDay = z.strictObject({ startsAt: z.number().int(), count: z.number().int().positive() });
export type CallDay = z.infer<typeof CallDay>;

export const callStepKinds = [
  'started',
  'rang',
  'queued',
  'answered',
  'missed-by',
  'forwarded',
  'transferred',
  'voicemail',
  'ended',
] as const;
/** One line of a call's story, in order. */
export const CallStep = z.strictObject({
  kind: z.enum(callStepKinds),
  at: z.number().int().nullable(),
  /** Agent, queue or number the step is about. */
  who: z.string().nullable(),
  /** Length of the step in seconds, when it has one (rang 12 s, talked 3 min). */
  seconds: z.number().nonnegative().nullable(),
  /** Where it happened, in a story over several accounts; left out where there is one. */
  accountId: AccountId.optional(),
});
export type CallStep = z.infer<typeof CallStep>;

export const joinKinds = ['forwarded', 'transferred'] as const;
/**
 * Two calls that are legs of one story though no provider says so with one id: `from` was forwarded, or handed over,
 * and went on as `to`. A view over calls: neither is changed by it, and the agent may part them again.
 */
export const CallJoin = z.strictObject({
  from: CallId,
  to: CallId,
  kind: z.enum(joinKinds),
  /** What tells so, for the agent to judge: one number, overlapping times, ends together, the provider's hint of the target. */
  signs: z.array(z.enum(['number', 'overlap', 'same-end', 'target', 'handover'])),
  /** The agent said that these are two stories. Kept, so that they stay apart. */
  parted: z.boolean(),
});
export type CallJoin = z.infer<typeof CallJoin>;

export const CallDetail = z.strictObject({
  call: Call,
  story: z.array(CallStep),
  /** The other legs of the same story, oldest first, of whatever account; the call itself is not among them. */
  legs: z.array(Call),
  /** Joins among the call and its legs, and those of the call that were parted. */
  joins: z.array(CallJoin),
});
export type CallDetail = z.infer<typeof CallDetail>;

/** Something a typed operator may be completed with, with how many calls have it. */
export const CallSuggestion = z.strictObject({ value: z.string(), calls: z.number().int().nonnegative() });
export type CallSuggestion = z.infer<typeof CallSuggestion>;

/** What the filters may offer: agents and lines that occur in the stored calls. */
export const CallFacets = z.strictObject({
  agents: z.array(
    z.strictObject({ key: z.string(), name: z.string(), accountId: AccountId, calls: z.number().int() }),
  ),
  lines: z.array(
    z.strictObject({ key: z.string(), name: z.string(), accountId: AccountId, calls: z.number().int() }),
  ),
  /** Start of the earliest stored call, epoch ms. */
  earliest: z.number().int().nullable(),
  total: z.number().int().nonnegative(),
});
export type CallFacets = z.infer<typeof CallFacets>;
