import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AccountId } from '../../domain/account.ts';
import { Random256 } from '../../domain/relay.ts';
import { readEntry, removeEntry, toAsciiJson, writeEntry } from '../auth/chunked-entry.ts';
import type { Keychain } from '../auth/keychain.ts';
import { toFailure } from '../failures.ts';
import { createTurns } from '../in-turn.ts';
import type { Log } from '../log.ts';
import type { AttemptPlan } from './attempts.ts';

/** How long a browser may take, ms. */
export const attemptLifeMs = 10 * 60_000;

/** A sign-in that waits for a browser to come back: what it is to do and the secrets only this desktop knows. */
export interface PendingAttempt {
  /** Public: tells one attempt from the next. */
  readonly id: string;
  readonly plan: AttemptPlan;
  /** Never leaves this machine but to redeem; only its SHA-256 goes into the browser. */
  readonly verifier: string;
  /** Comes back with the browser and proves that it is ours. */
  readonly state: string;
  /** One for the whole attempt: a redeem whose reply was lost, even by a restart, can be repeated. */
  readonly receipt: string;
  /** Epoch ms. */
  readonly startedAt: number;
}

const random256 = (): string => randomBytes(32).toString('base64url');

export const newAttempt = (plan: AttemptPlan, now: number): PendingAttempt => ({
  id: randomBytes(9).toString('base64url'),
  plan,
  verifier: random256(),
  state: random256(),
  receipt: random256(),
  startedAt: now,
});

/** What the browser carries in place of the verifier. */
export const challengeOf = ({ verifier }: PendingAttempt): string =>
  createHash('sha256').update(verifier).digest('base64url');

/**
 * Ms an attempt may still wait; zero or less when it is over. An attempt from the future (the clock was set back since)
 * is as good as a new one: how old it really is nobody knows, and the relay has limits of its own.
 */
export const lifeLeft = ({ startedAt }: PendingAttempt, now: number): number =>
  Math.min(startedAt + attemptLifeMs - now, attemptLifeMs);

const KeptAttempt = z.strictObject({
  id: z.string().max(40),
  plan: z.strictObject({
    way: z.enum(['aircall-oauth', 'aircall-own-client', 'aircall-sso']),
    label: z.string().nullable(),
    renew: AccountId.nullable(),
    relay: z.string().nullable(),
    client: z
      .strictObject({ clientId: z.string(), clientSecret: z.string(), callbackUrl: z.string() })
      .nullable(),
    draftId: z.null(),
  }),
  verifier: Random256,
  state: Random256,
  receipt: Random256,
  startedAt: z.number().int(),
});

/** Keeps the one pending attempt over a restart: as a single entry of the keychain, never anywhere else. */
export interface AttemptKeeper {
  /** Keeps it in place of any earlier one. When it cannot be, it does not survive a restart. */
  keep(attempt: PendingAttempt): Promise<void>;
  /** What an earlier run kept; null when there is none that can be read. */
  read(): Promise<PendingAttempt | null>;
  /** Removes it, unless another one took its place. */
  forget(id: string): Promise<void>;
}

interface KeeperPorts {
  readonly keychain: () => Promise<Keychain | null>;
  readonly entry: string;
  readonly log: Log;
}

/** Never throws: what cannot be kept, read or removed is logged, and the sign-in goes on without. */
export function createAttemptKeeper({ keychain, entry, log }: KeeperPorts): AttemptKeeper {
  const inTurn = createTurns();
  let kept: { readonly id: string; readonly chain: Keychain } | null = null;

  const attempt = async <T>(event: string, work: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      log.warn(event, { code: toFailure(error).code });
      return otherwise;
    }
  };

  return {
    keep: (pending) =>
      inTurn(() =>
        attempt(
          'attempt.memory-only',
          async () => {
            const chain = await keychain();
            if (chain === null) return;
            kept = { id: pending.id, chain }; // before it is written: a part of it may be there when writing fails
            await writeEntry(chain, entry, toAsciiJson(pending));
          },
          undefined,
        ),
      ),
    read: () =>
      inTurn(() =>
        attempt(
          'attempt.unreadable',
          async () => {
            const chain = await keychain();
            const text = chain === null ? null : await readEntry(chain, entry);
            if (chain === null || text === null) return null;
            const pending = parseKept(text);
            if (pending === null) await removeEntry(chain, entry);
            else kept = { id: pending.id, chain };
            return pending;
          },
          null,
        ),
      ),
    forget: (id) =>
      inTurn(() =>
        attempt(
          'attempt.not-removed',
          async () => {
            if (kept?.id !== id) return;
            await removeEntry(kept.chain, entry);
            kept = null;
          },
          undefined,
        ),
      ),
  };
}

/** Null when the text is not one of ours. Says nothing more: what it holds is secret. */
function parseKept(text: string): PendingAttempt | null {
  try {
    return KeptAttempt.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
