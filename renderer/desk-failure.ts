import type { Failure } from '../domain/failure.ts';

/** A failed operation as the page throws it, so that queries and forms meet failures the ordinary way. */
export class DeskFailure extends Error {
  override readonly name = 'DeskFailure';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** What may be told of anything that was thrown; a bug in the page itself is `unexpected`. */
export const failureOf = (thrown: unknown): Failure =>
  thrown instanceof DeskFailure ? thrown.failure : { code: 'unexpected' };
