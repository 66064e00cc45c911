import type { Account, AccountId } from '../../domain/account.ts';
import type { AppFacts, Handlers } from '../../domain/contract.ts';
import type { Failure } from '../../domain/failure.ts';
import type { AccountRecord } from '../accounts/account-register.ts';
import { existingAccount, type SignInPorts } from '../accounts/sign-in.ts';
import type { Announcements } from '../announcements.ts';
import { DeskError, toFailure } from '../failures.ts';
import type { Endpoints } from '../providers/endpoints.ts';
import type { SignInGrant } from '../providers/provider.ts';
import type { AttemptPlan, Attempts } from '../sign-in/attempts.ts';
import { type Draft, newDraft, viewDraft } from './draft.ts';
import { dryRun, type Tried, tryGrant } from './dry-run.ts';
import { keepTried } from './keep-tried.ts';
import { type ParsedConnectionString, parseConnectionString } from './parse.ts';
import type { BrowserAccess, ConnectionAccess } from './profile.ts';
import { readConnectionFile } from './read-file.ts';
import { accountOfAccess } from './same-access.ts';

export interface DraftPorts extends SignInPorts {
  readonly attempts: Pick<Attempts, 'begin' | 'cancel' | 'current'>;
  readonly endpoints: Pick<Endpoints, 'relay'>;
  /** `demo`: a relay may be an http address on loopback. */
  readonly facts: Pick<AppFacts, 'demo'>;
  readonly announce: Announcements;
  /** The account as the page may see it. */
  readonly view: (record: AccountRecord) => Promise<Account>;
  /** Acts as another user through an account that was just kept. Throws DeskError. */
  readonly impersonate: Handlers['accounts.impersonate'];
  /** Aborts when the app quits. */
  readonly stopping: AbortSignal;
}

/** Connection strings that wait to be kept. One at a time; the string and what a dry run proved stay in main. */
export interface Drafts {
  readonly handlers: Pick<
    Handlers,
    'connection.open' | 'connection.pending' | 'connection.try' | 'connection.keep' | 'connection.discard'
  >;
  /** Reads a file that the command line named and shows it as a draft. Never throws: what is wrong shows in the draft. */
  openFile(path: string): Promise<void>;
  /** What the browser brought for the dry run of `plan.draftId`. Throws DeskError. */
  finish(plan: AttemptPlan, grant: SignInGrant, signal: AbortSignal): Promise<null>;
  /** Something the attempt under way shows has changed: a dry run that waits for it may have failed with it. */
  attemptChanged(): void;
}

/** Long enough to fetch a missing key, short enough not to leave a secret lying about. */
const draftLifeMs = 15 * 60_000;

