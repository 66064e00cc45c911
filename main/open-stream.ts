import { DeskError } from './failures.ts';
import { connectionFailure, type Fetch, wasRefused } from './http.ts';

export interface StreamRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the stream, also while nobody has answered yet: there is no time-out of its own. */
  readonly signal: AbortSignal;
}

export interface StreamReply {
  readonly status: number;
  readonly headers: Headers;
  /**
   * The body as it comes, decoded. Ends with it; throws DeskError `provider-unavailable` when the connection broke, and the
   * signal's reason after an abort. To be read to its end or left by `return`, or the connection stays.
   */
  readonly body: AsyncIterable<string>;
}

/** Asks for a body that has no end. */
export type OpenStream = (request: StreamRequest) => Promise<StreamReply>;

/**
 * An `OpenStream` over a `fetch` (Electron's `net.fetch` in the app, Node's in tests). Throws DeskError `offline` when there
 * is no way there, `provider-unavailable` when nobody listens there or the connection broke, `provider-contract-broken` for a redirect.
 */
export function createOpenStream(fetch: Fetch): OpenStream {
  return async ({ url, headers, signal }) => {
    let response: Response;
    try {
      response = await fetch(url, { headers, redirect: 'manual', signal });
    } catch (error) {
      signal.throwIfAborted();
      const code = wasRefused(error) ? 'provider-unavailable' : connectionFailure(error);
      throw new DeskError(code, { where: 'stream', cause: error });
    }
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      await response.body?.cancel(); // or the connection would wait for somebody to read it
      throw new DeskError('provider-contract-broken', { status: response.status, where: 'redirect' });
    }
    return { status: response.status, headers: response.headers, body: textOf(response, signal) };
  };
}

async function* textOf(response: Response, signal: AbortSignal): AsyncGenerator<string> {
  if (response.body === null) return;
  const decoder = new TextDecoder();
  try {
    // The standard says so; the types of the two `fetch`es leave open what a body is made of.
    for await (const chunk of response.body as ReadableStream<Uint8Array>)
      yield decoder.decode(chunk, { stream: true });
  } catch (error) {
    signal.throwIfAborted();
    throw new DeskError('provider-unavailable', { where: 'stream', cause: error });
  }
}
