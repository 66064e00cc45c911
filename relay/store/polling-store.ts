/**
 * What instances that poll for companies must agree on. Methods reject with `StoreUnavailable`, each is one step.
 */
export interface PollingStore {
  /** Keeps what reads a company's calls, sealed by who keeps it; in place of what was kept before. */
  keepAccess(company: string, sealed: string): Promise<void>;
  readAccess(company: string): Promise<string | null>;
  /** Forgets an access, unless another one has taken its place. */
  dropAccess(company: string, sealed: string): Promise<void>;
  /** Whether `holder` is the one that polls for a company for the next `ttlMs`: it is already, or nobody else. */
  lease(company: string, holder: string, ttlMs: number): Promise<boolean>;
  release(company: string, holder: string): Promise<void>;
  /** A webhook of the company has brought something. */
  noteDelivery(company: string): Promise<void>;
  /** Whether one did lately. */
  wasDelivered(company: string): Promise<boolean>;
}

/** A company of which nobody signs in for so long is not polled any more. */
export const accessTtlMs = 30 * 86_400_000;
/** A company at work has events more often than that: people come and go, and calls ring. */
export const deliveryTtlMs = 15 * 60_000;
