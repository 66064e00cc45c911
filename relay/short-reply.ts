import type { Fetch } from './ports.ts';

const largestReplyBytes = 64 * 1024;

export interface ShortReply {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined for what is no JSON or larger than any such reply: schemas refuse that as they refuse a wrong shape. */
  readonly body: unknown;
}

/** Asks an upstream for a small JSON document, in bounded time and size. Null when it cannot be reached. */
export async function askShortly(
  fetch: Fetch,
  url: string,
  init: RequestInit,
  timeoutMs: number,
  largestBytes: number = largestReplyBytes,
): Promise<ShortReply | null> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'error', // what is sent along goes to no other address
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await readShort(response, largestBytes);
    return {
      status: response.status,
      headers: response.headers,
      body: text === null ? undefined : readJson(text),
    };
  } catch {
    return null; // refused, cut or too late: all the same to who asks, and the error may quote what was sent
  }
}

/** The body, or null when it is larger than it may be. */
async function readShort(response: Response, largestBytes: number): Promise<string | null> {
  const body: AsyncIterable<Uint8Array> | null = response.body;
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > largestBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the caller's schema refuses it
  }
}
