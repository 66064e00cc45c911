import type { RelayConfig } from './config.ts';
import type { EventLog } from './events/event-log.ts';
import type { Streams } from './events/streams.ts';
import type { RelayLog } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Fetch, RelayClock } from './ports.ts';
import type { SharedPolling } from './polling/shared-polling.ts';
import type { Sessions } from './sessions.ts';
import type { Store } from './store/store.ts';

/** What every route works with. */
export interface RelayContext {
  readonly config: RelayConfig;
  /** Known once the relay listens. */
  readonly publicUrl: () => string;
  readonly store: Store;
  readonly sessions: Sessions;
  readonly events: EventLog;
  readonly streams: Streams;
  readonly polling: SharedPolling;
  readonly clock: RelayClock;
  readonly fetch: Fetch;
  readonly metrics: Metrics;
  readonly log: RelayLog;
}

/** How long a browser may take at the upstream: as long as Aircall's code lives (1.3). */
export const transactionTtlMs = 600_000;
/** How long a result waits for the desktop. */
export const resultTtlMs = 120_000;

/** One redirect address per kind, so that no upstream's answer can pass for another's (desktop-security T6). */
export const callbackPaths = {
  aircall: '/aircall/callback',
  install: '/aircall/callback',
  'aircall-sso': '/aircall/sso/callback',
} as const;
