import type { ConnectionDraft } from '../../../domain/connection-string.ts';
import type { Handlers } from '../../../domain/contract.ts';
import type { Failure } from '../../../domain/failure.ts';
import type { BrowserSignInRequest } from '../../../domain/sign-in.ts';
import { maskedFields, printMasked } from '../../../main/connection-string/mask.ts';
import { parseConnectionString } from '../../../main/connection-string/parse.ts';
import { readProfile } from '../../../main/connection-string/profile.ts';
import { accountIds } from './fake-accounts.ts';
import type { FakeAccountBook } from './fake-acting.ts';
import type { FakeEvents } from './fake-events.ts';
import { FakeFailure } from './fake-failure.ts';
import { fakeAccess, newAccount } from './fake-new-account.ts';
import type { Scenario } from './scenario.ts';

interface FakeBrowserPart {
  readonly begin: (request: BrowserSignInRequest, draftId: string) => void;
  readonly cancel: (draftId: string) => void;
}

export interface FakeConnection {
  readonly handlers: Pick<
    Handlers,
    'connection.open' | 'connection.pending' | 'connection.try' | 'connection.keep' | 'connection.discard'
  >;
  /** How the browser's part of a dry run ended. */
  readonly proved: (draftId: string) => void;
  readonly failed: (draftId: string, failure: Failure) => void;
}

/**
 * Connection strings: read as the app reads them, tried in thought only. A password `wrong` is refused; the label of
 * an account that is there finds that account.
 */
export function fakeConnection(
  scenario: Scenario,
  book: Pick<FakeAccountBook, 'list' | 'keep'>,
  send: FakeEvents['send'],
  browser: FakeBrowserPart,
): FakeConnection {
  let draft: ConnectionDraft | null = null;
  let isRefused = false;
  let opened = 0;

  const read = (text: string): ConnectionDraft => {
    const { pairs, problems } = parseConnectionString(text);
    const {
      access,
      problems: ofMeaning,
      ...meaning
    } = readProfile(pairs, {
      relay: 'https://relay.example.test',
      ways: scenario.ways,
      loopbackRelay: false,
    });
    isRefused = pairs.some(({ value }) => value === 'wrong');
    opened += 1;
    const existing = book.list().find(({ label }) => label === meaning.label);
    return {
      ...meaning,
      id: `draft-${String(opened)}`,
      stage: 'read',
      fields: maskedFields(pairs),
      printed: printMasked(pairs),
      unknownKeys: [...meaning.unknownKeys],
      problems: [...(problems.length > 0 ? problems : ofMeaning)],
      existing: access && existing ? existing.id : null,
      trial: null,
      failure: null,
    };
  };
  if (scenario.draft !== null) draft = read(scenario.draft);

  const change = (id: string, part: Partial<ConnectionDraft>): ConnectionDraft => {
    if (draft?.id !== id) throw new FakeFailure({ code: 'not-found' });
    draft = { ...draft, ...part };
    send('connection.changed', {});
    return draft;
  };
  const trialOf = ({ way, provider }: ConnectionDraft): NonNullable<ConnectionDraft['trial']> => {
    const { signedInAs, capabilities } = fakeAccess({ way: way ?? 'aircall-api-key' });
    const known = book.list().find(({ id }) => id === accountIds.brno);
    return { signedInAs, capabilities, pbx: provider === 'voipex' ? (known?.pbx ?? []) : [] };
  };
  const proved = (id: string): ConnectionDraft => {
    if (draft?.id !== id) throw new FakeFailure({ code: 'not-found' });
    return change(id, { stage: 'tried', trial: trialOf(draft), failure: null });
  };

  return {
    proved: (id) => void proved(id),
    failed: (id, failure) => void change(id, { stage: 'failed', failure }),
    handlers: {
      'connection.open': async ({ text }) => {
        draft = read(text);
        send('connection.changed', {});
        return draft;
      },
      'connection.pending': async () => draft,
      'connection.try': async ({ id }) => {
        const { way, initiate, existing } = change(id, { stage: 'trying', failure: null });
        if (isRefused) return change(id, { stage: 'failed', failure: { code: 'sign-in-rejected' } });
        if (initiate === null || existing !== null) return proved(id);
        if (initiate !== 'get-and-refresh')
          return change(id, { stage: 'failed', failure: { code: 'browser-not-allowed' } });
        const request = { label: null, renew: null };
        if (way === 'aircall-oauth' || way === 'aircall-sso') browser.begin({ way, ...request }, id);
        if (way === 'aircall-own-client') browser.begin({ way, ...request, client: null }, id);
        return change(id, {});
      },
      'connection.keep': async ({ id, label }) => {
        const { way, existing } = change(id, {});
        const grant = { way: way ?? 'aircall-api-key', label, renew: existing };
        const account = book.keep(newAccount(grant, scenario, book.list()));
        draft = null;
        send('connection.changed', {});
        return account;
      },
      'connection.discard': async ({ id }) => {
        browser.cancel(id);
        if (draft?.id === id) draft = null;
        send('connection.changed', {});
        return { done: true };
      },
    },
  };
}
