/**
 * The log takes event names and listed facts only: no URL, header, body or error message can be written by accident.
 * Values are numbers, booleans, or short words (ids of ours, failure codes, provider names).
 */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

export interface Log {
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  error(event: string, facts?: LogFacts): void;
}

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
