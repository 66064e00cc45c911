import { z } from 'zod';
import {
  idText,
  optionalList,
  optionalNumber,
  optionalPart,
  optionalText,
  wholeSeconds,
} from '../wire-reading.ts';
import { readMoment } from './prague-time.ts';

/** Calls as the IPBX API sends them. Key styles are mixed on the wire, and numbers may come as text and back. */

/** ISO text, plain local text or an epoch; read by `readMoment`. */
const moment = z.union([z.string().min(1), z.number()]);
const optionalLength = wholeSeconds.nullish().transform((value) => value ?? null);
const optionalMoment = moment.nullish().transform((value) => value ?? null);

export const CallsPage = z.object({
  items: optionalList(z.unknown()),
  currentPage: optionalNumber,
  totalPages: optionalNumber,
  totalResults: optionalNumber,
});

/** `uniqueid` and `linkedid` begin with the second the channel began: `1795179792.312`. Epoch ms. */
function secondIn(uniqueId: string | null): number | null {
  const match = /^(\d{9,11})\.\d+$/.exec(uniqueId ?? '');
  return match?.[1] === undefined ? null : Number(match[1]) * 1000;
}

/** Adds the start as epoch ms; a row whose start cannot be read is no row. */
function withStart<R extends object>(
  row: R,
  key: string,
  startedAt: number | null,
  context: z.RefinementCtx<R>,
) {
  if (startedAt !== null) return { ...row, startedAt };
  context.addIssue({ code: 'custom', message: 'no moment', path: [key] });
  return z.NEVER;
}

/** One row of the call log: one leg of a conversation (voipex.md 5.1.1). */
export const CallRow = z
  .object({
    user_id: optionalText,
    line: optionalText,
    calldate: moment,
    clid: optionalText,
    src: optionalText,
    dst: optionalText,
    /** Seconds, including ringing. */
    duration: wholeSeconds,
    /** Seconds of talk. */
    billsec: wholeSeconds,
    disposition: optionalText,
    filename: optionalText,
    way: z.string(),
    trunk: optionalText,
    uniqueid: optionalText,
    linkedid: optionalText,
    organization: optionalText,
    organizationPerson: optionalText,
    queue: optionalText,
    note: optionalText,
    categories: optionalList(idText),
    phoneNumber: optionalText,
    user: optionalPart(z.object({ login: optionalText })),
    userAnswered: z
      .boolean()
      .nullish()
      .transform((value) => value ?? null),
  })
  .transform((row, context) =>
    withStart(row, 'calldate', readMoment(row.calldate, secondIn(row.uniqueid)), context),
  );
export type CallRow = z.infer<typeof CallRow>;
/** Without these a row is no call; a fault elsewhere only costs the faulty part. */
export const essentialOfRow = [
  'calldate',
  'way',
  'duration',
  'billsec',
  'uniqueid',
  'linkedid',
  'line',
] as const;

/** One channel of a call in progress (voipex.md 5.2). */
export const CurrentChannel = z.object({
  callId: idText,
  channelId: idText,
  src: optionalText,
  dst: optionalText,
  duration: optionalLength,
  user: optionalPart(z.object({ id: optionalText, login: optionalText })),
  direction: optionalText,
  state: optionalText,
  creationTime: optionalMoment,
});
export type CurrentChannel = z.infer<typeof CurrentChannel>;
export const essentialOfChannel = ['callId', 'channelId', 'state'] as const;

/** A row of the central billing list, with its Czech keys; every column may be missing (voipex.md 6.4). */
export const CentralRow = z
  .object({
    cislo_int: optionalText,
    cislo_ext: optionalText,
    datetime: moment,
    odchozi: optionalText,
    stav: optionalText,
    delka: optionalLength,
    jednotka: optionalText,
    cdr_flags: optionalText,
  })
  .transform((row, context) => withStart(row, 'datetime', readMoment(row.datetime), context));
export type CentralRow = z.infer<typeof CentralRow>;
export const essentialOfCentralRow = ['datetime', 'cislo_int', 'cislo_ext', 'delka'] as const;

/** Where the reading of a window stands: the page to ask for, and what the page before told. */
export const PageCursor = z.object({
  page: z.number().int().min(1),
  /** Its first row. */
  previousFirst: z.string().nullable(),
  /** How many rows the window holds, and the earliest start so far. */
  total: z.number().nullish(),
  oldest: z.number().nullish(),
  /** The window is read up to here only: what is above has been read. Epoch ms. */
  to: z.number().nullish(),
});
export type PageCursor = z.infer<typeof PageCursor>;

/** The days to ask for next: `day` (`YYYY-MM-DD` in Prague) and so many before it. */
export const DayCursor = z.object({
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  before: z.number().int().min(0).max(60).default(0),
});
