import type { Call } from '../../../domain/call.ts';
import type { CallSource, CallWindow } from '../../../main/providers/provider.ts';

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
      return { calls: matching.slice(at, at + perPage), next };
    },
  };
  return source;
}
