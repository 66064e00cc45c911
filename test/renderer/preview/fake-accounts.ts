import type { Account, AccountHealth, Capabilities } from '../../../domain/account.ts';
import type { Scenario } from './scenario.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Ids the call and switchboard fakes refer to. */
export const accountIds = {
  prague: 'aircall:p7ra9ue01',
  brno: 'voipex:b5rn0ofc2',
  export: 'aircall:ex3p0rt77',
} as const;

const allProven: Capabilities = {
  calls: 'proven',
  switchboard: 'proven',
  recordings: 'proven',
  dial: 'proven',
  impersonate: 'unknown',
};

const healthy = (now: number): AccountHealth => ({
  lastSuccessAt: now - 40_000,
  lagMs: 12_000,
  budget: { limitPerMinute: 120, usedLastMinute: 18, othersLastMinute: 15, remaining: 87, learnt: true },
  tokenObtainedAt: now - 12 * dayMs,
  tokenExpiresAt: null,
  failure: null,
  unknownValues: 0,
  rejectedRecords: 0,
});

/** An access of a company: of no person, and without a relay. */
const aCompanyAccess = { agent: null, actingAs: null, events: null } as const;

function usualAccounts(now: number): Account[] {
  return [
    {
      id: accountIds.prague,
      provider: 'aircall',
      label: 'Praha – podpora',
      colour: 'teal',
      way: 'aircall-api-key',
      signedInAs: 'Modrý Kolovrat s.r.o.',
      status: 'signed-in',
      createdAt: now - 90 * dayMs,
      capabilities: { ...allProven, impersonate: 'refused' },
      pbx: [],
      ...aCompanyAccess,
      health: healthy(now),
    },
    {
      id: accountIds.brno,
      provider: 'voipex',
      label: 'Brno – ústředna',
      colour: 'violet',
      way: 'voipex-password',
      signedInAs: 'zuzana.cerna@modrykolovrat.cz',
      status: 'signed-in',
      createdAt: now - 60 * dayMs,
      capabilities: { ...allProven, recordings: 'refused' },
      pbx: [
        { pbxId: '4711', name: 'Brno centrála', hostname: 'brno.voipex.io', version: '5.12.3' },
        { pbxId: '4712', name: 'Sklad Modřice', hostname: 'modrice.voipex.io', version: null },
      ],
      ...aCompanyAccess,
      health: {
        ...healthy(now),
        budget: {
          limitPerMinute: 60,
          usedLastMinute: 6,
          othersLastMinute: null,
          remaining: null,
          learnt: false,
        },
        tokenObtainedAt: now - 22 * minuteMs,
        tokenExpiresAt: now + 38 * minuteMs,
        unknownValues: 3,
        rejectedRecords: 1,
      },
    },
    {
      id: accountIds.export,
      provider: 'aircall',
      label: 'Export DACH',
      colour: 'orange',
      way: 'aircall-api-key',
      signedInAs: 'Blaues Spinnrad GmbH',
      status: 'needs-sign-in',
      createdAt: now - 30 * dayMs,
      capabilities: allProven,
      pbx: [],
      ...aCompanyAccess,
      health: {
        ...healthy(now),
        lastSuccessAt: now - 9 * hourMs,
        lagMs: 9 * hourMs,
        failure: { code: 'not-signed-in' },
      },
    },
  ];
}

/** The accounts at the start of a scenario. */
export function fakeAccounts({ name, now }: Scenario): Account[] {
  const accounts = usualAccounts(now);
  switch (name) {
    case 'first-run':
      return [];
    case 'first-pull':
    case 'one-call':
      return accounts.slice(0, 1);
    case 'offline':
      return accounts.map((a) => ({
        ...a,
        health: { ...a.health, lastSuccessAt: now - 47 * minuteMs, failure: { code: 'offline' } },
      }));
    case 'stale':
      return accounts.map((a) => ({
        ...a,
        status: 'needs-sign-in',
        health: { ...a.health, lastSuccessAt: now - 9 * hourMs, failure: { code: 'not-signed-in' } },
      }));
    default:
      return accounts.slice(0, 2);
  }
}
