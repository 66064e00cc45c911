import type { Clock } from './clock.ts';
import { DeskError } from './failures.ts';

export interface HttpRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Largest reply to accept, bytes. */
  readonly maxBytes?: number;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface HttpReply {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Headers;
  readonly text: string;
}

/** Sends one request. Never follows a redirect to another origin, so a token never reaches a host it was not meant for. */
export type Http = (request: HttpRequest) => Promise<HttpReply>;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const defaultTimeoutMs = 30_000;
const defaultMaxBytes = 32 * 1024 * 1024;

/**
 * An `Http` over a `fetch` (Electron's `net.fetch` in the app, Node's in tests).
 * Throws DeskError: `offline` when no connection came about, `provider-unavailable` for a time-out or a reply cut short,
 * `provider-contract-broken` for a reply above the size limit or a redirect. Any status is a reply, not an error.
 */
export function createHttp(fetch: Fetch): Http {
  return async (request) => {
    const timeout = AbortSignal.timeout(request.timeoutMs ?? defaultTimeoutMs);
    const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
    let response: Response;
    try {
      response = await fetch(request.url, {
        method: request.method ?? 'GET',
        headers: { accept: 'application/json', ...request.headers },
        redirect: 'manual',
        signal,
        ...(request.body === undefined ? {} : { body: request.body }),
      });
    } catch (error) {
      request.signal?.throwIfAborted();
      throw new DeskError(timeout.aborted ? 'provider-unavailable' : connectionFailure(error), {
        cause: error,
      });
    }
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      await response.body?.cancel(); // or the connection would wait for somebody to read it
      throw new DeskError('provider-contract-broken', { status: response.status, where: 'redirect' });
    }
    try {
      return {
        status: response.status,
        headers: response.headers,
        text: await readText(response, request.maxBytes ?? defaultMaxBytes),
      };
    } catch (error) {
      if (error instanceof DeskError) throw error;
      request.signal?.throwIfAborted();
      throw new DeskError('provider-unavailable', { cause: error, status: response.status });
    }
  };
}

/** Words by which the platforms say what became of a connection: Node's codes, and what Chromium's stack throws. */
function* wordsOf(error: unknown): Generator<string> {
  const seen = new Set<unknown>();
  for (let e = error; e instanceof Error && !seen.has(e); e = e.cause) {
    seen.add(e);
    yield 'code' in e && typeof e.code === 'string' ? e.code : e.message;
  }
}

const broken = /ECONNRESET|UND_ERR_SOCKET|EPIPE|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|other side closed/;
/** A connection that broke is the provider's trouble; one that never came about is ours (no network, no name). */
export const connectionFailure = (error: unknown): 'offline' | 'provider-unavailable' =>
  [...wordsOf(error)].some((word) => broken.test(word)) ? 'provider-unavailable' : 'offline';

/** Whether a machine was there that listens to nobody at that port: there is a network, and no server. */
export const wasRefused = (error: unknown): boolean =>
  [...wordsOf(error)].some((word) => /ECONNREFUSED|ERR_CONNECTION_REFUSED/.test(word));

async function readText(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  // The standard says so; the types of the two `fetch`es leave open what a body is made of.
  for await (const chunk of response.body as ReadableStream<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes)
      throw new DeskError('provider-contract-broken', { where: 'reply size', status: response.status });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** A server that names a moment further away misreads a unit or a clock; believing it would silence the app for years. */
export const longestWaitMs = 60 * 60_000;

/**
 * When to try again after a 429 or 503, epoch ms, an hour from now at most: `Retry-After` in seconds or as a date; null
 * when absent or unreadable.
 */
export function retryAfter(headers: Headers, clock: Clock): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const now = clock.now();
  const at = /^\d+$/.test(value.trim()) ? now + Number(value) * 1000 : Date.parse(value);
  return Number.isNaN(at) ? null : Math.min(at, now + longestWaitMs);
}
