import type { Account, Capabilities, SignInWay } from '../../../domain/account.ts';
import type { Scenario } from './scenario.ts';

/** What a made-up sign-in is for. */
export interface FakeGrant {
  readonly way: SignInWay;
  readonly label: string | null;
  /** The account to sign in again; null adds one. */
  readonly renew: string | null;
  /** Who signed in, where the form says so. */
  readonly email?: string;
}

const company: Capabilities = {
  calls: 'proven',
  switchboard: 'proven',
  recordings: 'unknown',
  dial: 'proven',
  impersonate: 'unknown',
};

/** What an access may do and whose it is, by the way it was signed in with. */
export function fakeAccess({ way, email }: Pick<FakeGrant, 'way' | 'email'>) {
  if (way === 'voipex-password')
    return { signedInAs: email ?? 'jana.mala@modrykolovrat.cz', capabilities: company, agent: null };
  if (way !== 'aircall-sso')
    return { signedInAs: 'Modrý Kolovrat s.r.o.', capabilities: company, agent: null };
  const name = 'Jana Malá';
  return {
    signedInAs: 'jana.mala@modrykolovrat.cz',
    capabilities: { ...company, calls: 'refused', switchboard: 'refused', dial: 'refused' } as const,
    agent: { id: '9042', name, email: 'jana.mala@modrykolovrat.cz', company: 'Modrý Kolovrat s.r.o.' },
  };
}

/** The account that a sign-in makes, or makes anew. */
export function newAccount(grant: FakeGrant, scenario: Scenario, known: readonly Account[]): Account {
  const provider = grant.way === 'voipex-password' ? 'voipex' : 'aircall';
  const pattern = known.find(({ id }) => id === grant.renew);
  const access = fakeAccess(grant);
  return {
    id: `${provider}:new${String(known.length).padStart(6, '0')}`,
    colour: provider === 'aircall' ? 'teal' : 'violet',
    createdAt: scenario.now,
    pbx: [],
    actingAs: null,
    events: null,
    ...pattern,
    ...access,
    provider,
    label: grant.label ?? pattern?.label ?? access.signedInAs,
    way: grant.way,
    status: scenario.secrets.kept === 'keychain' ? 'signed-in' : 'memory-only',
    health: {
      lastSuccessAt: null,
      lagMs: null,
      budget: null,
      tokenObtainedAt: scenario.now,
      tokenExpiresAt: provider === 'aircall' ? null : scenario.now + 3_600_000,
      failure: null,
      unknownValues: 0,
      rejectedRecords: 0,
    },
  };
}
