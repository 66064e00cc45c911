import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Call } from '../../domain/call.ts';
import type { Checkpoint } from '../../main/calls/call-store.ts';
import { beginning } from '../../main/calls/coverage.ts';
import { silentLog } from '../../main/log.ts';
import { openCallStore, type OpenCallStore } from '../../main/storage/open-call-store.ts';
import { aCall, aircallAccount } from '../support/calls.ts';

export const worker = new URL('../../main/storage/worker.ts', import.meta.url);
const start = Date.UTC(2026, 4, 1);

/** `count` calls a minute apart, oldest first. */
export function* manyCalls(count: number): Generator<Call> {
  for (let index = 0; index < count; index += 1) {
    yield aCall({
      accountId: aircallAccount,
      providerCallId: String(3_000_000_000 + index),
      startedAt: start + index * 60_000,
      direction: index % 3 === 0 ? 'out' : 'in',
      remote: {
        e164: `+4206${String(10_000_000 + (index % 9_000_000))}`,
        name: `Zákazník ${String(index % 5000)}`,
      },
    });
  }
}

export const covered = (to: number): Checkpoint => ({
  ...beginning(start),
  coveredFrom: start,
  coveredTo: to,
  lastSuccessAt: to,
});

/** A store in a folder of its own, filled with `count` calls; `remove` closes and deletes it. */
export async function filledStore(
  count: number,
): Promise<{ store: OpenCallStore; file: string; readonly remove: () => Promise<void> }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-bench-'));
  const file = path.join(folder, 'calls.db');
  const store = await openCallStore({ file, worker, log: silentLog });
  let batch: Call[] = [];
  for (const call of manyCalls(count)) {
    batch.push(call);
    if (batch.length === 1000) {
      await store.store(aircallAccount, batch, covered(call.startedAt));
      batch = [];
    }
  }
  if (batch.length > 0) await store.store(aircallAccount, batch, covered(start));
  return {
    store,
    file,
    remove: async () => {
      await store.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The same file opened directly, without worker or checks: what SQLite alone takes. */
export const openDirectly = (file: string): DatabaseSync => new DatabaseSync(file, { readOnly: true });
