import type { Handlers } from '../../domain/contract.ts';
import type { Account, AccountId, ActingAs } from '../../domain/account.ts';
import type { AuditEntry } from '../../domain/acting.ts';
import type { AccountRecord } from '../accounts/account-register.ts';
import { statusOf } from '../accounts/account-view.ts';
import { identityOf } from '../accounts/company.ts';
import type { Connection, ConnectionPorts } from '../accounts/connections.ts';
import { countIrregularities } from '../accounts/irregularity-count.ts';
import type { SignInPorts } from '../accounts/sign-in.ts';
import type { Announcements } from '../announcements.ts';
import { DeskError, toFailure } from '../failures.ts';
import type { KeptFile } from '../settings/kept-file.ts';
import type { WritableCalls } from '../calls/call-store.ts';
import type { Credential, Provider, ProvenAccess } from '../providers/provider.ts';
import { actingRecord } from './acting-record.ts';
import { createAudit } from './audit.ts';
import { exchange, keepExchanged } from './exchanged.ts';

export interface ActingPorts extends SignInPorts {
  /** `openKeptFile(profile, 'audit', openStore)`. */
  readonly auditFile: KeptFile;
  readonly store: Pick<WritableCalls, 'forget'>;
  readonly announce: Announcements;
  readonly view: (record: AccountRecord) => Promise<Account>;
  readonly viewAll: () => Promise<Account[]>;
  readonly stopping: AbortSignal;
}

/**
 * Acting as another user by token exchange (voipex.md 2.4). It makes an account of its own, whose token is in memory
 * only and whose calls are forgotten when it ends: by the user, with its base, or with the app.
 */
export interface Acting {
  readonly handlers: Pick<Handlers, 'accounts.impersonate' | 'accounts.stopImpersonating' | 'accounts.audit'>;
  /** How connections of acting accounts come by their credential; null for ordinary accounts. */
  readonly credentials: ConnectionPorts['credentials'];
  /** Name of the record's file that could not be read (in this run); null when all was well. */
  readonly keptAside: string | null;
  /** Removes what an earlier run left of acting accounts: record and calls. Called before anything connects. Never throws. */
  clear(): Promise<void>;
  /** Ends acting accounts whose base, or whose own access, is over. Cheap: called whenever something may have changed. */
  check(): void;
  /**
   * Ends what acts through `id`, or `id` itself where that is what acts; tells whether it was. Called in turn with
   * other changes to accounts. Throws DeskError `cache-unavailable` when something of `id` itself stayed.
   */
  endWith(id: AccountId): Promise<boolean>;
  /** Ends everything because the app quits; what cannot be ended in time is cleared at the next start. Never throws. */
  stop(): Promise<void>;
}

type ActingRecord = AccountRecord & { readonly actingAs: ActingAs };
const isActing = (record: AccountRecord): record is ActingRecord => record.actingAs !== null;

/** An access that may be asked to act as somebody. */
interface Base {
  readonly record: AccountRecord;
  readonly provider: Provider;
  readonly connection: Connection;
}

