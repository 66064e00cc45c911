import { z } from 'zod';
import { AccountId, AccountLabel, Capabilities, Pbx, ProviderId, SignInWay } from './account.ts';
import { Failure } from './failure.ts';

/** One property as the page may see it: a secret's value is masked in main. */
export const ConnectionField = z.strictObject({
  /** As the documents spell it: `OAuthClientId`. */
  key: z.string().max(60),
  value: z.string().max(2100),
  secret: z.boolean(),
});
export type ConnectionField = z.infer<typeof ConnectionField>;

export const connectionProblems = [
  'empty',
  'too-long', // above 8 KiB
  'control-character',
  'unclosed-quote',
  'text-after-quote',
  'empty-key',
  'no-equals-sign',
  'repeated-key',
  'missing-key',
  'bad-value', // a word the key does not know, an address that is none
  'unreadable-file', // gone, not a plain file, or not ours to read
  'not-text', // a file that is not UTF-8
] as const;

/** Why a string cannot be used; `position` counts characters from 1. Never a value. */
export const ConnectionProblem = z.strictObject({
  kind: z.enum(connectionProblems),
  key: z.string().max(60).nullable(),
  position: z.number().int().positive().nullable(),
});
export type ConnectionProblem = z.infer<typeof ConnectionProblem>;

/** What a dry run showed. Nothing of it is saved yet. */
export const ConnectionTrial = z.strictObject({
  signedInAs: z.string().max(200),
  capabilities: Capabilities,
  pbx: z.array(Pbx),
});
export type ConnectionTrial = z.infer<typeof ConnectionTrial>;

/** A connection string that was pasted, dropped or named on the command line. The string itself stays in main. */
export const ConnectionDraft = z.strictObject({
  id: z.string().max(40),
  /** `read`: parsed, perhaps with problems. `trying`, `tried`, `failed`: the dry run. */
  stage: z.enum(['read', 'trying', 'tried', 'failed']),
  provider: ProviderId,
  way: SignInWay.nullable(),
  fields: z.array(ConnectionField).max(100),
  /** The whole string printed back, secrets masked. */
  printed: z.string().max(9000),
  /** `off` and `refresh` never open a browser. Null where the way needs none. */
  initiate: z.enum(['off', 'refresh', 'get-and-refresh']).nullable(),
  label: AccountLabel.nullable(),
  /** Keys nobody knows, as they were written; kept out. */
  unknownKeys: z.array(z.string().max(60)).max(100),
  /** Empty when it can be tried. */
  problems: z.array(ConnectionProblem).max(100),
  /** The account that keeping it would sign in again; null when it would add one. */
  existing: AccountId.nullable(),
  trial: ConnectionTrial.nullable(),
  failure: Failure.nullable(),
});
export type ConnectionDraft = z.infer<typeof ConnectionDraft>;
