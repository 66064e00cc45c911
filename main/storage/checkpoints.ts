import { z } from 'zod';
import type { AccountId } from '../../domain/account.ts';
import type { Checkpoint } from '../calls/call-store.ts';
import type { Database } from './database.ts';

const instant = z.number().int();
const Span = z.strictObject({ from: instant, to: instant });
const OpenWindow = z.strictObject({ from: instant, to: instant, cursor: z.string().nullable() });

/** The stored form of a checkpoint. */
export const StoredCheckpoint: z.ZodType<Checkpoint> = z.strictObject({
  coveredFrom: instant,
  coveredTo: instant,
  older: z.array(Span),
  open: OpenWindow.nullable(),
  lastSuccessAt: instant.nullable(),
  newestStartAt: instant.nullable(),
  runningSince: instant.nullable(),
  rereadAt: instant,
  deepRereadAt: instant,
  past: z
    .strictObject({
      earliestSeen: instant.nullable(),
      suspended: OpenWindow.nullable(),
      rereadTo: instant.nullable(),
      comparedTo: instant.nullable(),
      rereadAt: instant,
      faulty: z.array(Span),
    })
    .optional(),
});

const Row = z.object({ document: z.string() });

/** Where the pull of an account stands; null when it never began. */
export function readCheckpoint(database: Database, accountId: AccountId): Checkpoint | null {
  const row = database.row(
    Row,
    'SELECT document FROM checkpoints WHERE account = (SELECT id FROM accounts WHERE account = ?)',
    accountId,
  );
  return row === undefined ? null : StoredCheckpoint.parse(JSON.parse(row.document));
}

/** @param account the account's number in the database */
export function writeCheckpoint(database: Database, account: number, checkpoint: Checkpoint): void {
  database.run(
    'INSERT INTO checkpoints (account, document) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET document = excluded.document',
    account,
    JSON.stringify(checkpoint),
  );
}
