/**
 * What a line of the log may tell, by name. None of these is ever a person, a company, a number, an address or a text of
 * a provider: their values are counts, truth values, and short words of ours (ids, codes, names of operations).
 */
type Fact =
  | 'account'
  | 'bug'
  | 'calls'
  | 'callsForgotten'
  | 'code'
  | 'event'
  | 'fields'
  | 'held'
  | 'inRow'
  | 'incident'
  | 'kept'
  | 'kind'
  | 'missing'
  | 'ms'
  | 'online'
  | 'operation'
  | 'packaged'
  | 'readable'
  | 'renewed'
  | 'running'
  | 'version'
  | 'waiting'
  | 'way'
  | 'what'
  | 'where'
  | 'why';

/** The log takes event names and listed facts only: no URL, header, body or error message can be written by accident. */
export type LogFacts = { readonly [F in Fact]?: string | number | boolean | null };

export interface Log {
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  error(event: string, facts?: LogFacts): void;
}

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
