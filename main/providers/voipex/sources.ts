import { DeskError } from '../../failures.ts';
import { isOutOfReach } from '../exchange.ts';
import type { Authority } from '../provider.ts';

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

/** Asks sources of which every one may be refused; `failures` of what they give are those of all, or none. */
export type AskAll = <T extends { readonly failures: readonly DeskError[] }>(
  ask: () => Promise<T>,
  signal: AbortSignal,
) => Promise<T>;

/**
 * Every source at once refusing means an old token rather than a missing right, so it is renewed and all are asked
 * again. When that did not help it was a missing right: then nothing is renewed again until a source has answered, or
 * each poll of an access with few rights would cost a token, and two in a row would sign it out.
 */
export function renewingOnce(authority: Authority): AskAll {
  let fruitless = false;
  return async (ask, signal) => {
    let asked = await ask();
    if (!fruitless && mayBeTheCredential(asked.failures)) {
      await authority.renewed(await authority.authorization(signal), signal);
      asked = await ask();
    }
    fruitless = mayBeTheCredential(asked.failures);
    return asked;
  };
}
