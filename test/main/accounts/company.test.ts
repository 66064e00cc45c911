import { anAccountRecord } from '../../support/account-record.ts';
import { describe, expect, it } from 'vitest';
import type { AccountRecord } from '../../../main/accounts/account-register.ts';
import { createCompanyBudgets } from '../../../main/accounts/company-budgets.ts';
import { existingAccount } from '../../../main/accounts/sign-in.ts';
import type { ProvenAccess } from '../../../main/providers/provider.ts';
import { createBudget } from '../../../main/providers/budget.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { allProven, fakeCompany } from '../../support/fake-provider.ts';

const { provider } = fakeCompany('aircall', {});

const accessOf = (signedInAs: string, companyMarks?: string[]): ProvenAccess => ({
  signedInAs,
  capabilities: allProven,
  pbx: [],
  surface: null,
  agent: null,
  ...(companyMarks === undefined ? {} : { companyMarks }),
});
const recordOf = (id: string, signedInAs: string, companyMarks?: string[]): AccountRecord =>
  anAccountRecord({
    id: `aircall:${id}`,
    label: signedInAs || 'none',
    way: 'aircall-oauth',
    signedInAs,
    ...(companyMarks === undefined ? {} : { companyMarks }),
  });

const prague = recordOf('praguexxxx', 'Lumora', ['company:1', 'user:10', 'user:11']);
const old = recordOf('beforemark', 'Lumora');

describe('the account a sign-in belongs to', () => {
  it.each<[string, ProvenAccess, AccountRecord[], AccountRecord | undefined]>([
    ['another company of the same name is a new one', accessOf('Lumora', ['user:99']), [prague], undefined],
    ['one person both know is enough', accessOf('Lumora', ['user:11', 'user:12']), [prague], prague],
    ['a company that was renamed is the same', accessOf('Lumora Group', ['company:1']), [prague], prague],
    ['an access that shows no marks goes by name', accessOf(' LUMORA'), [prague], prague],
    ['an account of an earlier version goes by name', accessOf('Lumora', ['user:10']), [old], old],
    [
      'marks go before names',
      accessOf('Lumora', ['user:10']),
      [recordOf('other00000', 'Lumora', ['user:5']), prague],
      prague,
    ],
    ['nobody’s access is always a new one', accessOf(''), [prague, recordOf('nameless00', '')], undefined],
  ])('%s', (_what, access, records, expected) => {
    expect(existingAccount(provider, access, null, records)).toBe(expected);
  });

  it('is never a company’s for a person of that name, who reads nothing', () => {
    const nothing = { ...allProven, calls: 'refused', switchboard: 'refused' } as const;
    const agent = { id: '7', name: 'Lumora', email: null, company: null };
    const person = { ...accessOf('Lumora'), capabilities: nothing, agent };
    expect(existingAccount(provider, person, null, [prague])).toBeUndefined();
    const theirs = { ...recordOf('person0000', 'Lumora'), capabilities: nothing, agent };
    expect(existingAccount(provider, person, null, [prague, theirs])).toBe(theirs);
    expect(existingAccount(provider, accessOf('Lumora'), null, [theirs, prague])).toBe(prague);
  });

  it('is not the one being renewed when that is another company of the same name', () => {
    expect(existingAccount(provider, accessOf('Lumora', ['user:99']), prague, [prague])).toBeUndefined();
    expect(existingAccount(provider, accessOf('Lumora', ['user:10']), prague, [prague])).toBe(prague);
  });
});

describe('the budget of a company', () => {
  const bring = () => createBudget({ limitPerMinute: 60, clock: createFakeClock(), random: () => 0.5 });

  it('is one for accounts that share a mark, and another for a company of the same name', () => {
    const budgets = createCompanyBudgets();
    const first = budgets.of(prague, bring);
    expect(budgets.of(recordOf('bykey00000', 'Lumora', ['user:11', 'user:12']), bring)).toBe(first);
    expect(budgets.of(recordOf('bykey00001', 'Lumora', ['user:12']), bring)).toBe(first);
    expect(budgets.of(recordOf('namesake00', 'Lumora', ['user:99']), bring)).not.toBe(first);
  });

  it('goes by name, or stands alone, where there are no marks', () => {
    const budgets = createCompanyBudgets();
    expect(budgets.of(old, bring)).toBe(budgets.of(recordOf('another000', 'lumora'), bring));
    expect(budgets.of(recordOf('nameless00', ''), bring)).not.toBe(
      budgets.of(recordOf('nameless01', ''), bring),
    );
  });
});
