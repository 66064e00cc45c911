import { z } from 'zod';
import {
  idText,
  optionalList,
  optionalNumber,
  optionalPart,
  optionalText,
  unixSeconds,
} from '../wire-reading.ts';

/**
 * What Aircall really sends (aircall.md 4). Nested objects are abridged differently by position, so of them only ids
 * are required; unknown keys are dropped.
 */

const optionalInstant = unixSeconds.nullish().transform((value) => value ?? null);

/** A page's frame. The records are read one by one afterwards (`readRecords`). */
const Meta = z.object({
  total: optionalNumber,
  current_page: optionalNumber,
  per_page: optionalNumber,
  next_page_link: optionalText,
});
export type Meta = z.infer<typeof Meta>;

export const CallsPage = z.object({ meta: Meta, calls: z.array(z.unknown()) });
/** Of `GET /v1/calls/:id` only that it is the call that was asked for. */
export const OneCall = z.object({ call: z.object({ id: idText }) });
export const UsersPage = z.object({ meta: Meta, users: z.array(z.unknown()) });
export const NumbersPage = z.object({ meta: Meta, numbers: z.array(z.unknown()) });
export const WebhooksPage = z.object({ meta: Meta, webhooks: z.array(z.unknown()) });
export const TeamsPage = z.object({ meta: Meta, teams: z.array(z.unknown()) });

export const Ping = z.object({ ping: z.string() });
export const Company = z.object({ company: z.object({ name: z.string() }) });
/** aircall.md 4.5. */
export const Integration = z.object({ integration: z.object({ company_id: idText }) });

const CallUser = z.object({ id: idText, name: optionalText, email: optionalText, extension: optionalText });
export type CallUser = z.infer<typeof CallUser>;

const CallNumber = z.object({ id: idText, name: optionalText, digits: optionalText, country: optionalText });

const CallContact = z.object({
  first_name: optionalText,
  last_name: optionalText,
  company_name: optionalText,
});
export type CallContact = z.infer<typeof CallContact>;

const CallTag = z.object({ id: idText, name: z.string(), color: optionalText });

const CallComment = z.object({
  id: idText,
  content: optionalText,
  /** UNIX seconds. */
  posted_at: optionalInstant,
  posted_by: optionalPart(CallUser),
});

/** aircall.md 4.1. Times are UNIX seconds. */
export const WireCall = z.object({
  id: idText,
  direction: z.string(),
  status: z.string(),
  started_at: unixSeconds,
  answered_at: optionalInstant,
  ended_at: optionalInstant,
  missed_call_reason: optionalText,
  hangup_cause: optionalText,
  raw_digits: optionalText,
  asset: optionalText,
  recording: optionalText,
  voicemail: optionalText,
  number: optionalPart(CallNumber),
  user: optionalPart(CallUser),
  contact: optionalPart(CallContact),
  teams: optionalList(z.object({ id: idText, name: z.string() })),
  transferred_by: optionalPart(CallUser),
  transferred_to: optionalPart(CallUser),
  /** Documented for events only, kept when a list has it. */
  external_transferred_to: optionalText,
  comments: optionalList(CallComment),
  tags: optionalList(CallTag),
});
export type WireCall = z.infer<typeof WireCall>;
/** Without these a call is no call; a fault elsewhere only costs the faulty part. */
export const essentialOfCall = [
  'id',
  'direction',
  'status',
  'started_at',
  'answered_at',
  'ended_at',
] as const;

/** aircall.md 4.2, from `/v2/users`. */
export const WireUser = z.object({
  id: idText,
  name: optionalText,
  email: optionalText,
  extension: optionalText,
  substatus: optionalText,
});
export type WireUser = z.infer<typeof WireUser>;

/** aircall.md 4.8: the operational availability is read from its own list. */
export const WireAvailability = z.object({ id: idText, availability: z.string() });

/** aircall.md 4.3. */
export const WireNumber = z.object({
  id: idText,
  name: optionalText,
  digits: optionalText,
  availability_status: optionalText,
  users: optionalList(z.object({ id: idText, name: optionalText })),
});
export type WireNumber = z.infer<typeof WireNumber>;

/** aircall.md 4.4. */
export const WireTeam = z.object({
  id: idText,
  name: z.string(),
  users: optionalList(z.object({ id: idText })),
});
export type WireTeam = z.infer<typeof WireTeam>;

/** Where the reading of a window of calls stands. Seconds; `spans` are still to be read, the last one first. */
export const CallCursor = z.object({
  spans: z.array(z.tuple([z.number().int(), z.number().int()])).min(1),
  page: z.number().int().min(1),
  /** Of the span being read, as the page before told: how many records it holds, and its earliest start. */
  total: z.number().nullish(),
  oldest: z.number().int().nullish(),
});
export type CallCursor = z.infer<typeof CallCursor>;
