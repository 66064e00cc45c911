import type { z } from 'zod';
import { DeskError } from '../../failures.ts';
import type { CallSource } from '../provider.ts';
import { readCursor } from '../stored-cursor.ts';
import { manner, pageSize, type VoipexClient } from './client.ts';
import type { Directory } from './directory.ts';
import { pragueDay, shiftDay } from './prague-time.ts';
import { toCallsOfDay } from './translate-central.ts';
import { type CallTranslation, keyOf, toCall } from './translate-row.ts';
import { DayCursor, PageCursor } from './wire-calls.ts';

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
    async page(window, cursorText, urgency, signal) {
      const cursor = readCursor(PageCursor, cursorText, { page: 1, previousFirst: null });
      const asked = manner(urgency, signal);
      const colleagues = await directory.known(asked);
      const { rows, sent, totalPages } = await client.callRows(window, cursor.page, pageSize, asked);
      const first = rows[0] === undefined ? null : keyOf(rows[0]);
      // A server that ignores the page number would otherwise be read for ever, and its older rows be taken as read.
      if (first !== null && first === cursor.previousFirst && cursor.page > 1) {
        throw new DeskError('provider-contract-broken', { where: 'calls: the same page again' });
      }
      const calls = rows
        .map((row) => toCall(row, translation, colleagues))
        .sort((a, b) => b.startedAt - a.startedAt);
      const more = sent > 0 && (totalPages === null ? sent >= pageSize : cursor.page < totalPages);
      const next: PageCursor = { page: cursor.page + 1, previousFirst: first };
      return { calls, next: more ? JSON.stringify(next) : null };
    },
  };
}

/**
 * The billing list of the central API, newest day first, a day at a time: it has no pages. Two days are asked for and
 * one is kept, because whether `dateTo` belongs to the answer is not documented.
 */
export function createCentralCalls(client: VoipexClient, translation: CallTranslation): CallSource {
  return {
    horizonMs: null,
    async page(window, cursorText, urgency, signal) {
      if (window.to <= window.from) return { calls: [], next: null };
      const { day } = readCursor(DayCursor, cursorText, { day: pragueDay(window.to - 1) });
      const rows = await client.centralRows(day, shiftDay(day, 1), manner(urgency, signal));
      const calls = toCallsOfDay(rows, day, translation).filter(
        ({ startedAt }) => startedAt >= window.from && startedAt < window.to,
      );
      const next: z.infer<typeof DayCursor> = { day: shiftDay(day, -1) };
      return { calls, next: day > pragueDay(window.from) ? JSON.stringify(next) : null };
    },
  };
}
