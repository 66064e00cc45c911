import type { ProviderId } from '../../domain/account.ts';

/**
 * What may reach the app from outside its window: a deep link or an argument. Already parsed, still untrusted: it names
 * things, it proves nothing.
 */
export type Arrival =
  /** `<scheme>:/auth/callback`: a browser comes back from the relay. Exactly one of `handle` and `error` is set. */
  | {
      readonly kind: 'callback';
      readonly state: string;
      readonly handle: string | null;
      readonly error: string | null;
    }
  /** `<scheme>:/auth/start`: a page asks to show the sign-in. It begins nothing by itself. */
  | { readonly kind: 'start'; readonly provider: ProviderId | null }
  /** `--connection-file=<path>`; only ever from the command line, never from a link. */
  | { readonly kind: 'connection-file'; readonly path: string };

/** Keeps what arrives until somebody can take it: a link may come before the app is ready. */
export interface Inbox {
  receive(this: void, arrival: Arrival): void;
  /** From now on every arrival, also those that waited, goes to `take`. */
  open(take: (arrival: Arrival) => void): void;
}

/** Arrivals that wait are few; a flood of links before the app is ready must not grow without bound. */
const mostWaiting = 20;

export function createInbox(): Inbox {
  const waiting: Arrival[] = [];
  let taker: ((arrival: Arrival) => void) | null = null;
  return {
    receive(arrival) {
      if (taker !== null) taker(arrival);
      else if (waiting.length < mostWaiting) waiting.push(arrival);
    },
    open(take) {
      taker = take;
      for (const arrival of waiting.splice(0)) take(arrival);
    },
  };
}
