import type { CallSource, CallWindow, Irregularities } from '../provider.ts';
import { readCursor } from '../stored-cursor.ts';
import { type AircallClient, type CreatedBetween, perPage, recordCap } from './client.ts';
import { type CallTranslation, toCall } from './translate.ts';
import { CallCursor, type WireCall } from './wire.ts';

/** "Only the last six months of calls" (aircall.md 3); a few days more cost nothing. */
const horizonMs = 186 * 24 * 60 * 60 * 1000;

type Span = CallCursor['spans'][number];

/**
 * Bounds to ask for a span of seconds [from, to). Whether Aircall includes its bounds is not documented, so the
 * question reaches one second further on both sides; what comes twice is told apart by its id later on.
 */
const between = ([from, to]: Span): CreatedBetween => ({ from: from - 1, to: to + 1 });

const halves = ([from, to]: Span): readonly [older: Span, newer: Span] => {
  const middle = from + Math.floor((to - from) / 2);
  return [
    [from, middle],
    [middle, to],
  ];
};

const fresh = (window: CallWindow): CallCursor => ({
  spans: [[Math.floor(window.from / 1000), Math.ceil(window.to / 1000)]],
  page: 1,
});

/**
 * Reads a window of calls newest first. Aircall gives out at most 10,000 records of a query, so a span that holds more is
 * halved before its later pages are asked for, down to one second.
 */
export function createCallSource(client: AircallClient, translation: CallTranslation): CallSource {
  return {
    horizonMs,
    async page(window, cursorText, urgency, signal) {
      const { spans, page } = readCursor(CallCursor, cursorText, fresh(window));
      const span = spans[spans.length - 1];
      if (span === undefined) return { calls: [], next: null };
      const reply = await client.calls({ page, between: between(span), urgency, signal });
      const calls = reply.records.map((record) => toCall(record, translation));

      const left = remaining(span, page, reply, translation.irregularities);
      const next: CallCursor =
        left === 'next page'
          ? { spans, page: page + 1 }
          : { spans: [...spans.slice(0, -1), ...left], page: 1 };
      return { calls, next: next.spans.length === 0 ? null : JSON.stringify(next) };
    },
  };
}

/** What of a span is still to be read after one of its pages: its next page, or these spans in its place. */
function remaining(
  span: Span,
  page: number,
  { meta, sent, records }: Awaited<ReturnType<AircallClient['calls']>>,
  irregularities: Irregularities,
): 'next page' | readonly Span[] {
  const [from, to] = span;
  if (sent === 0) return [];
  const divisible = to - from > 1;
  // This page's calls are taken although the span is asked for again in halves: they are its newest, and ids tell.
  if (page === 1 && divisible && (meta.total ?? 0) > recordCap) return halves(span);
  if (page < Math.floor(recordCap / (meta.per_page ?? perPage))) {
    return meta.next_page_link === null ? [] : 'next page';
  }
  // The cap is reached although the total did not say so, and no link to a next page is no proof of an end here: go
  // on below the oldest call that was reached.
  if (divisible) return below(span, records);
  irregularities.rejectedRecord('calls: more than can be asked for in one second');
  return [];
}

function below(span: Span, records: readonly WireCall[]): readonly Span[] {
  const [from, to] = span;
  const oldest = Math.floor(Math.min(...records.map((record) => record.started_at))) + 1;
  return oldest > from && oldest < to ? [[from, oldest]] : halves(span);
}
