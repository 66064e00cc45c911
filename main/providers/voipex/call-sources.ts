import type { z } from 'zod';
import type { Call } from '../../../domain/call.ts';
import { DeskError } from '../../failures.ts';
import { countFaults } from '../count-faults.ts';
import type { CallSource, CallWindow } from '../provider.ts';
import { readCursor } from '../stored-cursor.ts';
import { manner, pageSize, type RowsPage, type VoipexClient } from './client.ts';
import type { Directory } from './directory.ts';
import { pragueDay, shiftDay } from './prague-time.ts';
import { toCallsOfDay } from './translate-central.ts';
import { type CallTranslation, keyOf, toCall } from './translate-row.ts';
import { DayCursor, PageCursor } from './wire-calls.ts';

/** No cap is documented for the pages of a query, so a window may hold a hundred of them. */
const roomyWindow = 100 * pageSize;

/**
 * The call log of the IPBX API, newest first, by page number. The first page of a session also reads the names of
 * colleagues once, since rows know only logins.
 */
export function createIpbxCalls(
  client: VoipexClient,
  directory: Directory,
  translation: CallTranslation,
): CallSource {
  return {
    // How far back the log reaches is not documented.
    horizonMs: null,
    roomyWindow,
    async page(window, cursorText, urgency, signal) {
      const cursor = readCursor(PageCursor, cursorText, { page: 1, previousFirst: null });
      const asked = manner(urgency, signal);
      const colleagues = await directory.known(asked);
      const span = { from: window.from, to: Math.min(window.to, cursor.to ?? window.to) };
      const reply = await client.callRows(span, cursor.page, pageSize, asked);
      const { rows, sent } = reply;
      const first = rows[0] === undefined ? null : keyOf(rows[0]);
      // A server that ignores the page number would otherwise be read for ever, and its older rows be taken as read.
      if (first !== null && first === cursor.previousFirst && cursor.page > 1) {
        throw new DeskError('provider-contract-broken', { where: 'calls: the same page again' });
      }
      const irregularities = countFaults(translation.irregularities);
      const calls = rows
        .map((row) => toCall(row, { ...translation, irregularities }, colleagues))
        .sort((a, b) => b.startedAt - a.startedAt);
      const oldest = calls.at(-1)?.startedAt ?? cursor.oldest ?? null;
      const left = after(span, cursor, reply);
      const next = left.next && { ...left.next, previousFirst: first, oldest };
      return {
        calls,
        next: next === null ? null : JSON.stringify(next),
        partial: left.partial || rows.length < sent,
        faulty:
          reply.faults + irregularities.faults > 0
            ? { from: oldest ?? span.from, to: (cursor.oldest ?? span.to) + 1 }
            : null,
      };
    },
    async count(window, urgency, signal) {
      const { totalResults } = await client.callRows(window, 1, 1, manner(urgency, signal));
      if (totalResults === null) return { calls: null, requests: 0 };
      return { calls: totalResults, requests: Math.ceil(totalResults / pageSize) };
    },
    async stillThere({ providerCallId, startedAt }, signal) {
      // Its second, and those around it: how the server rounds the bounds is not documented.
      const window = { from: startedAt - 2000, to: startedAt + 2000 };
      const { rows, sent } = await client.callRows(window, 1, pageSize, manner('history', signal));
      if (rows.some((row) => keyOf(row).slice(0, 200) === providerCallId)) return true;
      return rows.length === sent && sent < pageSize ? false : null;
    },
  };
}

interface Left {
  readonly next: Pick<PageCursor, 'page' | 'total' | 'to'> | null;
  readonly partial: boolean;
}

/** What of a window is still to be read after one of its pages. */
function after(span: CallWindow, cursor: PageCursor, { sent, totalPages, totalResults }: RowsPage): Left {
  const { page, total: before, oldest: above, to } = cursor;
  if (
    totalResults !== null &&
    before != null &&
    totalResults < before &&
    above != null &&
    above < span.to - 1000
  ) {
    // Rows went while the window was read, so later ones have moved up to pages that were read before: back to the
    // oldest that came before this page.
    return { next: { page: 1, to: above + 1000 }, partial: true };
  }
  const more = sent > 0 && (totalPages === null ? sent >= pageSize : page < totalPages);
  if (more) return { next: { page: page + 1, total: totalResults, to }, partial: false };
  const short = totalResults !== null && (page - 1) * pageSize + sent < totalResults;
  return { next: null, partial: short };
}

/** Days that one question of the central API may cover: it has no pages, a month at most is advised (voipex.md 6.4). */
const mostDays = 31;
/** A day and an hour or so, which touch three calendar days at most. */
const shortMs = 30 * 3_600_000;
const fewRows = 500;
const manyRows = 2000;

/** How many days before the next one to ask for together with it, after `rows` came of `before` days and one. */
function daysBefore(before: number, rows: number): number {
  if (rows > manyRows) return Math.floor(before / 2);
  return rows < fewRows ? Math.min(mostDays - 1, before * 2 + 1) : before;
}

/**
 * The billing list of the central API, newest days first, whole days at a time: it has no pages. One day more is asked
 * for than is kept, because whether `dateTo` belongs to the answer is not documented.
 */
export function createCentralCalls(client: VoipexClient, translation: CallTranslation): CallSource {
  const readDays = async (
    first: string,
    last: string,
    urgency: 'now' | 'soon' | 'history',
    signal: AbortSignal,
  ): Promise<{ calls: Call[]; rows: number; partial: boolean; faulty: boolean }> => {
    const { rows, sent, faults } = await client.centralRows(
      first,
      shiftDay(last, 1),
      manner(urgency, signal),
    );
    const irregularities = countFaults(translation.irregularities);
    const byDay = Map.groupBy(rows, (row) => pragueDay(row.startedAt));
    const days = [...byDay.keys()]
      .filter((day) => day >= first && day <= last)
      .sort()
      .reverse();
    const calls = days.flatMap((day) =>
      toCallsOfDay(byDay.get(day) ?? [], day, { ...translation, irregularities }),
    );
    return {
      calls,
      rows: sent,
      partial: rows.length < sent,
      faulty: faults + irregularities.faults > 0,
    };
  };
  return {
    horizonMs: null,
    roomyWindow,
    async page(window, cursorText, urgency, signal) {
      if (window.to <= window.from) return { calls: [], next: null };
      const lowest = pragueDay(window.from);
      // A short window, as every incremental pull asks for, is one question.
      const before = window.to - window.from <= shortMs ? 2 : 0;
      const cursor = readCursor(DayCursor, cursorText, { day: pragueDay(window.to - 1), before });
      const wanted = shiftDay(cursor.day, -cursor.before);
      const first = wanted < lowest ? lowest : wanted;
      const { calls, rows, partial, faulty } = await readDays(first, cursor.day, urgency, signal);
      const next: z.infer<typeof DayCursor> = {
        day: shiftDay(first, -1),
        before: daysBefore(cursor.before, rows),
      };
      return {
        calls: calls.filter(({ startedAt }) => startedAt >= window.from && startedAt < window.to),
        next: first > lowest ? JSON.stringify(next) : null,
        partial,
        faulty: faulty ? window : null,
      };
    },
    async stillThere({ providerCallId, startedAt }, signal) {
      const day = pragueDay(startedAt);
      const { calls, partial } = await readDays(day, day, 'history', signal);
      if (calls.some((call) => call.providerCallId === providerCallId)) return true;
      return partial ? null : false;
    },
  };
}
