import { net } from 'electron';
import type { Fetch } from '../http.ts';

/**
 * Chromium's network stack as a `Fetch`: the system's proxy and trust store count, which Node's own fetch ignores.
 * No cookie, cached reply or stored login of the session ever joins a request.
 */
export const netFetch: Fetch = async (url, init) => {
  try {
    return await net.fetch(url, {
      ...init,
      credentials: 'omit',
      cache: 'no-store',
      bypassCustomProtocolHandlers: true,
    });
  } catch (error) {
    // Where the standard returns the 3xx reply for `redirect: 'manual'`, net.fetch throws this one text
    // (ClientRequest's documented behaviour when followRedirect is not called).
    if (error instanceof Error && error.message === 'Redirect was cancelled')
      return new Response(null, { status: 302 });
    throw error;
  }
};
