import { DeskError } from '../failures.ts';
import { isLoopback, isRedirectAddress } from '../providers/endpoints.ts';
import type { Provider } from '../providers/provider.ts';
import type { AttemptPlan } from './attempts.ts';
import { challengeOf, type PendingAttempt } from './pending-attempt.ts';
import { startAddress } from './relay-client.ts';

/** Throws DeskError `invalid-request` for a way this build does not have. */
export function providerOf({ way }: AttemptPlan, providers: readonly Provider[]): Provider {
  const provider = providers.find(({ ways }) => ways.includes(way));
  if (provider === undefined) throw new DeskError('invalid-request', { where: 'way' });
  return provider;
}

/** The address the browser is to open. Throws DeskError `invalid-request` for a plan that leads nowhere. */
export function browserAddress(provider: Provider, pending: PendingAttempt, loopback: string | null): string {
  const { plan, state } = pending;
  if (plan.way === 'aircall-own-client') {
    const { client } = plan;
    // To no other address could the browser come back.
    const isComplete = client !== null && isRedirectAddress(client.callbackUrl);
    const page = isComplete ? provider.consentPage?.(client, state) : undefined;
    if (page === undefined) throw new DeskError('invalid-request', { where: 'client' });
    return page;
  }
  if (plan.relay === null || !isSafeRoot(plan.relay))
    throw new DeskError('invalid-request', { where: 'relay' });
  return startAddress(plan.relay, plan.way, { challenge: challengeOf(pending), state, loopback });
}

/** https, or plain http that never leaves this machine; nothing but an address to append paths to. */
function isSafeRoot(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || `${url.origin}${url.pathname}`.replace(/\/+$/, '') !== address) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}
