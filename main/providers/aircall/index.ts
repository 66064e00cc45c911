import { DeskError } from '../../failures.ts';
import { capability } from '../capability.ts';
import { countTaken } from '../count-taken.ts';
import type { BusHost } from '../bus-host.ts';
import type { Endpoints } from '../endpoints.ts';
import { onceEach } from '../once-each.ts';
import type { Credential, Provider, ProviderContext, ProviderSession, ProvenAccess } from '../provider.ts';
import { createAgentSso, renewSso } from './bus/agent-sso.ts';
import { createCallSource } from './call-source.ts';
import { type AircallClient, basicAuthorization, createAircallClient } from './client.ts';
import { createSwitchboard } from './switchboard.ts';
import { pageHosts } from './translate.ts';
import { ApiKeyGrant } from './wire.ts';

/** Reads what we wrote into the keychain ourselves; anything else there means signing in again. */
function readGrant(grant: string): { readonly apiId: string; readonly apiToken: string } {
  try {
    return ApiKeyGrant.parse(JSON.parse(grant));
  } catch (cause) {
    throw new DeskError('not-signed-in', { where: 'stored credential', cause });
  }
}

/**
 * Aircall, signed in with a company's API key, or as a person by agent SSO where there is a `busHost` and an address for
 * it. `random` (uniform in [0, 1)) spreads retries.
 */
export function createAircall(
  endpoints: Endpoints['aircall'],
  random: () => number,
  busHost: BusHost | null = null,
): Provider {
  const sso = createAgentSso(endpoints.bus, busHost);
  return {
    id: 'aircall',
    ways: ['aircall-api-key', ...(sso.offered ? (['aircall-sso'] as const) : [])],
    pageHosts,
    // Half of today's figure: older companies may still have it, and the headers tell the rest (aircall.md 2).
    assumedLimitPerMinute: 60,
    signIn: async (request, { clock }, signal) => {
      if (request.way === 'aircall-sso') return sso.signIn(request, clock, signal);
      if (request.way !== 'aircall-api-key') throw new DeskError('invalid-request', { where: 'way' });
      const grant = { apiId: request.apiId, apiToken: request.apiToken };
      // Nothing is exchanged: the key is the credential, and probing shows whether it is right. It never expires.
      return credential(JSON.stringify(grant), clock.now());
    },
    authorization(credential) {
      if (credential.way === 'aircall-sso') return sso.authorization(credential);
      const { apiId, apiToken } = readGrant(credential.grant);
      return basicAuthorization(apiId, apiToken);
    },
    renew: async (credential, { clock }) => {
      if (credential.way === 'aircall-sso') return renewSso(credential, clock);
      throw new DeskError('not-signed-in', { where: 'an API key cannot be renewed' });
    },
    connect: (context) =>
      context.way === 'aircall-sso' ? sso.connect(context) : connect(endpoints.api, context, random),
  };
}

const credential = (grant: string, obtainedAt: number): Credential => ({
  way: 'aircall-api-key',
  grant,
  obtainedAt,
  expiresAt: null,
  renewableUntil: null,
});

function connect(root: string, context: ProviderContext, random: () => number): ProviderSession {
  const client = createAircallClient(root, context, random);
  const { accountId, homeCountry, irregularities, access } = context;
  const translation = { accountId, homeCountry, irregularities };
  const spent = countTaken(context.budget);
  const polled = { ...context, budget: spent, irregularities: onceEach(irregularities) };
  return {
    probe: (signal) => probe(client, access === null, signal),
    calls: createCallSource(client, translation),
    switchboard: {
      ...createSwitchboard(createAircallClient(root, polled, random), polled),
      requestsSent: () => spent.taken,
    },
    events: null,
    pushed: null,
  };
}

/**
 * A key has no scopes: what `ping` accepts may read everything (aircall.md 1.2), so the other questions only prove
 * it. `firstTime`: the key has never worked, so its refusal means it was typed wrong.
 */
async function probe(client: AircallClient, firstTime: boolean, signal: AbortSignal): Promise<ProvenAccess> {
  try {
    await client.ping(signal);
  } catch (error) {
    if (firstTime && error instanceof DeskError && error.code === 'not-signed-in') {
      throw new DeskError('sign-in-rejected', { where: 'ping', cause: error });
    }
    throw error;
  }
  const [signedInAs, calls, switchboard] = await Promise.all([
    client.companyName(signal),
    capability(client.calls({ page: 1, perPage: 1, urgency: 'now', signal })),
    capability(client.anyUser(signal)),
  ]);
  return {
    signedInAs: signedInAs.slice(0, 200),
    // Dialling cannot be tried without ringing somebody; a key acts for the company and for no person.
    capabilities: { calls, switchboard, recordings: calls, dial: 'unknown', impersonate: 'refused' },
    pbx: [],
    surface: null,
    agent: null,
  };
}
