import { anAccountRecord } from '../../support/account-record.ts';
import { describe, expect, it } from 'vitest';
import type { AccountRecord } from '../../../main/accounts/account-register.ts';
import { whoAmI } from '../../../main/accounts/who-am-i.ts';
import type { AgentIdentity } from '../../../domain/account.ts';
import type { Person, SwitchboardSnapshot } from '../../../domain/switchboard.ts';
import { aPerson } from '../../support/people.ts';

const nothing = {
  calls: 'refused',
  switchboard: 'refused',
  recordings: 'refused',
  dial: 'refused',
  impersonate: 'refused',
} as const;

const alena: AgentIdentity = {
  id: '1719007',
  name: 'Alena Malá',
  email: 'alena@atelier.example',
  company: 'Atelier',
};

function account(id: string, part: Partial<AccountRecord> = {}): AccountRecord {
  return anAccountRecord({ id, label: 'Label', ...part });
}
const sso = (agent: AgentIdentity = alena, part: Partial<AccountRecord> = {}): AccountRecord =>
  account('aircall:agentsso', {
    way: 'aircall-sso',
    signedInAs: agent.email ?? agent.name,
    capabilities: nothing,
    agent,
    ...part,
  });
const board = (...people: Person[]): SwitchboardSnapshot => ({
  sequence: 1,
  parts: [],
  people,
  lines: [],
  groups: [],
  liveCalls: [],
});
const inCompany = (accountId: string, part: Partial<Person> = {}): Person =>
  aPerson({ accountId, id: '1719007', name: 'Alena', email: 'Alena@atelier.example', ...part });

describe('who somebody is', () => {
  it('is nobody without a sign-in that stands for a person', () => {
    expect(whoAmI([account('aircall:atelier01')], board(inCompany('aircall:atelier01')))).toEqual({
      people: [],
    });
  });

  it('follows from agent SSO in every account of the same company and in no other', () => {
    const records = [
      account('aircall:atelier01'),
      account('aircall:atelier02', { way: 'aircall-oauth', signedInAs: ' ATELIER ' }),
      account('aircall:bureau001', { signedInAs: 'Bureau' }),
      account('voipex:atelier03', { provider: 'voipex', way: 'voipex-password' }),
      sso(),
    ];
    const { people } = whoAmI(records, board(inCompany('aircall:atelier01'), inCompany('aircall:bureau001')));
    const common = { provider: 'aircall', name: 'Alena Malá' };
    expect(people).toEqual([
      { ...common, accountId: 'aircall:agentsso', agentKeys: [], personId: null },
      {
        ...common,
        accountId: 'aircall:atelier01',
        agentKeys: ['aircall:atelier01/1719007'],
        personId: '1719007',
      },
      { ...common, accountId: 'aircall:atelier02', agentKeys: ['aircall:atelier02/1719007'], personId: null },
    ]);
  });

  it('is not taken for a colleague of another company of the same name', () => {
    const other = inCompany('aircall:atelier01', { id: '5', email: 'somebody@else.example' });
    expect(whoAmI([account('aircall:atelier01'), sso()], board(other)).people).toHaveLength(1);
  });

  it('is found by e-mail where the bus names no company or uses other ids', () => {
    const records = [account('aircall:atelier01'), account('aircall:bureau001', { signedInAs: 'Bureau' })];
    const people = board(
      inCompany('aircall:atelier01'),
      inCompany('aircall:bureau001', { id: '9', email: null }),
    );
    const nameless = { ...alena, id: '', company: null };
    expect(whoAmI([...records, sso(nameless)], people).people[1]).toMatchObject({
      accountId: 'aircall:atelier01',
      agentKeys: ['aircall:atelier01/1719007'],
      personId: '1719007',
    });
    expect(whoAmI([...records, sso(nameless)], people).people).toHaveLength(2);
    const otherwise = { ...alena, id: 'f3a1' };
    expect(whoAmI([...records, sso(otherwise)], people).people[1]?.agentKeys).toEqual([
      'aircall:atelier01/1719007',
    ]);
  });

  it('is a VoIPEX user in their own access only', () => {
    const voipex = {
      provider: 'voipex',
      way: 'voipex-password',
      signedInAs: 'alena@atelier.example',
    } as const;
    const records = [
      account('voipex:alena0001', { ...voipex, agent: { ...alena, id: 'u-7', company: null } }),
      account('voipex:company01', voipex),
    ];
    const listed = aPerson({ accountId: 'voipex:alena0001', id: 'u-7', name: 'Alena', email: null });
    expect(whoAmI(records, board(listed)).people).toEqual([
      {
        accountId: 'voipex:alena0001',
        provider: 'voipex',
        name: 'Alena Malá',
        agentKeys: ['voipex:alena0001/u-7'],
        personId: 'u-7',
      },
    ]);
  });

  it('is forgotten with the sign-in, and not told for accounts that are signed out', () => {
    expect(whoAmI([account('aircall:atelier01'), sso(alena, { signedOut: true })], board()).people).toEqual(
      [],
    );
    const out = account('aircall:atelier01', { signedOut: true });
    expect(whoAmI([out, sso()], board()).people).toHaveLength(1);
  });

  it('is who they said they are, as long as the switchboard lists that person', () => {
    const company = account('aircall:atelier01', { personId: '42' });
    const petr = inCompany('aircall:atelier01', { id: '42', name: 'Petr', email: null });
    const others = board(inCompany('aircall:atelier01'), petr);
    const mine = { accountId: 'aircall:atelier01', personId: '42', agentKeys: ['aircall:atelier01/42'] };
    expect(whoAmI([company], others).people).toMatchObject([{ ...mine, name: 'Petr' }]);
    expect(whoAmI([company, sso()], others).people).toMatchObject([mine, { accountId: 'aircall:agentsso' }]);
    expect(whoAmI([company], board(inCompany('aircall:atelier01')))).toEqual({ people: [] });
  });
});
