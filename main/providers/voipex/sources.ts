import { DeskError } from '../../failures.ts';
import { isOutOfReach } from '../exchange.ts';

/** What one source gave, or the failure that stands in its place. */
export type Sourced<T> = { readonly value: T } | { readonly failure: DeskError };

/**
 * Asks a source that others do not depend on. By default only a refusal is taken as an answer; failures for which
 * `tolerated` is false are thrown on.
 */
export async function sourced<T>(
  asked: Promise<T>,
  tolerated: (error: DeskError) => boolean = isOutOfReach,
): Promise<Sourced<T>> {
  try {
    return { value: await asked };
  } catch (error) {
    if (error instanceof DeskError && tolerated(error)) return { failure: error };
    throw error;
  }
}

export const valueOf = <T, D>(source: Sourced<T>, otherwise: D): T | D =>
  'value' in source ? source.value : otherwise;

/** The failures when not one source answered; empty when at least one did. */
export function failuresOfAll(sources: readonly Sourced<unknown>[]): readonly DeskError[] {
  const failures = sources.flatMap((source) => ('failure' in source ? [source.failure] : []));
  return failures.length === sources.length ? failures : [];
}

/** Whether the credential itself may be what was refused, and not a right it lacks. */
export const mayBeTheCredential = (failures: readonly DeskError[]): boolean =>
  failures.some(({ status }) => status === 401);
