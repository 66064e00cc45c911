import { DeskError } from '../../failures.ts';
import { countTaken } from '../count-taken.ts';
import type { Endpoints } from '../endpoints.ts';
import { onceEach } from '../once-each.ts';
import type { Doorbell } from '../live.ts';
import type { Provider, ProviderContext, ProviderSession } from '../provider.ts';
import { createCentralCalls, createIpbxCalls } from './call-sources.ts';
import { createVoipexClient } from './client.ts';
import { createDirectory } from './directory.ts';
import { createGraphqlDoorbell } from './graphql-doorbell.ts';
import { createPresenceControl } from './presence-control.ts';
import { probe } from './probe.ts';
import type { OpenSocket } from './socket.ts';
import { createCentralSwitchboard, createIpbxSwitchboard } from './switchboard.ts';
import { exchangeToken, readGrant, refresh, signInWithPassword } from './tokens.ts';

/**
 * VoIPEX, signed in with the password of a user or of an API access. `random` (uniform in [0, 1)) spreads retries;
 * `openSocket` is the platform's when left out.
 */
export function createVoipex(
  endpoints: Endpoints['voipex'],
  random: () => number,
  openSocket?: OpenSocket,
): Provider {
  return {
    id: 'voipex',
    ways: ['voipex-password'],
    // Rows of the call log carry no address of a page.
    pageHosts: [],
    // No limit is documented on any host; this is what politeness allows (voipex.md 16.2).
    assumedLimitPerMinute: 120,
    signIn: async (request, context, signal) => {
      if (request.way !== 'voipex-password') throw new DeskError('invalid-request', { where: 'way' });
      return signInWithPassword(endpoints.auth, request, context, signal);
    },
    authorization: ({ grant }) => `Bearer ${readGrant(grant).accessToken}`,
    enteredUser: ({ grant }) => readGrant(grant).email,
    renew: (credential, context, signal) => refresh(endpoints.auth, credential, context, signal),
    impersonate: (authorization, email, context, signal) =>
      exchangeToken(endpoints.auth, authorization, email, context, signal),
    connect: (context) => ({
      ...connect(endpoints, context, random),
      doorbell: doorbellOf(endpoints, context, random, openSocket),
    }),
  };
}

function connect(
  endpoints: Endpoints['voipex'],
  context: ProviderContext,
  random: () => number,
): Omit<ProviderSession, 'doorbell'> {
  const { accountId, access, authority, clock, homeCountry, irregularities } = context;
  const client = createVoipexClient(endpoints, context, random);
  const spent = countTaken(context.budget);
  const polled = { ...context, budget: spent, irregularities: onceEach(irregularities) };
  const polling = createVoipexClient(endpoints, polled, random);
  const directory = createDirectory(polling);
  const translation = { accountId, homeCountry, irregularities };
  const pbx = access?.pbx ?? [];
  const central = access?.surface === 'central';
  return {
    probe: (signal) => probe({ client, authority, now: clock.now(), access }, signal),
    calls: central
      ? createCentralCalls(client, translation)
      : createIpbxCalls(client, directory, translation),
    switchboard: {
      ...(central
        ? createCentralSwitchboard({ client: polling, authority, pbx })
        : createIpbxSwitchboard({ ...polled, client: polling, directory, pbx })),
      requestsSent: () => spent.taken,
      cheapCalls: true, // one request, and no limit is documented (voipex.md 9.1, 16.2)
    },
    events: null,
    eventReader: null,
    // Profiles are the IPBX API's.
    presence: central ? null : createPresenceControl(client),
    presencePage: null,
    pushed: null,
  };
}

/** Of the person signed in, where it is switched on; the central API has none. */
function doorbellOf(
  { ipbx }: Endpoints['voipex'],
  context: ProviderContext,
  random: () => number,
  openSocket: OpenSocket | undefined,
): Doorbell | null {
  if (context.doorbells !== true || context.access?.surface === 'central') return null;
  const irregularities = onceEach(context.irregularities);
  return createGraphqlDoorbell({
    ...{ ...context, irregularities, ipbx, random },
    ...(openSocket === undefined ? {} : { openSocket }),
  });
}
