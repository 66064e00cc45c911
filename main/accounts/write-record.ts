import type { Announcements } from '../announcements.ts';
import type { WritableCalls } from '../calls/call-store.ts';
import type { AccountRecord, AccountRegister } from './account-register.ts';
import type { Connections } from './connections.ts';

export interface WriteRecordPorts {
  readonly register: AccountRegister;
  readonly connections: Pick<Connections, 'open' | 'close'>;
  readonly store: Pick<WritableCalls, 'forget'>;
  readonly announce: Pick<Announcements, 'callsChanged'>;
}

/**
 * Writes an account down as probing now shows it. Another surface of its provider tells the same calls under other
 * ids, so its connection is ended and what the earlier surface gave is forgotten before the record changes: broken off
 * in between, calls are pulled once more, never shown twice.
 * Throws DeskError `cache-unavailable`; the account then goes on as it was.
 */
export async function writeRecord(next: AccountRecord, ports: WriteRecordPorts): Promise<void> {
  const { register, connections, store, announce } = ports;
  const before = register.find(next.id);
  if (before === undefined || before.surface === next.surface) {
    register.put(next);
    return;
  }
  await connections.close(next.id, 'keep');
  try {
    await store.forget(next.id);
    announce.callsChanged({ accountId: next.id, changed: 0 });
    // Noted by the vault, which does not wait for us.
    register.put({ ...next, inKeychain: register.find(next.id)?.inKeychain ?? next.inKeychain });
  } catch (error) {
    if (!before.signedOut) await connections.open(before);
    throw error;
  }
}
