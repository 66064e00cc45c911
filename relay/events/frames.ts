import { streamEvents, type StreamHello } from '../../domain/relay.ts';
import type { LogEntry } from './event-log.ts';

/** Messages as `text/event-stream` has them. JSON holds no line break, so each is one line of data. */
const message = (position: string, event: string, data: string): string =>
  `id: ${position}\nevent: ${event}\ndata: ${data}\n\n`;

export const helloFrame = (position: string, hello: StreamHello): Buffer =>
  Buffer.from(message(position, streamEvents.hello, JSON.stringify(hello)));

export const gapFrame = (position: string): Buffer => Buffer.from(message(position, streamEvents.gap, '{}'));

export const overFrame = (position: string): Buffer =>
  Buffer.from(message(position, streamEvents.over, '{}'));

/** One buffer, whoever gets it. */
export const entriesFrame = (entries: readonly LogEntry[]): Buffer =>
  Buffer.from(entries.map(({ position, data }) => message(position, streamEvents.event, data)).join(''));

/** A comment. */
export const heartbeatFrame = Buffer.from(':\n\n');

/** Tells a client to wait so long before it comes again. */
export const retryFrame = (ms: number): Buffer => Buffer.from(`retry: ${ms}\n\n`);
