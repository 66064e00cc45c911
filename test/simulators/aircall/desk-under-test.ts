import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import { SimulatorClock } from '../control/clock.ts';
import { createWorld } from '../world/create-world.ts';
import type { World, WorldOptions } from '../world/world.ts';
import { type AircallSimulator, startAircall } from './index.ts';
import type { AircallSwitchChange } from './switches.ts';

/** Friday noon in Prague: calls run. */
export const noon = Date.UTC(2026, 10, 20, 11);
export const day = 86_400_000;

/** Matches any text in an expected body. */
export const someText: unknown = expect.any(String);

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed when it is JSON, else null. */
  readonly body: unknown;
}

export interface Desk {
  readonly simulator: AircallSimulator;
  readonly world: World;
  readonly clock: SimulatorClock;
  /** With the API key unless `authorization` is given; null sends none. */
  ask(path: string, how?: { method?: string; body?: unknown; authorization?: string | null }): Promise<Reply>;
  /** The parsed body of a GET. */
  read<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>>;
}

export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A simulator of a small company with a clock that stands at the end of its calls; closed when the test ends. */
export async function openDesk(
  switches: AircallSwitchChange = {},
  options: Partial<WorldOptions> = {},
): Promise<Desk> {
  const world = createWorld({
    seed: 3,
    calls: 4000,
    people: 24,
    from: noon - 20 * day,
    to: noon,
    ...options,
  });
  const clock = new SimulatorClock({ instant: world.options.to, frozen: true });
  const simulator = await startAircall({ world, clock, switches: { limitPerMinute: null, ...switches } });
  onTestFinished(async () => simulator.close());
  const key = basic(simulator.apiId, simulator.apiToken);
  const ask: Desk['ask'] = async (path, { method = 'GET', body, authorization = key } = {}) => {
    const response = await fetch(path.startsWith('http') ? path : simulator.url + path, {
      method,
      headers: {
        ...(authorization === null ? {} : { authorization }),
        ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  };
  return {
    simulator,
    world,
    clock,
    ask,
    read: async (path, schema) => schema.parse((await ask(path)).body),
  };
}

export const Meta = z.strictObject({
  count: z.number().int(),
  total: z.number().int(),
  current_page: z.number().int(),
  per_page: z.number().int(),
  next_page_link: z.url().nullable(),
  previous_page_link: z.url().nullable(),
});

const seconds = z.number().int();
const nullableSeconds = seconds.nullable();
const isoMs = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);
const link = z.url();

/** 4.2: a user named by a comment or tag. */
export const Author = z.strictObject({
  id: z.number().int(),
  direct_link: link,
  name: z.string(),
  email: z.string(),
  available: z.boolean(),
  availability_status: z.enum(['available', 'custom', 'unavailable']),
  created_at: isoMs,
});
export const NestedUser = Author.extend({ time_zone: z.string(), language: z.string() });
/** 4.2, 4.8. */
export const User = NestedUser.extend({
  substatus: z.string(),
  wrap_up_time: seconds,
  state: z.string(),
  extension: z.string(),
  default_number_id: z.number().int().nullable(),
});
export const NestedNumber = z.strictObject({
  id: z.number().int(),
  direct_link: link,
  name: z.string(),
  digits: z.string().regex(/^\+\d+( \d+)+$/u),
  created_at: isoMs,
  country: z.enum(['CZ', 'FR', 'GB']),
  time_zone: z.string(),
  open: z.boolean(),
  availability_status: z.enum(['open', 'custom', 'closed']),
  is_ivr: z.boolean(),
  live_recording_activated: z.boolean(),
  priority: z.union([z.literal(0), z.literal(1), z.null()]),
  messages: z.record(z.string(), z.string().nullable()),
});
export const NestedTeam = z.strictObject({
  id: z.number().int(),
  name: z.string(),
  direct_link: link,
  created_at: isoMs,
});
const detail = z.strictObject({ id: z.number().int(), label: z.string(), value: z.string() });
export const Contact = z.strictObject({
  id: z.number().int(),
  direct_link: link,
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  company_name: z.string().nullable(),
  information: z.string().nullable(),
  is_shared: z.literal(true),
  created_at: seconds,
  updated_at: seconds,
  phone_numbers: z.array(detail).min(1),
  emails: z.array(detail),
});

/** 4.1 without any `fetch_*`: strict, so a field too many fails. */
export const Call = z.strictObject({
  id: z
    .number()
    .int()
    .min(2 ** 31),
  sid: z.string().regex(/^CA[0-9a-f]{32}$/u),
  direct_link: link,
  direction: z.enum(['inbound', 'outbound']),
  status: z.enum(['initial', 'answered', 'done']),
  missed_call_reason: z
    .enum([
      'out_of_opening_hours',
      'short_abandoned',
      'abandoned_in_ivr',
      'abandoned_in_classic',
      'no_available_agent',
      'agents_did_not_answer',
    ])
    .nullable(),
  started_at: seconds,
  answered_at: nullableSeconds,
  ended_at: nullableSeconds,
  duration: seconds,
  voicemail: link.nullable(),
  recording: link.nullable(),
  asset: link.nullable(),
  raw_digits: z.union([z.literal('anonymous'), z.string().regex(/^\+\d+( \d+)+$/u)]),
  user: NestedUser.nullable(),
  contact: Contact.nullable(),
  archived: z.boolean().nullable(),
  assigned_to: NestedUser.nullable(),
  transferred_by: NestedUser.nullable(),
  transferred_to: NestedUser.nullable(),
  teams: z.array(NestedTeam),
  cost: z.string().nullable(),
  number: NestedNumber.nullable(),
  comments: z
    .array(
      z.strictObject({
        id: z.number(),
        content: z.string(),
        posted_at: seconds,
        posted_by: Author.nullable(),
      }),
    )
    .max(5),
  tags: z.array(
    z.strictObject({
      ...{ id: z.number(), name: z.string(), color: z.string(), description: z.string().nullable() },
      ...{ direct_link: link, created_at: seconds, tagged_by: Author.nullable() },
    }),
  ),
  country_code_a2: z.string(),
});
export const CallList = z.strictObject({ meta: Meta, calls: z.array(Call) });
export type CallList = z.infer<typeof CallList>;
export const OneCall = z.strictObject({ call: Call });
