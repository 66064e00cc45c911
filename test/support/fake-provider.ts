import type { Pbx, ProviderId } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import { DeskError } from '../../main/failures.ts';
import type {
  Credential,
  Provider,
  SignInGrant,
  ProviderContext,
  ProvenAccess,
} from '../../main/providers/provider.ts';
import { emptyReading } from '../../main/switchboard/merge-parts.ts';
import { aPerson } from './people.ts';

/** A telephone company that a test plays: what it accepts, grants, serves and refuses. */
export interface FakeCompany {
  /** Secrets (API tokens, passwords) it accepts at sign-in, with who they belong to. */
  readonly logins: Map<string, string>;
  /** Authorization values it takes now. */
  readonly accepted: Set<string>;
  capabilities: ProvenAccess['capabilities'];
  /** Which API of the provider it says to use. */
  surface: string | null;
  pbx: readonly Pbx[];
  /** Thrown instead of any answer. */
  failure: DeskError | null;
  /** Never answers; a request ends only when it is aborted. */
  silent: boolean;
  /** Made for each session that connects to it. */
  readonly homeCountries: string[];
  calls(accountId: string): readonly Call[];
  /** Requests that got through, by what was asked. */
  readonly asked: { probe: number; calls: number; switchboard: number; renew: number };
  readonly provider: Provider;
}

export const allProven: ProvenAccess['capabilities'] = {
  calls: 'proven',
  switchboard: 'proven',
  recordings: 'proven',
  dial: 'unknown',
  impersonate: 'refused',
};

/** Tokens live 3,000 s and can be renewed as VoIPEX's; an Aircall company's never expire and cannot. */
export function fakeCompany(id: ProviderId, logins: Record<string, string>): FakeCompany {
  let issued = 0;
  const issue = (who: string, now: number): Credential => {
    issued += 1;
    const token = `${id}-token-${issued}-of-${who}`;
    company.accepted.add(`Bearer ${token}`);
    const renews = id === 'voipex';
    return {
      way: renews ? 'voipex-password' : 'aircall-api-key',
      grant: JSON.stringify({ token, who }),
      obtainedAt: now,
      expiresAt: renews ? now + 3_000_000 : null,
      renewableUntil: renews ? now + 7_200_000 : null,
    };
  };
  // Our own text, written by `issue`.
  const read = ({ grant }: Credential) => JSON.parse(grant) as { token: string; who: string };
  const value = (credential: Credential): string => `Bearer ${read(credential).token}`;

  /** One request: takes a value that is accepted, after one renewal at most. Gives who it was sent by. */
  const request = async (context: ProviderContext, signal: AbortSignal): Promise<string> => {
    await context.budget.take('now', signal);
    let sent = await context.authority.authorization(signal);
    if (company.failure !== null) throw company.failure;
    if (company.silent) {
      await new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new DeskError('offline'))),
      );
    }
    if (!company.accepted.has(sent)) sent = await context.authority.renewed(sent, signal);
    if (!company.accepted.has(sent)) throw new DeskError('not-signed-in', { status: 401 });
    signal.throwIfAborted();
    return sent.split('-of-')[1] ?? '';
  };

  const company: FakeCompany = {
    logins: new Map(Object.entries(logins)),
    accepted: new Set(),
    capabilities: allProven,
    surface: id === 'voipex' ? 'ipbx' : null,
    pbx: [],
    failure: null,
    silent: false,
    homeCountries: [],
    calls: () => [],
    asked: { probe: 0, calls: 0, switchboard: 0, renew: 0 },
    provider: {
      id,
      ways: [id === 'voipex' ? 'voipex-password' : 'aircall-api-key'],
      pageHosts: [`pages.${id}.example`],
      assumedLimitPerMinute: 60,
      async signIn(entered, { clock }, signal) {
        signal.throwIfAborted();
        if (company.failure !== null) throw company.failure;
        const secret = secretOf(entered);
        const who = company.logins.get(secret);
        if (who === undefined) throw new DeskError('sign-in-rejected', { status: 401 });
        return issue(who, clock.now());
      },
      authorization: value,
      async renew(credential, { clock }) {
        company.asked.renew += 1;
        if (company.failure !== null) throw company.failure;
        if (id === 'aircall') throw new DeskError('not-signed-in');
        return issue(read(credential).who, clock.now());
      },
      connect(context) {
        company.homeCountries.push(context.homeCountry);
        return {
          async probe(signal) {
            const signedInAs = await request(context, signal);
            company.asked.probe += 1;
            return {
              signedInAs,
              capabilities: company.capabilities,
              pbx: company.pbx,
              surface: company.surface,
              agent: null,
            };
          },
          calls: {
            horizonMs: null,
            async page({ from, to }, _cursor, _urgency, signal) {
              await request(context, signal);
              company.asked.calls += 1;
              const calls = company
                .calls(context.accountId)
                .filter((call) => call.startedAt >= from && call.startedAt < to);
              return { calls, next: null };
            },
          },
          switchboard: {
            requestsSent: () => company.asked.switchboard,
            async read(_depth, signal) {
              await request(context, signal);
              company.asked.switchboard += 1;
              return { ...emptyReading, people: [aPerson({ accountId: context.accountId })] };
            },
          },
          events: null,
          eventReader: null,
          doorbell: null,
          presence: null,
          presencePage: null,
          pushed: null,
        };
      },
    },
  };
  return company;
}

/** What a grant proves itself with. */
function secretOf(grant: SignInGrant): string {
  switch (grant.way) {
    case 'aircall-api-key':
      return grant.apiToken;
    case 'voipex-password':
      return grant.password;
    case 'aircall-oauth':
      return grant.accessToken;
    case 'aircall-own-client':
    case 'aircall-sso':
      return grant.code;
  }
}
