import type { TFunction } from 'i18next';
import type { Failure, FailureCode } from '../domain/failure.ts';
import type { Formats } from './formats/formats.ts';

/** What a person can press when a failure is shown. */
export type FailureAction = 'retry' | 'sign-in' | 'none';

const actions: Readonly<Record<FailureCode, FailureAction>> = {
  'sign-in-denied': 'retry',
  'sign-in-expired': 'retry',
  'sign-in-rejected': 'retry',
  'browser-not-allowed': 'none',
  'not-signed-in': 'sign-in',
  'secrets-unavailable': 'retry',
  offline: 'retry',
  'provider-unavailable': 'retry',
  'rate-limited': 'none',
  'provider-refused': 'none',
  'provider-contract-broken': 'retry',
  'cache-unavailable': 'retry',
  'disk-full': 'retry',
  'file-refused': 'retry',
  'not-found': 'none',
  'invalid-request': 'retry',
  'forbidden-sender': 'none',
  unexpected: 'retry',
};

/** Waiting, not loss: shown in amber with a clock instead of red. */
const passing: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'offline',
  'provider-unavailable',
  'rate-limited',
]);

/** Failures that somebody has to report: only there the place that broke helps and does not puzzle. */
const reported: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'provider-contract-broken',
  'cache-unavailable',
  'invalid-request',
  'unexpected',
]);

export interface FailureText {
  readonly title: string;
  readonly works: string;
  readonly next: string;
  /** When we try again, the report number, the field that broke: whatever is known, in words. */
  readonly details: readonly string[];
  readonly action: FailureAction;
  readonly passing: boolean;
}

/**
 * A failure in the words of the language in force. The words of every code are in `locales/<language>/failures.ts`,
 * and a code without words or action does not compile.
 */
export function failureText(
  failure: Failure,
  t: TFunction<'failures'>,
  formats: Formats,
  now: number,
): FailureText {
  const words = t(`codes.${failure.code}`, { returnObjects: true });
  const details: string[] = [];
  if (failure.retryAt !== undefined && failure.retryAt > now) {
    details.push(t('retryAt', { when: formats.relative(failure.retryAt, now) }));
  }
  if (failure.where !== undefined && reported.has(failure.code))
    details.push(t('where', { where: failure.where }));
  if (failure.incidentId !== undefined) details.push(t('incident', { id: failure.incidentId }));
  return { ...words, details, action: actions[failure.code], passing: passing.has(failure.code) };
}
