import { randomUUID } from 'node:crypto';
import type { Failure, FailureCode } from '../domain/failure.ts';

export interface DeskErrorFacts {
  readonly retryAt?: number;
  readonly status?: number;
  /** Path of the field that broke a contract, never its value. */
  readonly where?: string;
  /** What a provider itself said about a refused sign-in; cleaned where it is shown, part of nothing else. */
  readonly said?: string | undefined;
  readonly cause?: unknown;
}

/**
 * An expected failure. `code` decides what happens; the message is for developers and holds no payload, URL or
 * token. Anything else that is thrown is a bug and reaches the page as `unexpected` with an incident id.
 */
export class DeskError extends Error {
  override readonly name = 'DeskError';
  readonly code: FailureCode;
  readonly retryAt: number | undefined;
  readonly status: number | undefined;
  readonly where: string | undefined;
  readonly said: string | undefined;

  constructor(code: FailureCode, facts: DeskErrorFacts = {}) {
    super(facts.where === undefined ? code : `${code} at ${facts.where}`, { cause: facts.cause });
    this.code = code;
    this.retryAt = facts.retryAt;
    this.status = facts.status;
    this.where = facts.where?.slice(0, 200);
    this.said = facts.said;
  }
}

/** The part of an error that may cross the bridge or be stored beside an account. */
export function toFailure(error: unknown): Failure {
  if (!(error instanceof DeskError)) return { code: 'unexpected', incidentId: randomUUID().slice(0, 8) };
  return {
    code: error.code,
    ...(error.retryAt === undefined ? {} : { retryAt: Math.round(error.retryAt) }),
    ...(error.status === undefined ? {} : { status: error.status }),
    ...(error.where === undefined ? {} : { where: error.where }),
    ...(error.code === 'unexpected' ? { incidentId: randomUUID().slice(0, 8) } : {}),
  };
}

/** True for failures that waiting may cure. */
export const isPassing = (code: FailureCode): boolean =>
  code === 'offline' || code === 'provider-unavailable' || code === 'rate-limited';
