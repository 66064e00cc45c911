import type { Call } from '../domain/call.ts';
import { DeskError } from './failures.ts';
import { plainHttps } from './providers/plain-https.ts';
import type { Provider } from './providers/provider.ts';

/**
 * The address of a page at its provider, a call's for instance, safe to hand to the system browser. The address came from outside
 * and was stored: only plain https on a host the provider itself names may be opened.
 * Throws DeskError `not-found` when there is no page, `invalid-request` when its address may not be opened.
 */
export function pageToOpen(
  call: Pick<Call, 'provider' | 'providerPage'>,
  providers: readonly Provider[],
): string {
  if (call.providerPage === null) throw new DeskError('not-found', { where: 'provider page' });
  const hosts = providers.find((provider) => provider.id === call.provider)?.pageHosts ?? [];
  const url = plainHttps(call.providerPage);
  if (url === null || !hosts.includes(url.hostname))
    throw new DeskError('invalid-request', { where: 'provider page' });
  return url.href;
}
