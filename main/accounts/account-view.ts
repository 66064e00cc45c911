import type { Account, AccountStatus } from '../../domain/account.ts';
import type { Failure } from '../../domain/failure.ts';
import type { Credential } from '../providers/provider.ts';
import type { Checkpoint } from '../calls/call-store.ts';
import type { Part } from '../switchboard/merge-parts.ts';
import type { AccountRecord } from './account-register.ts';
import type { Connection } from './connections.ts';

/** What is known of an account besides its record. Absent parts are unknown. */
export interface AccountFacts {
  readonly connection: Connection | undefined;
  readonly checkpoint: Checkpoint | null;
  readonly part: Part | undefined;
}

/** The account as the page may see it: built field by field, so that nothing of a credential can slip in. */
export function viewAccount(record: AccountRecord, { connection, checkpoint, part }: AccountFacts): Account {
  const status = statusOf(record, connection);
  const credential = record.signedOut ? null : (connection?.authority.credential() ?? null);
  const sync = connection?.sync?.status();
  const pulledAt = sync?.lastSuccessAt ?? checkpoint?.lastSuccessAt ?? null;
  return {
    id: record.id,
    provider: record.provider,
    label: record.label,
    colour: record.colour,
    way: record.way,
    signedInAs: record.signedInAs,
    status,
    createdAt: record.createdAt,
    capabilities: record.capabilities,
    pbx: record.pbx,
    agent: record.agent,
    actingAs: record.actingAs,
    events: record.events,
    health: {
      lastSuccessAt: latest(pulledAt, part?.takenAt ?? null),
      lagMs: lagOf(checkpoint),
      budget: connection?.budget.reading() ?? null,
      tokenObtainedAt: credential?.obtainedAt ?? null,
      tokenExpiresAt: endOf(credential, connection) ?? null,
      failure: failureOf(status, sync?.failure ?? part?.failure ?? null),
      unknownValues: connection?.irregularities.unknownValues ?? 0,
      rejectedRecords: connection?.irregularities.rejectedRecords ?? 0,
    },
  };
}

/**
 * When the access must be renewed. Where renewals come by themselves, nobody has to mind the token's own end: what counts
 * is the day from which none will come.
 */
const endOf = (
  credential: Credential | null,
  connection: Connection | undefined,
): number | null | undefined =>
  connection?.session.pushed == null ? credential?.expiresAt : credential?.renewableUntil;

/** An account's status as the page is told it. */
export function statusOf(record: AccountRecord, connection: Connection | undefined): AccountStatus {
  if (record.signedOut) return 'signed-out';
  const state = connection?.authority.state() ?? 'needs-sign-in';
  // Refused although freshly renewed: the value counts as good, the access does not.
  if (connection?.sync?.status().failure?.code === 'not-signed-in') return 'needs-sign-in';
  // A keychain that takes its time is no reason to ask for a sign-in.
  return state === 'loading' ? 'signed-in' : state;
}

function failureOf(status: AccountStatus, seen: Failure | null): Failure | null {
  if (status === 'signed-out') return null;
  return status === 'needs-sign-in' ? { code: 'not-signed-in' } : seen;
}

const latest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

/** How much of the time before the last complete pull was not yet covered by it. */
const lagOf = (checkpoint: Checkpoint | null): number | null =>
  checkpoint?.lastSuccessAt == null
    ? null
    : Math.max(0, Math.round(checkpoint.lastSuccessAt - checkpoint.coveredTo));