export function createDrafts(ports: DraftPorts): Drafts {
  const { announce, attempts, log, register, stopping } = ports;
  let open: Draft | null = null;

  const gone = (): DeskError => new DeskError('not-found', { where: 'draft' });
  const find = (id: string): Draft => {
    if (open?.shown.id !== id) throw gone();
    return open;
  };

  /** The draft is over: nothing refers to its secrets any more, and unless it was kept nothing goes on for it. */
  const close = (draft: Draft, kept = false): void => {
    if (open !== draft) return;
    open = null;
    draft.closing.abort(gone());
    if (!kept) draft.abandoned.abort(gone());
    if (attempts.current()?.draftId === draft.shown.id) {
      void attempts
        .cancel()
        .catch((error: unknown) => log.warn('connection.attempt-not-ended', { code: toFailure(error).code }));
    }
    announce.connectionChanged();
  };

  const expire = async (draft: Draft): Promise<void> => {
    try {
      await ports.clock.sleep(draftLifeMs, AbortSignal.any([draft.closing.signal, stopping]));
    } catch {
      return; // it is over already
    }
    log.info('connection.expired');
    close(draft);
  };

  const put = async (parsed: ParsedConnectionString): Promise<Draft> => {
    if (open !== null) close(open);
    const draft = newDraft(parsed, {
      relay: ports.endpoints.relay,
      ways: ports.providers.flatMap(({ ways }) => ways),
      loopbackRelay: ports.facts.demo,
    });
    open = draft;
    void expire(draft);
    const { way, label, fields, problems } = draft.shown;
    if (draft.access !== null) draft.existing = await accountOfAccess(draft.access, label, ports);
    if (open !== draft) throw gone();
    log.info('connection.opened', { way, fields: fields.length, readable: problems.length === 0 });
    announce.connectionChanged();
    return draft;
  };

  const become = (draft: Draft, stage: Draft['stage'], failure: Failure | null = null): void => {
    draft.stage = stage;
    draft.failure = failure;
    if (stage !== 'trying') draft.attemptId = null;
    announce.connectionChanged();
  };

  const succeed = (draft: Draft, tried: Tried): void => {
    draft.tried = tried;
    draft.existing = tried.by === 'kept' ? tried.account : (accountFor(tried, draft.existing)?.id ?? null);
    log.info('connection.tried', { way: draft.shown.way, what: tried.by });
    become(draft, 'tried');
  };
  const fail = (draft: Draft, error: unknown): void => {
    const failure = toFailure(error);
    log.info('connection.refused', { way: draft.shown.way, code: failure.code });
    become(draft, 'failed', failure);
  };

  /** The account that what was proven would become; undefined when it would add one. */
  const accountFor = (
    { proven }: Extract<Tried, { by: 'grant' }>,
    guess: AccountId | null,
  ): AccountRecord | undefined =>
    existingAccount(
      proven.provider,
      proven.access,
      guess === null ? null : (register.find(guess) ?? null),
      register.list(),
    );

  /** Does `work` for the draft; how it ends shows in the draft. Throws what nobody expects, and when the draft is over. */
  const conclude = async (draft: Draft, work: () => Promise<Tried | null>): Promise<void> => {
    try {
      const tried = await work();
      if (open !== draft) throw gone();
      if (tried !== null) succeed(draft, tried);
    } catch (error) {
      if (open === draft) fail(draft, error);
      else if (error instanceof DeskError) throw gone();
      if (!(error instanceof DeskError)) throw error;
    }
  };

  const beginInBrowser = async (draft: Draft, access: BrowserAccess): Promise<void> => {
    const { id } = await attempts.begin({
      way: access.way,
      label: draft.shown.label,
      renew: draft.existing,
      relay: 'relay' in access ? access.relay : null,
      client: 'client' in access ? access.client : null,
      draftId: draft.shown.id,
    });
    if (open !== draft) {
      // Replaced or discarded while the browser was being opened.
      if (attempts.current()?.id === id) await attempts.cancel();
      return;
    }
    if (draft.stage !== 'trying') return; // it came back before we were told that it had begun
    draft.attemptId = id;
    attemptChanged();
  };

  const attemptChanged = (): void => {
    const draft = open;
    if (draft?.stage !== 'trying' || draft.attemptId === null) return;
    const current = attempts.current();
    if (current?.id !== draft.attemptId) fail(draft, new DeskError('sign-in-denied', { where: 'cancelled' }));
    else if (current.stage === 'failed' && current.failure !== null) become(draft, 'failed', current.failure);
  };

  const run = async (draft: Draft, access: ConnectionAccess): Promise<void> => {
    draft.tried = null;
    become(draft, 'trying');
    const signal = AbortSignal.any([draft.abandoned.signal, stopping]);
    await conclude(draft, async () => {
      // Asked once more: the keychain may have been locked when the string was opened.
      draft.existing ??= await accountOfAccess(access, draft.shown.label, ports);
      const tried = await dryRun(access, draft.existing, ports, signal);
      if (tried.by !== 'browser') return tried;
      await beginInBrowser(draft, tried.access);
      return null;
    });
  };

  const tryDraft = async (draft: Draft): Promise<void> => {
    const { access } = draft;
    if (access === null) throw new DeskError('invalid-request', { where: 'draft' });
    // A password that was rejected is not sent again: the account may be about to lock (voipex.md 2.8).
    const rejected = draft.failure?.code === 'sign-in-rejected' && draft.shown.initiate === null;
    if (draft.stage === 'tried' || rejected || (draft.stage === 'trying' && draft.trying === null)) return;
    draft.trying ??= run(draft, access).finally(() => {
      draft.trying = null;
    });
    await draft.trying;
  };

  const keep = async (draft: Draft, label: string | null): Promise<Account> => {
    const { access, tried } = draft;
    if (access === null || tried === null) throw new DeskError('invalid-request', { where: 'draft' });
    const record = await keepTried(
      tried,
      { access, label: label ?? draft.shown.label, existing: draft.existing },
      ports,
      stopping,
    );
    close(draft, true);
    announce.accountsChanged();
    if (access.way === 'voipex-password' && access.impersonate !== null)
      await ports.impersonate({ id: record.id, email: access.impersonate });
    return ports.view(register.find(record.id) ?? record);
  };

  return {
    handlers: {
      'connection.open': async ({ text }) => viewDraft(await put(parseConnectionString(text))),
      'connection.pending': async () => open && viewDraft(open),
      'connection.try': async ({ id }) => {
        const draft = find(id);
        await tryDraft(draft);
        return viewDraft(draft);
      },
      'connection.keep': async ({ id, label }) => {
        const draft = find(id);
        // Asked twice, it is kept once.
        draft.keeping ??= keep(draft, label).finally(() => {
          draft.keeping = null;
        });
        return draft.keeping;
      },
      'connection.discard': async ({ id }) => {
        if (open?.shown.id === id) close(open);
        return { done: true };
      },
    },
    async openFile(path) {
      const reading = await readConnectionFile(path);
      const parsed =
        reading.kind === 'text'
          ? parseConnectionString(reading.text)
          : { pairs: [], problems: [{ kind: reading.kind, key: null, position: null }] };
      await put(parsed).catch((error: unknown) =>
        // Replaced by a later one while the keychain was asked.
        log.info('connection.not-opened', { code: toFailure(error).code }),
      );
    },
    async finish(plan, grant, signal) {
      const draft = open;
      if (draft === null || draft.shown.id !== plan.draftId || draft.stage !== 'trying') throw gone();
      const either = AbortSignal.any([signal, draft.abandoned.signal]);
      try {
        const tried = await tryGrant(grant, plan.relay, ports, either);
        if (open !== draft) throw gone();
        succeed(draft, tried);
      } catch (error) {
        if (open === draft) fail(draft, error);
        throw error;
      }
      return null;
    },
    attemptChanged,
  };
}
