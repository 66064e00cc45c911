import type { SimulatorClock } from '../../control/clock.ts';

export interface Tokens {
  readonly idToken: string;
  readonly refreshToken: string;
}

/** What the back-end tells the page of one session. */
export type BusEvent = { readonly type: 'refreshed'; readonly tokens: Tokens } | { readonly type: 'expired' };

interface Session {
  readonly id: string;
  readonly person: number;
  readonly migrated: boolean;
  readonly startedAt: number;
  renewedAt: number;
  renewals: number;
  over: boolean;
  tell: ((event: BusEvent) => void) | null;
}

const idTokenMs = 15 * 60_000;
const refreshTokenMs = 90 * 86_400_000;

/** The people signed in at the bus. */
export class BusSessions {
  readonly #clock: SimulatorClock;
  readonly #sessions = new Map<string, Session>();

  constructor(clock: SimulatorClock) {
    this.#clock = clock;
  }

  open(person: number, migrated: boolean): { readonly id: string; readonly tokens: Tokens } {
    const id = `simulated-bus-session-${String(this.#sessions.size + 1)}`;
    const startedAt = this.#clock.now();
    const session: Session = {
      ...{ id, person, migrated, startedAt, renewedAt: startedAt, renewals: 0, over: false, tell: null },
    };
    this.#sessions.set(id, session);
    return { id, tokens: this.#tokensOf(session) };
  }

  /** The page listens: its AUTH service was initialised. Returns what ends that; null for a session nobody has. */
  listen(id: string, tell: (event: BusEvent) => void): (() => void) | null {
    const session = this.#sessions.get(id);
    if (session === undefined) return null;
    session.tell = tell;
    return () => {
      if (session.tell === tell) session.tell = null;
    };
  }

  list(): readonly {
    readonly id: string;
    readonly person: number;
    readonly listening: boolean;
    readonly renewals: number;
  }[] {
    return [...this.#sessions.values()].map(({ id, person, tell, renewals }) => ({
      ...{ id, person, renewals, listening: tell !== null },
    }));
  }

  /** What is due by the clock: a renewal after 15 minutes, the end after 90 days. Returns how many were told. */
  tick(): number {
    const now = this.#clock.now();
    const ended = this.#tell(({ startedAt }) => now - startedAt >= refreshTokenMs, 'expired');
    return ended + this.#tell(({ renewedAt }) => now - renewedAt >= idTokenMs, 'refreshed');
  }

  /** Renews every token now. */
  refresh(): number {
    return this.#tell(() => true, 'refreshed');
  }

  /** Signs everybody out, as after 90 days. */
  expire(): number {
    return this.#tell(() => true, 'expired');
  }

  #tell(due: (session: Session) => boolean, what: BusEvent['type']): number {
    // A legacy token neither expires nor is it renewed.
    const told = [...this.#sessions.values()].filter(
      (one) => one.tell !== null && one.migrated && !one.over && due(one),
    );
    for (const session of told) {
      if (what === 'expired') {
        session.over = true;
        session.tell?.({ type: 'expired' });
      } else {
        session.renewals += 1;
        session.renewedAt = this.#clock.now();
        session.tell?.({ type: 'refreshed', tokens: this.#tokensOf(session) });
      }
    }
    return told.length;
  }

  /** As long as real ones, and plainly invented. */
  #tokensOf({ id, renewals, person, renewedAt }: Session): Tokens {
    const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
    const serial = `${id}-${String(renewals)}`;
    const claims = {
      sub: String(person),
      exp: (renewedAt + idTokenMs) / 1000,
      note: 'simulated '.repeat(60),
    };
    return {
      idToken: `${part({ alg: 'none' })}.${part(claims)}.simulated-id-token-${serial}`,
      refreshToken: `simulated-refresh-token-${serial}-${'x'.repeat(900)}`,
    };
  }
}