export function createActing(ports: ActingPorts): Acting {
  const { announce, clock, connections, http, inTurn, log, register, stopping, store } = ports;
  const audit = createAudit({ file: ports.auditFile, clock, log });
  const credentials = keepExchanged(connections);
  let checking = false;

  const actingRecords = (): ActingRecord[] => register.list().filter(isActing);
  const actingOf = (base: AccountId, email: string): ActingRecord | undefined =>
    actingRecords().find(
      ({ actingAs }) => actingAs.base === base && identityOf(actingAs.email) === identityOf(email),
    );

  const needsSignIn = (record: AccountRecord): boolean =>
    statusOf(record, connections.find(record.id)) === 'needs-sign-in';

  /** Throws DeskError for an access that cannot be asked: `not-found`, `invalid-request`, `not-signed-in`. */
  const baseOf = (id: AccountId): Base => {
    const record = register.find(id);
    if (record === undefined) throw new DeskError('not-found', { where: 'account' });
    const provider = ports.providers.find((candidate) => candidate.id === record.provider);
    if (isActing(record) || provider?.impersonate === undefined)
      throw new DeskError('invalid-request', { where: 'impersonation' });
    const connection = connections.find(id);
    if (connection === undefined || record.signedOut || needsSignIn(record))
      throw new DeskError('not-signed-in');
    return { record, provider, connection };
  };

  const line = (what: AuditEntry['what'], { id, label, signedInAs }: AccountRecord, email: string): void => {
    const by = signedInAs === '' || signedInAs === label ? label : `${label} (${signedInAs})`;
    audit.add({ at: clock.now(), what, accountId: id, by: by.slice(0, 200), as: email });
  };

  /** For steps whose failing must not keep the others from being taken. */
  const attempt = async (event: string, id: AccountId, step: () => unknown): Promise<void> => {
    try {
      await step();
    } catch (error) {
      log.warn(event, { account: id, code: toFailure(error).code });
    }
  };

  /** Notes on the base what using the right has shown of it. */
  const showRight = (id: AccountId, impersonate: 'proven' | 'refused'): void => {
    const record = register.find(id);
    if (record === undefined || record.capabilities.impersonate === impersonate) return;
    register.put({ ...record, capabilities: { ...record.capabilities, impersonate } });
  };

  /** Ends an acting account. In turn. Its token is gone whatever becomes of the rest; what stays is tried again. */
  const end = async ({ id, actingAs }: ActingRecord): Promise<void> => {
    await connections.close(id, 'forget');
    credentials.forget(id);
    await attempt('impersonation.end-not-noted', id, () => audit.end(actingAs.base, actingAs.email));
    try {
      await store.forget(id);
      register.remove(id);
    } finally {
      announce.forgetStatus(id);
      announce.accountsChanged();
      announce.callsChanged({ accountId: id, changed: 0 });
    }
    log.info('impersonation.ended', { account: id });
  };

  /** Ends those for which `isOver` still holds in turn. */
  const endWhere = async (isOver: (record: ActingRecord) => boolean): Promise<void> => {
    for (const record of actingRecords().filter(isOver))
      await attempt('impersonation.not-ended', record.id, () => end(record));
  };

  /** Asks what the user may do, with the token that was just exchanged and on the budget of the base's company. */
  const prove = ({ record, provider, connection }: Base, credential: Credential): Promise<ProvenAccess> => {
    const value = provider.authorization(credential);
    const session = provider.connect({
      accountId: record.id,
      way: record.way,
      http,
      authority: {
        authorization: async () => value,
        renewed: () => Promise.reject(new DeskError('not-signed-in')),
      },
      budget: connection.budget,
      clock,
      log,
      irregularities: countIrregularities(record.id, log),
      access: null,
      homeCountry: ports.homeCountry(),
      relay: null,
    });
    return session.probe(stopping);
  };

  const begin = async (base: Base, email: string, credential: Credential): Promise<AccountRecord> => {
    const access = await prove(base, credential);
    // A server that gave back the access's own token would have us show its calls as somebody else's.
    const identity = identityOf(access.signedInAs);
    if (identity !== '' && identity === identityOf(base.record.signedInAs))
      throw new DeskError('provider-contract-broken', { where: 'token-exchange: the same user' });
    return inTurn(async () => {
      stopping.throwIfAborted(); // nobody would end it
      const { record } = baseOf(base.record.id); // it may have been signed out meanwhile
      const already = actingOf(record.id, email); // asked for twice at once
      if (already !== undefined) return already;
      for (const earlier of actingRecords().filter(({ actingAs }) => actingAs.base === record.id))
        await end(earlier);
      const acting = actingRecord(record, { base: record.id, email, since: clock.now() }, access, register);
      register.put(acting);
      credentials.begin(acting.id, credential);
      await connections.open(acting);
      log.info('impersonation.started', { account: acting.id });
      return acting;
    });
  };

  const impersonate = async (id: AccountId, email: string): Promise<AccountRecord> => {
    const base = baseOf(id);
    if (identityOf(email) === identityOf(base.record.signedInAs))
      throw new DeskError('invalid-request', { where: 'email' });
    const already = actingOf(id, email);
    if (already !== undefined) return already;
    let credential: Credential;
    try {
      credential = await exchange(email, base.connection.authority, base.provider, { http, clock }, stopping);
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      const refused = error.code === 'provider-refused';
      if (refused || error.code === 'not-found')
        await attempt('impersonation.refusal-not-noted', id, () =>
          line('impersonation-refused', base.record, email),
        );
      if (refused)
        await attempt('impersonation.refusal-not-noted', id, () =>
          inTurn(async () => showRight(id, 'refused')),
        );
      throw error;
    }
    // Before anything is read as that user. Without this line nothing is.
    line('impersonation-started', base.record, email);
    try {
      await attempt('impersonation.right-not-noted', id, () => inTurn(async () => showRight(id, 'proven')));
      return await begin(base, email, credential);
    } catch (error) {
      // Unless asked for twice at once, and the other one goes on.
      if (actingOf(id, email) === undefined)
        await attempt('impersonation.end-not-noted', id, () => audit.end(id, email));
      throw error;
    }
  };

  return {
    handlers: {
      async 'accounts.impersonate'({ id, email }) {
        try {
          return await ports.view(await impersonate(id, email));
        } finally {
          announce.accountsChanged();
        }
      },
      async 'accounts.stopImpersonating'({ id }) {
        await inTurn(async () => {
          for (const record of actingRecords()) {
            if (record.id === id || record.actingAs.base === id) await end(record);
          }
        });
        return ports.viewAll();
      },
      'accounts.audit': async () => audit.list(),
    },
    credentials: credentials.of,
    keptAside: audit.keptAside,
    async clear() {
      await endWhere(() => true);
      try {
        audit.endAll();
      } catch (error) {
        log.warn('impersonation.end-not-noted', { code: toFailure(error).code });
      }
    },
    check() {
      const isOver = (record: ActingRecord): boolean => {
        const base = register.find(record.actingAs.base);
        return base === undefined || base.signedOut || needsSignIn(base) || needsSignIn(record);
      };
      if (checking || stopping.aborted || !actingRecords().some(isOver)) return;
      checking = true;
      // Looked at once more in turn: an account that is just being connected anew is not over.
      void inTurn(() => endWhere(isOver)).finally(() => {
        checking = false;
      });
    },
    async endWith(id) {
      const record = register.find(id);
      if (record !== undefined && isActing(record)) {
        await end(record);
        return true;
      }
      await endWhere(({ actingAs }) => actingAs.base === id);
      return false;
    },
    async stop() {
      // The turn may be held by a keychain that says nothing: quitting waits for it only where there is something to end.
      if (actingRecords().length > 0) await inTurn(() => endWhere(() => true));
    },
  };
}
