import http, { type IncomingMessage } from 'node:http';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { relayPaths } from '../../domain/relay.ts';

export interface ListenOptions {
  /** The session's token; left out: none is shown. */
  readonly token?: string;
  /** `Last-Event-ID`. */
  readonly last?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a desktop hears of a relay. */
export interface ListeningDesktop {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly messages: readonly EventSourceMessage[];
  /** Data of its `provider-event` messages. */
  readonly events: () => readonly Record<string, unknown>[];
  readonly comments: () => number;
  /** What it was told to wait before it comes again, ms. */
  readonly retry: () => number | null;
  /** The place it would resume from. */
  readonly last: () => string;
  /** Resolves once `holds`. Rejects when the stream ends before. */
  until(holds: () => boolean): Promise<void>;
  /** Resolves when the connection is over; with the body of an answer that is no stream. */
  readonly ended: Promise<string>;
  /** Reads nothing from now on, as a desktop that hangs. */
  hang(): void;
  goOn(): void;
  close(): void;
}

/** Opens a stream over real HTTP. @param origin `http://127.0.0.1:…`. */
export async function listen(
  origin: string,
  { token, last, headers = {} }: ListenOptions,
): Promise<ListeningDesktop> {
  const request = http.get(origin + relayPaths.events, {
    agent: false,
    headers: {
      accept: 'text/event-stream',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(last === undefined ? {} : { 'last-event-id': last }),
      ...headers,
    },
  });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve).on('error', reject);
  });
  request.on('error', () => undefined); // the relay may cut it; `ended` says so

  const messages: EventSourceMessage[] = [];
  const events: Record<string, unknown>[] = [];
  let comments = 0;
  let retry: number | null = null;
  let isOver = false;
  const waiting = new Set<() => void>();
  const tell = (): void => {
    for (const look of waiting) look();
  };
  const parser = createParser({
    onEvent: (message) => {
      messages.push(message);
      // The relay sends objects.
      if (message.event === 'provider-event')
        events.push(JSON.parse(message.data) as Record<string, unknown>);
    },
    onComment: () => {
      comments += 1;
    },
    onRetry: (ms) => {
      retry = ms;
    },
  });
  let body = '';
  const isStream = response.headers['content-type']?.startsWith('text/event-stream') === true;
  response.setEncoding('utf8');
  response.on('data', (text: string) => {
    if (isStream) parser.feed(text);
    else body += text;
    tell();
  });
  const ended = new Promise<string>((resolve) => {
    response.on('close', () => {
      isOver = true;
      tell();
      resolve(body);
    });
  });
  response.on('error', () => undefined); // cut; `close` follows

  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    messages,
    events: () => events,
    comments: () => comments,
    retry: () => retry,
    last: () => messages.at(-1)?.id ?? '',
    async until(holds) {
      await new Promise<void>((resolve, reject) => {
        const look = (): void => {
          const isThere = holds();
          if (!isThere && !isOver) return;
          waiting.delete(look);
          if (isThere) resolve();
          else reject(new Error('The stream ended before'));
        };
        waiting.add(look);
        look();
      });
    },
    ended,
    hang: () => void response.pause(),
    goOn: () => void response.resume(),
    close: () => void request.destroy(),
  };
}
