import type { AccountId } from '../../domain/account.ts';
import type { CallBatch, CallWindow } from '../providers/provider.ts';
import type { CallStore } from './call-store.ts';
import { heldIfTold } from './held-calls.ts';

/** Whether a provider includes a window's bounds, and how it rounds them, is not documented. */
export const boundMs = 2_000;

/**
 * The newest part of a window that its first page holds, where the rest need not be read: as many calls of it are stored
 * as the provider counts, and all of them are over. Null where that is not so, or cannot be told; a provider whose first
 * page is not the newest is never believed.
 */
export async function readByCount(
  store: Pick<CallStore, 'heldIn'>,
  accountId: AccountId,
  window: CallWindow,
  { calls, total, partial }: CallBatch,
): Promise<CallWindow | null> {
  if (total == null || partial === true || calls.length === 0) return null;
  const served = new Set(calls.map(({ id }) => id));
  const oldest = calls.reduce((least, { startedAt }) => Math.min(least, startedAt), Infinity);
  const held = await heldIfTold(store, accountId, { from: window.from - boundMs, to: oldest + boundMs });
  if (held === null) return null;
  const rest = held.filter(({ id }) => !served.has(id));
  if (rest.some(({ isOver }) => !isOver)) return null;
  const certain = rest.filter(({ startedAt }) => startedAt >= window.from + boundMs).length;
  const uncounted = total - calls.length;
  return uncounted < certain || uncounted > rest.length ? null : { from: oldest + boundMs, to: window.to };
}
