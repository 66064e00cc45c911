import { z } from 'zod';
import { idText, optionalText } from '../wire-reading.ts';

/** The legacy protocol `subscriptions-transport-ws` (voipex.md 9.2), as far as it is listened to. */
export const subProtocol = 'graphql-ws';

export const Message = z.object({ type: z.string(), id: idText.nullish(), payload: z.unknown().optional() });

const Data = z.object({ data: z.record(z.string(), z.unknown()).nullish(), errors: z.unknown().optional() });

/** What a subscription sent: its data, or null for one that failed. */
export function dataOf(payload: unknown): Readonly<Record<string, unknown>> | null {
  const read = Data.safeParse(payload);
  return read.success && read.data.errors === undefined ? (read.data.data ?? null) : null;
}

const CallEvent = z.object({ callEvents: z.object({ type: optionalText }) });

/** Those that are known (voipex.md 8.3); others may exist. */
const callEventTypes = new Set([
  ...['incoming', 'outgoing', 'acceptedIncoming', 'rejectedIncoming', 'ended', 'hold'],
]);

/** True for an event of a call that is known to mean something; null when it is no such event at all. */
export function isCallEvent(data: Readonly<Record<string, unknown>>): boolean | null {
  const read = CallEvent.safeParse(data);
  if (!read.success) return null;
  return callEventTypes.has(read.data.callEvents.type ?? '');
}

export const callEvents = {
  id: '1',
  query: 'subscription { callEvents { type parameters { number entryTime value type } } }',
} as const;
export const heartbeat = { id: '2', query: 'subscription { heartbeat { time } }' } as const;

/** `connection_init` in both forms that were seen (voipex.md 9.2). `authorization`: `Bearer …`. */
export const connectionInit = (authorization: string, correlationId: string): string =>
  JSON.stringify({
    type: 'connection_init',
    payload: {
      Authorization: authorization,
      authToken: authorization.replace(/^Bearer +/i, ''),
      correlationId,
    },
  });

export const start = ({ id, query }: { readonly id: string; readonly query: string }): string =>
  JSON.stringify({ id, type: 'start', payload: { query, variables: {} } });
