import { z } from 'zod';
import { Failure } from './failure.ts';

export const providerIds = ['aircall', 'voipex'] as const;
export const ProviderId = z.enum(providerIds);
export type ProviderId = z.infer<typeof ProviderId>;

/** `provider:random`, chosen by us; never anything of the credential. */
export const AccountId = z.string().regex(/^(aircall|voipex):[a-z0-9]{8,32}$/);
export type AccountId = z.infer<typeof AccountId>;

/** Every way to sign in that the design knows. `signIn.ways` says which of them this run offers. */
export const signInWays = [
  'aircall-oauth',
  'aircall-own-client',
  'aircall-api-key',
  'aircall-sso',
  'voipex-password',
] as const;
export const SignInWay = z.enum(signInWays);
export type SignInWay = z.infer<typeof SignInWay>;

export const capabilityNames = ['calls', 'switchboard', 'recordings', 'dial', 'impersonate'] as const;
export const CapabilityName = z.enum(capabilityNames);
export type CapabilityName = z.infer<typeof CapabilityName>;

/** What probing showed, not what a licence is called: `unknown` when the probe could not be answered. */
export const CapabilityState = z.enum(['proven', 'refused', 'unknown']);
export type CapabilityState = z.infer<typeof CapabilityState>;
export const Capabilities = z.record(CapabilityName, CapabilityState);
export type Capabilities = z.infer<typeof Capabilities>;

export const accountColours = [
  'teal',
  'blue',
  'violet',
  'pink',
  'orange',
  'lime',
  'slate',
  'yellow',
] as const;
export const AccountColour = z.enum(accountColours);
export type AccountColour = z.infer<typeof AccountColour>;

export const AccountLabel = z.string().trim().min(1).max(60);

/**
 * - `signed-in`: tokens in the keychain. - `memory-only`: signed in, and gone when the app quits: there is no keychain,
 *   or the account acts as another user (`actingAs` is set), whose token is never kept and which is as it should be.
 * - `needs-sign-in`: the token is missing, revoked or unreadable; cached calls stay readable.
 * - `signed-out`: the user signed out and kept the cached calls.
 */
export const AccountStatus = z.enum(['signed-in', 'memory-only', 'needs-sign-in', 'signed-out']);
export type AccountStatus = z.infer<typeof AccountStatus>;

/** The company's API budget as far as it is known. Numbers are requests. */
export const BudgetReading = z.strictObject({
  limitPerMinute: z.number().int().positive(),
  /** Requests we sent in the last 60 seconds. */
  usedLastMinute: z.number().int().nonnegative(),
  /** Requests of everybody else in the company in the last minute, worked out from what the provider says is left; null when it does not say. */
  othersLastMinute: z.number().int().nonnegative().nullable(),
  /** What the provider said is left, for everybody in the company; null when it does not say. */
  remaining: z.number().int().nullable(),
  /** True when `limitPerMinute` came from the provider and is not our cautious assumption. */
  learnt: z.boolean(),
});
export type BudgetReading = z.infer<typeof BudgetReading>;

export const AccountHealth = z.strictObject({
  lastSuccessAt: z.number().int().nullable(),
  /** How far behind the newest pull is, in ms, at `lastSuccessAt`. */
  lagMs: z.number().int().nullable(),
  budget: BudgetReading.nullable(),
  tokenObtainedAt: z.number().int().nullable(),
  /** Null for credentials that do not expire (Aircall). */
  tokenExpiresAt: z.number().int().nullable(),
  failure: Failure.nullable(),
  /** Values the provider sent that we do not know, and records we had to leave out, since the app started. */
  unknownValues: z.number().int().nonnegative(),
  rejectedRecords: z.number().int().nonnegative(),
});
export type AccountHealth = z.infer<typeof AccountHealth>;

/** One VoIPEX switchboard (ústředna): a PBX instance. */
export const Pbx = z.strictObject({
  pbxId: z.string(),
  name: z.string().nullable(),
  hostname: z.string().nullable(),
  version: z.string().nullable(),
});
export type Pbx = z.infer<typeof Pbx>;

/** The person a sign-in stands for, where it stands for one (agent SSO, a VoIPEX user); never used to grant a right. */
export const AgentIdentity = z.strictObject({
  /** The provider's id of the user; empty when it does not say. */
  id: z.string().max(100),
  name: z.string().max(200),
  email: z.string().max(200).nullable(),
  company: z.string().max(200).nullable(),
});
export type AgentIdentity = z.infer<typeof AgentIdentity>;

/** Set while an access acts as another user by token exchange. Such an account is gone when that ends. */
export const ActingAs = z.strictObject({
  /** The access whose right it is. */
  base: AccountId,
  email: z.string().max(200),
  /** Epoch ms. */
  since: z.number().int(),
});
export type ActingAs = z.infer<typeof ActingAs>;

/**
 * Whether the provider sends its events to the relay: `on`; `repaired`: it had switched them off and they were switched
 * on again; `refused`: the access may not ask for them; `failed`: could not be checked.
 */
export const EventsState = z.enum(['on', 'repaired', 'refused', 'failed']);
export type EventsState = z.infer<typeof EventsState>;

export const Account = z.strictObject({
  id: AccountId,
  provider: ProviderId,
  label: AccountLabel,
  colour: AccountColour,
  way: SignInWay,
  /** Company name or e-mail as the provider gave it; for display. */
  signedInAs: z.string().max(200),
  status: AccountStatus,
  createdAt: z.number().int(),
  capabilities: Capabilities,
  pbx: z.array(Pbx),
  agent: AgentIdentity.nullable(),
  actingAs: ActingAs.nullable(),
  /** Null for a way that has no relay to send events to. */
  events: EventsState.nullable(),
  health: AccountHealth,
});
export type Account = z.infer<typeof Account>;
