import type { Handlers } from '../../../domain/contract.ts';
import type { Failure } from '../../../domain/failure.ts';
import type { BrowserSignInRequest, SignInAttempt } from '../../../domain/sign-in.ts';
import { accountIds } from './fake-accounts.ts';
import type { FakeAccountBook } from './fake-acting.ts';
import { fakeConnection } from './fake-connection.ts';
import type { FakeEvents } from './fake-events.ts';
import { FakeFailure } from './fake-failure.ts';
import { newAccount } from './fake-new-account.ts';
import type { FakeAttempt, Scenario } from './scenario.ts';

const lifeMs = 600_000;

/** What a test may do to the sign-in through the browser; found as `window.fakeSignIn`. */
export interface FakeBrowser {
  /** The browser has come back this far. `done` makes the account, or ends the dry run of a connection string. */
  readonly reach: (stage: 'redeeming' | 'proving' | 'done') => void;
  /** It ends without an account. */
  readonly end: (failure: Failure, providerSaid?: string | null) => void;
  /** What was begun, opened, copied and cancelled, oldest first; never what was typed. */
  readonly asked: readonly string[];
}

/** What the browser's page would have given: `other-…` is of another sign-in, `late-…` comes too late. */
const pasted = /^(?<kind>code|https:\/\/|other-|late-)/u;

const endings: Partial<Record<FakeAttempt, Failure>> = {
  expired: { code: 'sign-in-expired' },
  denied: { code: 'sign-in-denied' },
  rejected: { code: 'sign-in-rejected', status: 400 },
};

function attemptAtStart({ attempt, now }: Scenario): SignInAttempt | null {
  if (attempt === null) return null;
  const failure = endings[attempt] ?? null;
  const isRenewing = attempt === 'renewing';
  return {
    id: 'restored',
    provider: 'aircall',
    way: 'aircall-oauth',
    renew: isRenewing ? accountIds.prague : null,
    stage: failure ? 'failed' : attempt === 'redeeming' || attempt === 'proving' ? attempt : 'waiting',
    startedAt: now - 80_000,
    expiresAt: now - 80_000 + lifeMs,
    browserOpened: true,
    paste: 'code',
    draftId: null,
    accountId: null,
    failure,
    providerSaid: attempt === 'rejected' ? 'invalid_grant: The authorization code has expired' : null,
  };
}

type SignInHandlers = Pick<
  Handlers,
  | 'signIn.ways'
  | 'signIn.submit'
  | 'signIn.begin'
  | 'signIn.attempt'
  | 'signIn.openBrowser'
  | 'signIn.copyAddress'
  | 'signIn.paste'
  | 'signIn.cancel'
  | 'connection.open'
  | 'connection.pending'
  | 'connection.try'
  | 'connection.keep'
  | 'connection.discard'
>;

/** Every way to sign in, as a scenario plays it. The browser is played by `window.fakeSignIn`. */
export function fakeSignIn(
  scenario: Scenario,
  book: Pick<FakeAccountBook, 'list' | 'keep'>,
  send: FakeEvents['send'],
): SignInHandlers {
  let attempt = attemptAtStart(scenario);
  let request: BrowserSignInRequest | null = null;
  let begun = 0;
  const asked: string[] = [];
  const become = (next: SignInAttempt | null): void => {
    attempt = next;
    send('signIn.changed', {});
  };
  const running = (): SignInAttempt => {
    if (attempt?.stage !== 'waiting') throw new FakeFailure({ code: 'not-found' });
    return attempt;
  };
  const begin = (next: BrowserSignInRequest, draftId: string | null): SignInAttempt => {
    begun += 1;
    request = next;
    asked.push(`begin ${next.way}${next.renew === null ? '' : ' again'}`);
    const now = Date.now();
    const isPasted =
      next.way === 'aircall-own-client' && next.client?.callbackUrl.startsWith('https:') === true;
    const made: SignInAttempt = {
      id: `attempt-${String(begun)}`,
      provider: 'aircall',
      way: next.way,
      renew: next.renew,
      stage: 'waiting',
      startedAt: now,
      expiresAt: now + lifeMs,
      browserOpened: scenario.hasBrowser,
      paste: next.way === 'aircall-own-client' ? (isPasted ? 'address' : null) : 'code',
      draftId,
      accountId: null,
      failure: null,
      providerSaid: null,
    };
    become(made);
    return made;
  };
  const connection = fakeConnection(scenario, book, send, {
    begin: (next, draftId) => void begin(next, draftId),
    cancel: (draftId) => {
      if (attempt?.draftId === draftId) become(null);
    },
  });

  const browser: FakeBrowser = {
    reach: (stage) => {
      if (!attempt) return;
      if (stage !== 'done') become({ ...attempt, stage });
      else if (attempt.draftId === null) {
        const { way, renew } = attempt;
        const grant = { way, renew, label: request?.label ?? null };
        const { id } = book.keep(newAccount(grant, scenario, book.list()));
        become({ ...attempt, stage, accountId: id });
      } else {
        connection.proved(attempt.draftId);
        become({ ...attempt, stage });
      }
    },
    end: (failure, providerSaid = null) => {
      if (!attempt) return;
      if (attempt.draftId !== null) connection.failed(attempt.draftId, failure);
      become({ ...attempt, stage: 'failed', failure, providerSaid });
    },
    asked,
  };
  Object.assign(globalThis, { fakeSignIn: browser });

  return {
    'signIn.ways': async () =>
      scenario.ways.map((way) => ({ provider: way === 'voipex-password' ? 'voipex' : 'aircall', way })),
    'signIn.submit': async (typed) => {
      if (scenario.signIn) throw new FakeFailure({ code: scenario.signIn, status: 401 });
      return book.keep(newAccount(typed, scenario, book.list()));
    },
    'signIn.begin': async (next) => begin(next, null),
    'signIn.attempt': async () => attempt,
    'signIn.openBrowser': async () => {
      asked.push('open');
      return running();
    },
    'signIn.copyAddress': async () => {
      asked.push('copy');
      running();
      return { done: true };
    },
    'signIn.paste': async ({ text }) => {
      const kind = pasted.exec(text)?.groups?.['kind'];
      if (kind === undefined) return { accepted: false, why: 'unreadable' };
      if (kind === 'other-') return { accepted: false, why: 'other-attempt' };
      if (kind === 'late-' || attempt?.stage !== 'waiting') return { accepted: false, why: 'no-attempt' };
      become({ ...attempt, stage: 'redeeming' });
      return { accepted: true, why: null };
    },
    'signIn.cancel': async () => {
      asked.push('cancel');
      const { draftId = null } = attempt ?? {};
      become(null);
      if (draftId !== null) connection.failed(draftId, { code: 'sign-in-denied', where: 'cancelled' });
      return { done: true };
    },
    ...connection.handlers,
  };
}
