import type { AccountId } from '../../domain/account.ts';
import { DeskError } from '../failures.ts';
import type { CallStore, HeldCall, Span } from './call-store.ts';

/** The stored calls of a span; null while the database cannot tell: the write that follows will meet, and tell, why. */
export async function heldIfTold(
  store: Pick<CallStore, 'heldIn'>,
  accountId: AccountId,
  span: Span,
): Promise<readonly HeldCall[] | null> {
  try {
    return await store.heldIn(accountId, span);
  } catch (error) {
    if (error instanceof DeskError && error.code === 'cache-unavailable') return null;
    throw error;
  }
}
