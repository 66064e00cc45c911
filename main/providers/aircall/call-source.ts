import type { CallSource, CallWindow } from '../provider.ts';
import { countFaults } from '../count-faults.ts';
import { readCursor } from '../stored-cursor.ts';
import { type AircallClient, type CallsReply, type CreatedBetween, perPage, recordCap } from './client.ts';
import { type CallTranslation, toCall } from './translate.ts';
import { CallCursor } from './wire.ts';

/** "Only the last six months of calls" (aircall.md 3); a few days more cost nothing. */
const horizonMs = 186 * 24 * 60 * 60 * 1000;
/** What a span is cut down to when it holds more than can be reached: days are uneven. */
const roomySpan = 9_000;

type Span = CallCursor['spans'][number];

/**
 * Bounds to ask for a span of seconds [from, to). Whether Aircall includes its bounds is not documented, so the
 * question reaches one second further on both sides; what comes twice is told apart by its id later on.
 */
const between = ([from, to]: Span): CreatedBetween => ({ from: from - 1, to: to + 1 });

const secondsOf = (window: CallWindow): Span => [Math.floor(window.from / 1000), Math.ceil(window.to / 1000)];

const fresh = (window: CallWindow): CallCursor => ({ spans: [secondsOf(window)], page: 1 });

/** What a page says about the span it is of. */
interface Told {
  readonly reply: CallsReply;
  /** The earliest start of this page and those before it; null when none could be read. */
  readonly oldest: number | null;
}

/** What is still to be read after a page: these spans, the last one first, from `page` of that one on. */
interface Left {
  readonly spans: readonly Span[];
  readonly page: number;
  /** True when the span may hold more than was given out. */
  readonly partial: boolean;
}

/**
 * Reads a window of calls newest first. Aircall gives out at most 10,000 records of a query, so a span that holds more is
 * cut before its later pages are asked for, down to one second. Cutting off the old end leaves the pages of the new end
 * as they are numbered, so no page is asked for twice.
 */
export function createCallSource(client: AircallClient, translation: CallTranslation): CallSource {
  return {
    horizonMs,
    async page(window, cursorText, urgency, signal) {
      const cursor = readCursor(CallCursor, cursorText, fresh(window));
      const { spans, page } = cursor;
      const span = spans[spans.length - 1];
      if (span === undefined) return { calls: [], next: null };
      const reply = await client.calls({ page, between: between(span), urgency, signal });
      const irregularities = countFaults(translation.irregularities);
      const calls = reply.records.map((record) => toCall(record, { ...translation, irregularities }));

      const starts = reply.records.map((record) => Math.floor(record.started_at));
      const told = { reply, oldest: starts.length === 0 ? (cursor.oldest ?? null) : Math.min(...starts) };
      const left = after(span, cursor, told);
      if (left.spans.length === 0 && left.partial && reachedCap(page, reply) && isOneSecond(span))
        translation.irregularities.rejectedRecord('calls: more than can be asked for in one second');
      const next: CallCursor = {
        spans: [...spans.slice(0, -1), ...left.spans],
        page: left.page,
        ...(left.page === 1 ? {} : { total: left.spans.at(-1) === span ? reply.meta.total : null }),
        ...(left.page === 1 ? {} : { oldest: told.oldest }),
      };
      const faulty = reply.faults + irregularities.faults > 0;
      return {
        calls,
        next: next.spans.length === 0 ? null : JSON.stringify(next),
        ...(cursorText === null ? { total: counted(reply) } : {}),
        partial: left.partial || reply.records.length < reply.sent,
        faulty: faulty ? stretchOf(span, cursor.oldest ?? null, told.oldest) : null,
      };
    },
    async count(window, urgency, signal) {
      const asked = { page: 1, perPage: 1, between: between(secondsOf(window)), urgency, signal };
      const total = counted(await client.calls(asked));
      return total === null
        ? { calls: null, requests: 0 }
        : { calls: total, requests: Math.ceil(total / perPage) };
    },
    stillThere: ({ providerCallId }, signal) => client.callExists(providerCallId, signal),
  };
}

/** The total that came with a page; one that is the cap may be the cap and not the number. */
const counted = ({ meta }: CallsReply): number | null => (meta.total === recordCap ? null : meta.total);

const isOneSecond = ([from, to]: Span): boolean => to - from <= 1;

const reachedCap = (page: number, { meta }: CallsReply): boolean =>
  page >= Math.floor(recordCap / (meta.per_page ?? perPage));

/** Where the records of a page lie, epoch ms. */
function stretchOf([from, to]: Span, above: number | null, oldest: number | null): CallWindow {
  return { from: (oldest ?? from) * 1000, to: ((above ?? to) + 1) * 1000 };
}

/** What of a span is still to be read after one of its pages. */
function after(span: Span, { page, total: before, oldest: above }: CallCursor, told: Told): Left {
  const [from, to] = span;
  const { meta, sent } = told.reply;
  const { total } = meta;
  const size = meta.per_page ?? perPage;
  const oldest = told.oldest;
  if (total !== null && before != null && total < before && above != null && above + 1 < to) {
    // Records went while the span was read, so later ones have moved up to pages that were read before: back to the
    // oldest that came before this page.
    return { spans: [[from, above + 1]], page: 1, partial: true };
  }
  const short = total !== null && (page - 1) * size + sent < Math.min(total, recordCap);
  if (sent === 0) return { spans: [], page: 1, partial: short };
  if (total !== null && total > recordCap && !isOneSecond(span)) {
    // What was just read lies in the part that is left, or the next page would be of another list.
    const cut = Math.min(to - Math.ceil(((to - from) * roomySpan) / total), (oldest ?? to) - 1);
    if (cut > from)
      return onward(
        [
          [from, cut],
          [cut, to],
        ],
        page,
        sent === size,
      );
  }
  if (!reachedCap(page, told.reply)) {
    if (meta.next_page_link !== null) return { spans: [span], page: page + 1, partial: false };
    return { spans: [], page: 1, partial: short };
  }
  // The cap is reached although the total did not say so, and no link to a next page is no proof of an end here: go
  // on below the oldest call that was reached.
  if (isOneSecond(span)) return { spans: [], page: 1, partial: true };
  const below = oldest === null ? null : oldest + 1;
  return below !== null && below > from && below < to
    ? { spans: [[from, below]], page: 1, partial: false }
    : { spans: halves(span), page: 1, partial: false };
}

/** The next page of the newer of two parts; `full` false: that was its last. */
const onward = (parts: readonly [Span, Span], page: number, full: boolean): Left =>
  full ? { spans: parts, page: page + 1, partial: false } : { spans: [parts[0]], page: 1, partial: false };

const halves = ([from, to]: Span): readonly Span[] => {
  const middle = from + Math.floor((to - from) / 2);
  return [
    [from, middle],
    [middle, to],
  ];
};
