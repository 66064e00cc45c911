/** Time as an argument, so that tests can move it. */
export interface RelayClock {
  /** Epoch ms UTC. */
  now(): number;
}

/** As `fetch` of the platform, as far as the relay uses it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Has something run again and again, `ms` apart, until the function it gives is called. */
export type Every = (ms: number, run: () => void) => () => void;
