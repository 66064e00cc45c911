import { MinuteWindow, type WindowKind } from '../../simulators/aircall/minute-window.ts';

/** When the provider sends its three headers. */
export type HeaderManner = 'always' | 'only-on-429';

export interface Answer {
  readonly refused: boolean;
  /** `reset` as it is sent: UNIX seconds. Null when none were sent. */
  readonly headers: { readonly limit: number; readonly remaining: number; readonly reset: number } | null;
}

/** One company's limit at the provider, as the simulator counts it. */
export interface CompanyServer {
  answer(now: number): Answer;
  /** When requests were refused. */
  readonly refusals: readonly number[];
  readonly answers: readonly number[];
}

export function createCompanyServer(kind: WindowKind, limit: number, headers: HeaderManner): CompanyServer {
  const window = new MinuteWindow();
  const refusals: number[] = [];
  const answers: number[] = [];
  return {
    refusals,
    answers,
    answer(now) {
      const { refused, remaining, resetAt } = window.take(kind, limit, now);
      (refused ? refusals : answers).push(now);
      const told = headers === 'always' || refused;
      return { refused, headers: told ? { limit, remaining, reset: Math.ceil(resetAt / 1000) } : null };
    },
  };
}
