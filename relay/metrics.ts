const help = {
  switchdeck_relay_starts_total: 'Browsers sent to an upstream',
  switchdeck_relay_callbacks_total: 'Browsers that came back from an upstream',
  switchdeck_relay_redeems_total: 'Requests to redeem a handle',
  switchdeck_relay_acks_total: 'Requests to forget a redeemed token',
  switchdeck_relay_sessions_total: 'What desktops asked of their sessions',
  switchdeck_relay_webhooks_total: 'Deliveries of events by Aircall',
  switchdeck_relay_events_total: 'Events taken for streams',
  switchdeck_relay_polls_total: 'Looks at a company in its desktops’ place',
  switchdeck_relay_streams_total: 'Streams that began or ended',
} as const;
export type Counter = keyof typeof help;

/** Counters in Prometheus' text format. Labels are words of ours, so their number is bounded. */
export interface Metrics {
  count(counter: Counter, labels: Readonly<Record<string, string>>): void;
  text(now: {
    /** Null when the store does not answer. */
    readonly pending: { readonly transactions: number; readonly results: number } | null;
    readonly streams: number;
  }): string;
}

export function createMetrics(): Metrics {
  const counts = new Map<Counter, Map<string, number>>();
  return {
    count(counter, labels) {
      const series = Object.entries(labels)
        .map(([name, value]) => `${name}="${value}"`)
        .join(',');
      const ofCounter = counts.get(counter) ?? new Map<string, number>();
      counts.set(counter, ofCounter.set(series, (ofCounter.get(series) ?? 0) + 1));
    },
    text({ pending, streams }) {
      const lines: string[] = [];
      for (const [counter, words] of Object.entries(help)) {
        lines.push(`# HELP ${counter} ${words}`, `# TYPE ${counter} counter`);
        // Keys of `help` are the counters' names.
        const series = counts.get(counter as Counter) ?? new Map<string, number>();
        for (const [labels, value] of series) lines.push(`${counter}{${labels}} ${value}`);
      }
      const open = 'switchdeck_relay_streams';
      lines.push(`# HELP ${open} Streams open now`, `# TYPE ${open} gauge`, `${open} ${streams}`);
      // Left out when the store does not answer: no number is better than a wrong one.
      if (pending !== null) {
        const gauge = 'switchdeck_relay_pending';
        lines.push(`# HELP ${gauge} Sign-ins and results kept now`, `# TYPE ${gauge} gauge`);
        lines.push(`${gauge}{what="transaction"} ${pending.transactions}`);
        lines.push(`${gauge}{what="result"} ${pending.results}`);
      }
      return `${lines.join('\n')}\n`;
    },
  };
}
