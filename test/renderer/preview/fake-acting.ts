import type { Account } from '../../../domain/account.ts';
import type { AuditEntry } from '../../../domain/acting.ts';
import type { Handlers } from '../../../domain/contract.ts';
import { sides } from './fake-company.ts';
import { FakeFailure } from './fake-failure.ts';
import { fakeSwitchboard } from './fake-switchboard.ts';
import type { Scenario } from './scenario.ts';

/** What acting as somebody needs of the fake desk's accounts. */
export interface FakeAccountBook {
  readonly list: () => readonly Account[];
  readonly keep: (account: Account) => Account;
  readonly remove: (id: string) => void;
}

const notTold = 'unknown@modrykolovrat.cz';
const notAllowed = 'refused@modrykolovrat.cz';

/** Acting as another user and who the person is. `unknown@…` is nobody, `refused@…` is out of reach. */
export function fakeActing(
  scenario: Scenario,
  book: FakeAccountBook,
): Pick<Handlers, 'accounts.impersonate' | 'accounts.stopImpersonating' | 'accounts.audit' | 'me.read'> {
  let audit: AuditEntry[] = [];
  const write = (what: AuditEntry['what'], base: Account, as: string): void => {
    audit = [{ at: scenario.now, what, accountId: base.id, by: base.label, as }, ...audit];
  };
  return {
    'accounts.impersonate': async ({ id, email }) => {
      const base = book.list().find((account) => account.id === id);
      if (!base || email === notTold) throw new FakeFailure({ code: 'not-found' });
      if (email === notAllowed) {
        write('impersonation-refused', base, email);
        throw new FakeFailure({ code: 'provider-refused', status: 403 });
      }
      write('impersonation-started', base, email);
      return book.keep({
        ...base,
        id: 'voipex:acting000001',
        label: `${base.label} – ${email.replace(/@.*$/u, '')}`,
        colour: 'pink',
        signedInAs: email,
        status: 'memory-only',
        actingAs: { base: base.id, email, since: scenario.now },
      });
    },
    'accounts.stopImpersonating': async ({ id }) => {
      for (const account of book.list()) {
        if (account.actingAs === null || (account.id !== id && account.actingAs.base !== id)) continue;
        const base = book.list().find((other) => other.id === account.actingAs?.base);
        if (base) write('impersonation-ended', base, account.actingAs.email);
        book.remove(account.id);
      }
      return [...book.list()];
    },
    'accounts.audit': async () => audit,
    'me.read': async () => {
      if (!scenario.knowsMe) return { people: [] };
      const [person] = fakeSwitchboard(scenario, 0).people;
      const account = book.list().find(({ id }) => id === person?.accountId);
      const agent = sides.find(({ accountId }) => accountId === account?.id)?.agents[0];
      if (!person || !account) return { people: [] };
      return {
        people: [
          {
            accountId: account.id,
            provider: account.provider,
            name: person.name,
            agentKeys: agent ? [agent.id] : [],
            personId: person.id,
          },
        ],
      };
    },
  };
}
