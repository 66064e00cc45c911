import type { CdpEvent, CdpSession } from './cdp.ts';
import type { Schemes } from './schemes.ts';

export interface Navigation {
  /** As the app names it. */
  readonly url: string;
  readonly isMainFrame: boolean;
  readonly isRedirect: boolean;
}

export interface RequestPorts {
  readonly schemes: Schemes;
  /** Whether a frame may go there; asked for every document, also those the app itself loads. */
  readonly allowsNavigation: (navigation: Navigation) => boolean;
}

type Paused = CdpEvent<'Fetch.requestPaused'>;

/** Decides about a request the browser holds: navigation rules first, then the app's own scheme, else on to the network. */
export async function answerRequest(
  session: CdpSession,
  paused: Paused,
  isMainFrame: boolean,
  { schemes, allowsNavigation }: RequestPorts,
): Promise<void> {
  const { requestId } = paused;
  const url = schemes.fromBrowser(paused.request.url);
  if (paused.resourceType === 'Document') {
    const isRedirect = paused.redirectedRequestId !== undefined;
    if (!allowsNavigation({ url, isMainFrame, isRedirect })) {
      await session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      return;
    }
  }
  if (url === paused.request.url) {
    await session.send('Fetch.continueRequest', { requestId });
    return;
  }
  const response = await respond(url, paused, schemes);
  if (response === null) {
    await session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
    return;
  }
  const responseHeaders = [...response.headers].map(([name, value]) => ({
    name,
    value: name.startsWith('content-security-policy') ? schemes.policyToBrowser(value) : value,
  }));
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  await session.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status || 200,
    responseHeaders,
    body,
  });
}

/** Null when the scheme has no handler or the handler fails: the page then sees net::ERR_FAILED, as in Electron. */
async function respond(url: string, { request }: Paused, schemes: Schemes): Promise<Response | null> {
  const handler = schemes.handlerOf(url);
  if (!handler) return null;
  const parts = (request.postDataEntries ?? []).map(({ bytes }) => Buffer.from(bytes ?? '', 'base64'));
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    /^(origin|referer)$/i.test(name) ? schemes.fromBrowser(value) : value,
  ]);
  try {
    return await handler(
      new Request(url, {
        method: request.method,
        headers,
        ...(parts.length > 0 ? { body: Buffer.concat(parts) } : {}),
      }),
    );
  } catch (error) {
    console.error('[stand-in] The handler of', url, 'failed:', error);
    return null;
  }
}
