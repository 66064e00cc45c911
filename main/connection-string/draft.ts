import { randomBytes } from 'node:crypto';
import type { Account, AccountId } from '../../domain/account.ts';
import type { ConnectionDraft } from '../../domain/connection-string.ts';
import type { Failure } from '../../domain/failure.ts';
import type { Tried } from './dry-run.ts';
import { maskedFields, printMasked } from './mask.ts';
import type { ParsedConnectionString } from './parse.ts';
import { type ConnectionAccess, type ProfileFacts, readProfile } from './profile.ts';

/** What was read of a string and does not change: safe to show. */
type Shown = Pick<
  ConnectionDraft,
  'id' | 'provider' | 'way' | 'fields' | 'printed' | 'initiate' | 'label' | 'unknownKeys' | 'problems'
>;

/** One string that waits to be kept. `access` and `tried` hold secrets and never leave main. */
export interface Draft {
  readonly shown: Shown;
  /** Null while there are problems. */
  readonly access: ConnectionAccess | null;
  stage: ConnectionDraft['stage'];
  existing: AccountId | null;
  tried: Tried | null;
  failure: Failure | null;
  /** The attempt in the browser that the dry run waits for; null when it waits for none. */
  attemptId: string | null;
  trying: Promise<void> | null;
  keeping: Promise<Account> | null;
  /** Aborts when the draft is over, kept or not. */
  readonly closing: AbortController;
  /** Aborts when the draft comes to nothing; never once it is kept, for what was begun with it lives on. */
  readonly abandoned: AbortController;
}

/** What a reply may hold. */
const mostListed = 100;

export function newDraft({ pairs, problems }: ParsedConnectionString, facts: ProfileFacts): Draft {
  const { access, problems: ofMeaning, unknownKeys, ...meaning } = readProfile(pairs, facts);
  // What the grammar refused may have been meant otherwise: nothing more is said of its meaning.
  const all = problems.length > 0 ? problems : ofMeaning;
  return {
    shown: {
      ...meaning,
      id: randomBytes(8).toString('hex'),
      fields: maskedFields(pairs),
      printed: printMasked(pairs),
      unknownKeys: unknownKeys.slice(0, mostListed),
      problems: all.slice(0, mostListed),
    },
    access: all.length > 0 ? null : access,
    stage: 'read',
    existing: null,
    tried: null,
    failure: null,
    attemptId: null,
    trying: null,
    keeping: null,
    closing: new AbortController(),
    abandoned: new AbortController(),
  };
}

/** The draft as the page may see it. */
export function viewDraft({ shown, stage, existing, tried, failure }: Draft): ConnectionDraft {
  return { ...shown, stage, existing, trial: tried === null ? null : trialOf(tried), failure };
}

function trialOf(tried: Tried): NonNullable<ConnectionDraft['trial']> {
  const { signedInAs, capabilities, pbx } = tried.by === 'grant' ? tried.proven.access : tried.access;
  return { signedInAs: signedInAs.slice(0, 200), capabilities, pbx: [...pbx] };
}
