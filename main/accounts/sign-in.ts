import { randomBytes } from 'node:crypto';
import { type AccountId, AccountLabel, type SignInWay } from '../../domain/account.ts';
import { keepEverything } from '../../domain/keeping.ts';
import { createAuthority } from '../auth/authority.ts';
import type { CredentialVault, VaultReading } from '../auth/credential-vault.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { Http } from '../http.ts';
import type { InTurn } from '../in-turn.ts';
import { type Log, silentLog } from '../log.ts';
import { type CompanyBudget, createBudget } from '../providers/budget.ts';
import type { Credential, Provider, ProvenAccess, SignInGrant } from '../providers/provider.ts';
import type { AccountRecord, AccountRegister } from './account-register.ts';
import { hasSameOwner, isNobodys, marksOf, tellsOnlyWho } from './company.ts';
import type { Connections } from './connections.ts';
import { countIrregularities } from './irregularity-count.ts';
import { proveKeychain } from './prove-keychain.ts';
import { writeRecord, type WriteRecordPorts } from './write-record.ts';

export interface SignInPorts extends WriteRecordPorts {
  readonly providers: readonly Provider[];
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly homeCountry: () => string;
  readonly vault: CredentialVault;
  readonly connections: Connections;
  /** Changes to accounts never mix with one another. */
  readonly inTurn: InTurn;
}

/** What a grant has shown before anything of ours is changed. */
export interface Proven {
  readonly provider: Provider;
  readonly access: ProvenAccess;
  readonly credential: Credential;
  readonly budget: CompanyBudget;
}

/** Which account a sign-in is to become. */
export interface SignInTarget {
  readonly way: SignInWay;
  readonly label: string | null;
  /** Re-authentication in place: the account whose history it goes on with. */
  readonly renew: AccountId | null;
  /** Origin of the relay it goes through; null for ways without one. */
  readonly relay: string | null;
}

/**
 * Signs in and resolves with the account's record. Until the provider has accepted the grant and it has proven
 * good for something, nothing stored is touched: a failed attempt loses nothing, not even an earlier good credential.
 * Throws DeskError: `sign-in-rejected`, `provider-refused`, `offline` … as the provider says; `not-found` for an
 * account to renew that is no longer here; `cache-unavailable` when the account cannot be written down.
 */
export async function signIn(
  target: SignInTarget,
  grant: SignInGrant,
  ports: SignInPorts,
  signal: AbortSignal,
): Promise<AccountRecord> {
  checkTarget(target, ports);
  // Before the provider is asked: what it grants may be granted once only, and would be lost if it could not be kept.
  await proveKeychain(ports);
  return keepProven(target, await proveGrant(grant, target.relay, ports, signal), ports, signal);
}

/** Throws DeskError `not-found` or `invalid-request` for an account to renew that is gone or of another provider. */
export function checkTarget(
  target: SignInTarget,
  ports: { readonly providers: readonly Provider[]; readonly register: Pick<AccountRegister, 'find'> },
): void {
  if (target.renew === null) return;
  const renewed = ports.register.find(target.renew);
  if (renewed === undefined) throw new DeskError('not-found', { where: 'renew' });
  // Acting as another user has no sign-in of its own.
  if (renewed.actingAs !== null) throw new DeskError('invalid-request', { where: 'renew' });
  if (renewed.provider !== providerOf(target.way, ports.providers).id)
    throw new DeskError('invalid-request', { where: 'renew' });
}

/** Turns a grant into a credential and asks what it may do. Changes nothing of ours. Throws DeskError as the provider says. */
export async function proveGrant(
  grant: SignInGrant,
  relay: string | null,
  ports: SignInPorts,
  signal: AbortSignal,
): Promise<Proven> {
  const provider = providerOf(grant.way, ports.providers);
  const credential = await provider.signIn(grant, { http: ports.http, clock: ports.clock }, signal);
  return prove(provider, credential, relay, ports, signal);
}

/** Makes what was proven the account of `target`, in turn with other changes to accounts, unless `signal` aborts first. */
export async function keepProven(
  target: SignInTarget,
  proven: Proven,
  ports: SignInPorts,
  signal: AbortSignal,
): Promise<AccountRecord> {
  return ports.inTurn(async () => {
    signal.throwIfAborted(); // the turn may have taken its time to come
    return settle(target, proven, ports);
  });
}

function providerOf(way: SignInWay, providers: readonly Provider[]): Provider {
  const provider = providers.find((candidate) => candidate.ways.includes(way));
  if (provider === undefined) throw new DeskError('invalid-request', { where: 'way' });
  return provider;
}

