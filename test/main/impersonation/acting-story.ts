import type { Account, AccountId } from '../../../domain/account.ts';
import { anyCall } from '../../../domain/call.ts';
import { tellVoipexDesk, type VoipexDesk } from '../../support/voipex-desk.ts';

/** What stories about acting as another user are told with. */
export interface ActingStory {
  readonly story: VoipexDesk;
  /** The login of the nth person of the switchboard. */
  user(this: void, nth: number): string;
  actAs(this: void, base: Account, nth: number): Promise<Account>;
  /** Signed in with the right to impersonate, acting as the nth person, the calls of both pulled. */
  started(this: void, nth?: number): Promise<{ base: Account; acting: Account }>;
  accounts(this: void): Promise<AccountId[]>;
  /** The record, newest first. */
  audited(this: void): Promise<readonly [string, string, AccountId][]>;
  /** The token exchanges asked for so far. */
  exchanges(this: void): VoipexDesk['sent'];
  /** How many calls the list shows of an account; none are left of one that is gone. */
  shown(this: void, id: AccountId): Promise<number>;
}

/** Registers the set-up and tear-down with the test file; everything is fresh for each test. */
export function tellActingStory(): ActingStory {
  const story = tellVoipexDesk();
  const user = (nth: number): string => story.simulator.userLogins[nth]?.email ?? '';
  const actAs = (base: Account, nth: number): Promise<Account> =>
    story.bench.ask('accounts.impersonate', { id: base.id, email: user(nth) });
  return {
    story,
    user,
    actAs,
    async started(nth = 0) {
      const base = await story.signIn();
      await story.pulled(base.id);
      const acting = await actAs(base, nth);
      await story.pulled(acting.id);
      return { base, acting };
    },
    accounts: async () => (await story.bench.ask('accounts.list', {})).map(({ id }) => id),
    audited: async () =>
      (await story.bench.ask('accounts.audit', {})).map(({ what, as, accountId }) => [what, as, accountId]),
    exchanges: () => story.sent.filter(({ path }) => path === '/token-exchange'),
    async shown(id) {
      const filter = { ...anyCall, accounts: [id] };
      return (await story.bench.ask('calls.page', { filter, anchor: null, offset: 0, limit: 1 })).total.count;
    },
  };
}
