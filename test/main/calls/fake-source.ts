import type { Call } from '../../../domain/call.ts';
import type { CallBatch, CallSource, CallWindow } from '../../../main/providers/provider.ts';

export interface AskedPage {
  readonly window: CallWindow;
  readonly cursor: string | null;
  readonly urgency: 'now' | 'soon' | 'history';
}

/** A provider whose calls a test can change; pages are numbered and newest first, as both real ones are read. */
export interface FakeSource extends CallSource {
  calls: Call[];
  readonly asked: AskedPage[];
  /** Runs before every page; throw to fail it, wait to hold it. */
  before: (page: AskedPage, signal: AbortSignal) => Promise<void> | void;
  /** What else a page says. */
  said: Pick<CallBatch, 'partial' | 'faulty'>;
  /** Ids that were asked for one by one. */
  readonly looked: string[];
  /** What asking for one call answers in the place of the truth. */
  lookup: ((providerCallId: string) => boolean | null) | null;
  /** Windows whose calls were counted. */
  readonly counted: CallWindow[];
  /** Whether a first page says how many calls its window holds. */
  tellsTotal: boolean;
}

export function createFakeSource(
  calls: readonly Call[],
  perPage = 50,
  horizonMs: number | null = null,
): FakeSource {
  const source: FakeSource = {
    calls: [...calls],
    asked: [],
    before: () => undefined,
    said: {},
    looked: [],
    lookup: null,
    counted: [],
    tellsTotal: true,
    horizonMs,
    async page(window, cursor, urgency, signal) {
      const page = { window, cursor, urgency };
      source.asked.push(page);
      await source.before(page, signal);
      signal.throwIfAborted();
      const matching = source.calls
        .filter((call) => call.startedAt >= window.from && call.startedAt < window.to)
        .sort((a, b) => b.startedAt - a.startedAt);
      const at = Number(cursor ?? 0);
      const next = at + perPage < matching.length ? String(at + perPage) : null;
      const total = cursor === null && source.tellsTotal ? { total: matching.length } : {};
      return { calls: matching.slice(at, at + perPage), next, ...total, ...source.said };
    },
    async stillThere({ providerCallId }, signal) {
      signal.throwIfAborted();
      source.looked.push(providerCallId);
      if (source.lookup !== null) return source.lookup(providerCallId);
      return source.calls.some((call) => call.providerCallId === providerCallId);
    },
    async count(window, _urgency, signal) {
      signal.throwIfAborted();
      source.counted.push(window);
      const calls = source.calls.filter(
        (call) => call.startedAt >= window.from && call.startedAt < window.to,
      ).length;
      return { calls, requests: Math.ceil(calls / perPage) };
    },
  };
  return source;
}
