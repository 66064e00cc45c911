import type { RelayClock } from './ports.ts';

/** What a line may tell, by name: routes, counts and short words of ours. Never a query, cookie, header or body. */
type Fact =
  | 'address'
  | 'at'
  | 'code'
  | 'error'
  | 'kind'
  | 'method'
  | 'ms'
  | 'name'
  | 'outcome'
  | 'port'
  | 'route'
  | 'signal'
  | 'status'
  | 'store'
  | 'tls'
  | 'why';
export type LogFacts = { readonly [F in Fact]?: string | number | boolean };

export interface RelayLog {
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  error(event: string, facts?: LogFacts): void;
}

/** One JSON object a line. @param write takes a line with its line break. */
export function createLog(write: (line: string) => void, clock: RelayClock): RelayLog {
  const at =
    (level: string) =>
    (event: string, facts: LogFacts = {}): void => {
      const time = new Date(clock.now()).toISOString();
      write(`${JSON.stringify({ time, level, event, ...facts })}\n`);
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** A bug as facts. Its message is left out, for it may quote what came from outside. */
export function factsOfBug(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    at: frames
      .slice(0, 6)
      .map((line) => line.trim())
      .join(' | '),
  };
}
