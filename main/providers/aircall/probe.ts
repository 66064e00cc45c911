import { DeskError, isPassing } from '../../failures.ts';
import { capability } from '../capability.ts';
import { isOutOfReach } from '../exchange.ts';
import type { ProvenAccess } from '../provider.ts';
import type { AircallClient } from './client.ts';

/** What the probe has to know beside the client. */
export interface ProbeOptions {
  /** The credential has never worked, so its refusal means that it is wrong. */
  readonly firstTime: boolean;
  /** Only tokens of the OAuth ways are an integration that can be asked for (aircall.md 5.5). */
  readonly isIntegration: boolean;
}

/**
 * Neither keys nor tokens have scopes that matter: what `ping` accepts may read everything (aircall.md 1.2, 1.3), so the
 * other questions only prove it.
 */
export async function probe(
  client: AircallClient,
  { firstTime, isIntegration }: ProbeOptions,
  signal: AbortSignal,
): Promise<ProvenAccess> {
  try {
    await client.ping(signal);
  } catch (error) {
    if (firstTime && error instanceof DeskError && error.code === 'not-signed-in') {
      throw new DeskError('sign-in-rejected', { where: 'ping', cause: error });
    }
    throw error;
  }
  const users = client.firstUserIds(signal);
  const [signedInAs, calls, switchboard, companyId] = await Promise.all([
    client.companyName(signal),
    capability(client.calls({ page: 1, perPage: 1, urgency: 'now', signal })),
    capability(users),
    isIntegration ? client.companyId(signal).catch(unlessItMatters) : null,
  ]);
  const userIds = switchboard === 'proven' ? await users : [];
  return {
    signedInAs: signedInAs.slice(0, 200),
    // Dialling cannot be tried without ringing somebody; a key or token acts for the company and for no person.
    capabilities: { calls, switchboard, recordings: calls, dial: 'unknown', impersonate: 'refused' },
    pbx: [],
    surface: null,
    agent: null,
    companyMarks: [
      ...(companyId === null ? [] : [`company:${companyId}`]),
      ...userIds.map((id) => `user:${id}`),
    ],
  };
}

/** Only one of several marks is lost. */
function unlessItMatters(error: unknown): null {
  const minor =
    isOutOfReach(error) ||
    (error instanceof DeskError && (isPassing(error.code) || error.code === 'provider-contract-broken'));
  if (minor) return null;
  throw error;
}
