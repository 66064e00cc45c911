import type { Clock } from '../../clock.ts';
import { DeskError } from '../../failures.ts';
import type { Http } from '../../http.ts';
import type { BusHost } from '../bus-host.ts';
import { countTaken } from '../count-taken.ts';
import type { Endpoints } from '../endpoints.ts';
import { onceEach } from '../once-each.ts';
import type { Credential, Provider, ProviderContext, ProviderSession, SignInGrant } from '../provider.ts';
import { createAgentSso, renewSso } from './bus/agent-sso.ts';
import { createCallSource } from './call-source.ts';
import { createAircallClient } from './client.ts';
import { createEvents } from './events.ts';
import { createEventReader } from './live-events.ts';
import { authorizationOf, enteredUser, ownClientOf, withOwnClient } from './grants.ts';
import { consentPage, exchangeCode } from './own-client.ts';
import { probe } from './probe.ts';
import { createSwitchboard } from './switchboard.ts';
import { pageHosts, workspacePage } from './translate.ts';

/**
 * Aircall: its public API with a company's key or token, and agent SSO where there is a `busHost` and an address for
 * it. `random` (uniform in [0, 1)) spreads retries. `relayKnown`: this run has a relay to sign in through; accounts of
 * another relay are accepted all the same.
 */
export function createAircall(
  endpoints: Endpoints['aircall'],
  random: () => number,
  busHost: BusHost | null = null,
  relayKnown = false,
): Provider {
  const sso = createAgentSso(endpoints.bus, busHost);
  return {
    id: 'aircall',
    ways: [
      'aircall-oauth',
      'aircall-own-client',
      'aircall-api-key',
      // A browser must not be opened for a grant that nothing here can take.
      ...(sso.offered ? (['aircall-sso'] as const) : []),
    ],
    offers: [
      ...(relayKnown ? (['aircall-oauth'] as const) : []),
      ...(relayKnown && sso.offered ? (['aircall-sso'] as const) : []),
      'aircall-api-key',
      'aircall-own-client',
    ],
    pageHosts: [...pageHosts, new URL(workspacePage).hostname],
    // Half of today's figure: older companies may still have it, and the headers tell the rest (aircall.md 2).
    assumedLimitPerMinute: 60,
    consentPage: (client, state) => consentPage(endpoints.consent, client, state),
    ownClient: ownClientOf,
    withOwnClient,
    enteredUser,
    signIn: (grant, context, signal) =>
      grant.way === 'aircall-sso'
        ? sso.signIn(grant, context.clock, signal)
        : signIn(endpoints.api, grant, context, signal),
    authorization: (credential) =>
      credential.way === 'aircall-sso' ? sso.authorization(credential) : authorizationOf(credential),
    renew: async (credential, { clock }) => {
      if (credential.way === 'aircall-sso') return renewSso(credential, clock);
      throw new DeskError('not-signed-in', { where: 'keys and tokens of Aircall cannot be renewed' });
    },
    connect: (context) =>
      context.way === 'aircall-sso' ? sso.connect(context) : connect(endpoints.api, context, random),
  };
}

async function signIn(
  api: string,
  grant: SignInGrant,
  context: { readonly http: Http; readonly clock: Clock },
  signal: AbortSignal,
): Promise<Credential> {
  const obtainedAt = context.clock.now();
  const kept = { obtainedAt, expiresAt: null, renewableUntil: null };
  switch (grant.way) {
    case 'aircall-api-key': {
      // Nothing is exchanged: the key is the credential, and probing shows whether it is right. It never expires.
      const { way, apiId, apiToken } = grant;
      return { ...kept, way, grant: JSON.stringify({ apiId, apiToken }) };
    }
    case 'aircall-oauth': {
      const { way, accessToken, relaySession } = grant;
      return {
        ...kept,
        way,
        grant: JSON.stringify({ accessToken }),
        ...(relaySession === undefined ? {} : { relaySession }),
      };
    }
    case 'aircall-own-client': {
      const { way, client, mayOpenBrowser } = grant;
      const { accessToken, expiresAt } = await exchangeCode(api, grant, context, signal);
      return { ...kept, way, expiresAt, grant: JSON.stringify({ accessToken, client, mayOpenBrowser }) };
    }
    default:
      throw new DeskError('invalid-request', { where: 'way' });
  }
}

function connect(root: string, context: ProviderContext, random: () => number): ProviderSession {
  const client = createAircallClient(root, context, random);
  const { accountId, way, homeCountry, irregularities, access, relay } = context;
  const translation = { accountId, homeCountry, irregularities };
  const spent = countTaken(context.budget);
  const polled = { ...context, budget: spent, irregularities: onceEach(irregularities) };
  return {
    probe: (signal) =>
      probe(client, { firstTime: access === null, isIntegration: way !== 'aircall-api-key' }, signal),
    calls: createCallSource(client, translation),
    switchboard: {
      ...createSwitchboard(createAircallClient(root, polled, random), polled),
      requestsSent: () => spent.taken,
    },
    // Aircall sends to https only (aircall.md 5.6).
    events: relay?.startsWith('https://') === true ? createEvents(client, relay) : null,
    eventReader: relay === null ? null : createEventReader(translation),
    doorbell: null,
    presence: null,
    // Setting it by REST is not confirmed (aircall.md 9 no. 17).
    presencePage: workspacePage,
    pushed: null,
  };
}
