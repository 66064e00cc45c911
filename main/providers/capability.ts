import type { CapabilityState } from '../../domain/account.ts';
import { DeskError, isPassing } from '../failures.ts';
import { isOutOfReach } from './exchange.ts';

/**
 * What a trial read proves. A failure that will pass, and a reply we cannot read, leave it `unknown`; anything else
 * (a refused credential, an abort, a bug) is no answer and is thrown on.
 */
export async function capability(trial: Promise<unknown>): Promise<CapabilityState> {
  try {
    await trial;
    return 'proven';
  } catch (error) {
    if (isOutOfReach(error)) return 'refused';
    if (error instanceof DeskError && (isPassing(error.code) || error.code === 'provider-contract-broken'))
      return 'unknown';
    throw error;
  }
}