/** Asks what the access may do, with an authority that keeps whatever is renewed meanwhile to itself. */
async function prove(
  provider: Provider,
  credential: Credential,
  relay: string | null,
  ports: SignInPorts,
  signal: AbortSignal,
): Promise<Proven> {
  const { http, clock, random } = ports;
  const accountId = newAccountId(provider);
  let held = credential;
  const authority = createAuthority({
    accountId,
    provider,
    http,
    clock,
    log: silentLog,
    vault: {
      read: async (): Promise<VaultReading> => ({ found: 'credential', credential: held, kept: 'memory' }),
      keep: async (_account, next) => {
        held = next;
        return 'memory';
      },
    },
  });
  const budget = createBudget({ limitPerMinute: provider.assumedLimitPerMinute, clock, random });
  const session = provider.connect({
    accountId,
    way: credential.way,
    http,
    authority,
    budget,
    clock,
    log: ports.log,
    irregularities: countIrregularities(accountId, ports.log),
    access: null,
    homeCountry: ports.homeCountry(),
    relay,
  });
  try {
    const access = await session.probe(signal);
    const readsNothing =
      access.capabilities.calls === 'refused' && access.capabilities.switchboard === 'refused';
    // An access may be good for nothing but telling who somebody is.
    if (readsNothing && access.agent === null) {
      throw new DeskError('provider-refused', { where: 'neither calls nor switchboard' });
    }
    return { provider, access, credential: held, budget };
  } finally {
    await authority.close();
  }
}

/** Writes the account down, keeps the credential and connects. */
async function settle(
  target: SignInTarget,
  { provider, access, credential, budget }: Proven,
  ports: SignInPorts,
): Promise<AccountRecord> {
  const { vault, register, connections, clock, log } = ports;
  const renewed = target.renew === null ? null : (register.find(target.renew) ?? null);
  const existing = existingAccount(provider, access, renewed, register.list());
  const signedInAs = access.signedInAs.slice(0, 200);
  const id = existing?.id ?? newAccountId(provider);
  const record: AccountRecord = {
    id,
    provider: provider.id,
    label: target.label ?? existing?.label ?? labelFor(signedInAs, provider, register.list()),
    colour: existing?.colour ?? register.freeColour(),
    way: target.way,
    signedInAs,
    createdAt: existing?.createdAt ?? clock.now(),
    capabilities: access.capabilities,
    pbx: [...access.pbx],
    surface: access.surface,
    signedOut: false,
    inKeychain: existing?.inKeychain === true,
    agent: access.agent,
    actingAs: null,
    events: null,
    companyMarks: marksOf(access, existing),
    relay: target.relay,
    retention: existing?.retention ?? keepEverything,
    ...(existing?.alerts === undefined ? {} : { alerts: existing.alerts }),
    ...(existing?.personId === undefined ? {} : { personId: existing.personId }),
    historyPaused: existing?.historyPaused ?? false,
  };
  // Signed in past the relay it had: that one must not go on hearing of its calls.
  if (existing !== undefined && existing.relay !== target.relay) await connections.find(id)?.events?.remove();
  // The record first: what is written to the keychain is noted in it.
  await writeRecord(record, ports);
  // The old connection ends before the new credential is kept, or a late renewal of the old one would overwrite it.
  await connections.close(id, 'keep');
  const kept = await vault.keep(id, credential);
  await connections.open(record, budget);
  log.info('account.signed-in', { account: id, way: target.way, kept, renewed: existing !== undefined });
  return record;
}

/**
 * The account this sign-in belongs to: the one being renewed, or one of the same identity, so that nobody's calls are
 * pulled twice. Signing in as somebody else while renewing adds an account: two companies' calls must never mix.
 */
export function existingAccount(
  provider: Provider,
  access: ProvenAccess,
  renewed: AccountRecord | null,
  records: readonly AccountRecord[],
): AccountRecord | undefined {
  if (renewed !== null && (isNobodys(access) || hasSameOwner(renewed, access))) return renewed;
  return records.find(
    (record) =>
      record.provider === provider.id &&
      hasSameOwner(record, access) &&
      // A person may be called what a company is called; their access is not the company's.
      tellsOnlyWho(record) === tellsOnlyWho(access) &&
      // That user's own sign-in is not the access that acts as them.
      record.actingAs === null,
  );
}

/** Two companies may have one name; their accounts must not look the same. */
function labelFor(signedInAs: string, provider: Provider, records: readonly AccountRecord[]): string {
  const label = AccountLabel.safeParse(signedInAs.trim().slice(0, 56)).data ?? provider.id;
  const taken = new Set(records.flatMap((record) => (record.provider === provider.id ? [record.label] : [])));
  let free = label;
  for (let n = 2; taken.has(free); n += 1) free = `${label} ${String(n)}`;
  return free;
}

const newAccountId = (provider: Provider): AccountId => `${provider.id}:${randomBytes(6).toString('hex')}`;
