/** What one check found. `why` says what was seen, so that "ok" can be doubted too. */
export interface Finding {
  readonly subject: string;
  readonly check: string;
  readonly outcome: 'ok' | 'FAILED' | 'not applicable';
  readonly why: string;
}

/** Makes findings about one package. */
export interface Findings {
  /** Ok when there are no faults; `seen` says what was looked at. */
  judge(this: void, check: string, faults: readonly string[], seen: string): Finding;
  skip(this: void, check: string, why: string): Finding;
}

/** At most this many faults of one kind are printed: the first ones tell. */
const mostShown = 8;

export function findingsAbout(subject: string): Findings {
  return {
    judge: (check, faults, seen) => {
      if (faults.length === 0) return { subject, check, outcome: 'ok', why: seen };
      const more = faults.length > mostShown ? [`and ${faults.length - mostShown} more`] : [];
      return { subject, check, outcome: 'FAILED', why: [...faults.slice(0, mostShown), ...more].join('; ') };
    },
    skip: (check, why) => ({ subject, check, outcome: 'not applicable', why }),
  };
}
