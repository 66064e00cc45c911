import { createParser } from 'eventsource-parser';
import { DeskError } from '../failures.ts';

/** One message of an event stream. */
export interface ServerEvent {
  /** Empty where it has none. */
  readonly id: string;
  readonly name: string;
  readonly data: string;
}

/** A relay event is some kilobytes; what is this large is none, and would be kept in memory until it ends. */
const largestEvent = 4 * 1024 * 1024;

/**
 * The messages of a `text/event-stream` in order. `heard` is called for whatever comes, comments too; `onRetry` with
 * the pause (ms) that the server wishes before somebody comes again. Throws DeskError `provider-contract-broken` for an
 * endless message, else as `body` does.
 */
export async function* readServerEvents(
  body: AsyncIterable<string>,
  heard: () => void,
  onRetry: (ms: number) => void,
): AsyncGenerator<ServerEvent> {
  const read: ServerEvent[] = [];
  const trouble = { isTooLarge: false };
  const parser = createParser({
    maxBufferSize: largestEvent,
    onEvent: ({ id = '', event = 'message', data }) => void read.push({ id, name: event, data }),
    onRetry,
    onError: ({ type }) => {
      trouble.isTooLarge ||= type === 'max-buffer-size-exceeded';
    },
  });
  for await (const text of body) {
    heard();
    parser.feed(text);
    if (trouble.isTooLarge) throw new DeskError('provider-contract-broken', { where: 'stream message size' });
    yield* read.splice(0);
  }
}
