import { z } from 'zod';
import type { RelayEvent } from '../../domain/relay.ts';
import { sha256 } from '../secrets.ts';
import type { NewEntry } from './event-log.ts';

/** Aircall 6.1: always these five; what else comes is not our business. */
export const Delivery = z.object({
  resource: z.string().min(1).max(100),
  event: z
    .string()
    .regex(/^[a-z_]+(?:\.[a-z0-9_]+)+$/)
    .max(100),
  timestamp: z.number().nonnegative(),
  token: z.string().min(1).max(500),
  data: z.record(z.string(), z.unknown()),
});
export type Delivery = z.infer<typeof Delivery>;

const groups: Readonly<Record<string, string>> = {
  call: 'call',
  user: 'user',
  number: 'number',
  contact: 'contact',
  message: 'message',
  group_message: 'message',
  transcription: 'intelligence',
  summary: 'intelligence',
  topics: 'intelligence',
  sentiment: 'intelligence',
  action_item: 'intelligence',
  playbook_result: 'intelligence',
  realtime_transcription: 'intelligence',
  custom_summary: 'intelligence',
  call_evaluation: 'intelligence',
  ai_voice_agent: 'voice-agent',
  analytics: 'analytics',
  integration: 'integration',
};
/** The group of an event by its name (Aircall 6.3). A map, for names may be those of an object's own members. */
const groupOfWord = new Map(Object.entries(groups));

export const groupOf = (event: string): string => groupOfWord.get(event.split('.', 1)[0] ?? '') ?? 'other';

/** Groups that desktops make something of. The others are counted and dropped: what nobody reads is not kept. */
export const streamedGroups: ReadonlySet<string> = new Set([
  'call',
  'user',
  'number',
  'contact',
  'integration',
]);

/** The company took the integration away (Aircall 6.3). */
export const integrationDeleted = 'integration.deleted';

/** No documented object nests half as deep. Deeper ones would exhaust the stack of whatever walks through them. */
const deepest = 32;

/** Whether no list or object in it stands deeper than that. */
export function isShallow(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= deepest && level.length > 0; depth += 1) {
    level = level.flatMap((one): unknown[] =>
      typeof one === 'object' && one !== null ? Object.values(one) : [],
    );
  }
  return level.length === 0;
}

/** JSON with the keys of every object in order: the same text for the same facts, however they were written. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}

/** What a delivery is in the log: without its token, and recognisable should it come again. */
export function entryOf({ event, timestamp, data }: RelayEvent): NewEntry {
  return {
    event,
    data: JSON.stringify({ event, timestamp, data } satisfies RelayEvent),
    fingerprint: sha256(canonical([event, timestamp, data])),
  };
}
