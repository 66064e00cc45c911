import { z } from 'zod';
import { LoopbackReturn, Random256 } from '../../domain/relay.ts';
import type { PollingStore } from './polling-store.ts';
import type { SessionStore } from './session-store.ts';

const SignInTransaction = z.strictObject({
  kind: z.enum(['aircall', 'aircall-sso']),
  upstreamState: Random256,
  challenge: Random256,
  /** The desktop's own state, handed back to it unchanged. */
  state: Random256,
  loopback: LoopbackReturn.nullable(),
});
export type SignInTransaction = z.infer<typeof SignInTransaction>;

/** A browser was sent to an upstream and has not come back yet. */
export const Transaction = z.discriminatedUnion('kind', [
  SignInTransaction,
  z.strictObject({ kind: z.literal('install'), upstreamState: Random256 }),
]);
export type Transaction = z.infer<typeof Transaction>;

/** What the landing page needs to know of a result. */
export const Landing = z.strictObject({
  state: Random256,
  loopback: LoopbackReturn.nullable(),
  /** Epoch ms. */
  expiresAt: z.number().int(),
});
export type Landing = z.infer<typeof Landing>;

export interface StoredResult {
  /** Opens with the handle, which is not in the store. */
  readonly sealed: string;
  readonly challenge: string;
  readonly landing: Landing;
}

/** `used`: redeemed before, with another receipt or without one. */
export type Redeemed =
  | { readonly outcome: 'redeemed'; readonly sealed: string }
  | { readonly outcome: 'unknown' | 'used' | 'wrong-verifier' };

export type Forgotten = 'forgotten' | 'unknown' | 'wrong-verifier';

/** So many wrong verifiers burn a result: one must not, or whoever sees the link could deny the sign-in. */
export const mostWrongVerifiers = 5;

/**
 * What the relay must remember between two requests. Ids are hashes of what the browser or the desktop holds; every
 * record has a time to live (ms). Each method is one atomic step, also between instances that share the store. All
 * reject with `StoreUnavailable` when the store is full or cannot be reached.
 */
export interface Store extends SessionStore, PollingStore {
  keepTransaction(id: string, transaction: Transaction, ttlMs: number): Promise<void>;
  /** Looks without taking. */
  readTransaction(id: string): Promise<Transaction | null>;
  /** Of any number of takers exactly one gets it. */
  takeTransaction(id: string): Promise<Transaction | null>;
  keepResult(id: string, result: StoredResult, ttlMs: number): Promise<void>;
  /** Null also when it was redeemed: the page has nothing more to do then. */
  readLanding(id: string): Promise<Landing | null>;
  /**
   * The first redeem with the right challenge wins. With a receipt the result stays for a repeat with that receipt;
   * without one it is gone at once.
   */
  redeem(id: string, challenge: string, receipt: string | null): Promise<Redeemed>;
  forget(id: string, challenge: string): Promise<Forgotten>;
  /** Transactions and results that are kept now. */
  pending(): Promise<{ readonly transactions: number; readonly results: number }>;
  /** Resolves when the store answers. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** The store is full or out of reach; `why` is a word of ours or an error code, never a value. */
export class StoreUnavailable extends Error {
  readonly why: string;
  constructor(why: string, cause?: unknown) {
    super(`the store is unavailable: ${why}`, { cause });
    this.name = 'StoreUnavailable';
    this.why = why;
  }
}
