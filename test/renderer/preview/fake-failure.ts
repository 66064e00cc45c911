import type { Failure } from '../../../domain/failure.ts';

/** Thrown by a fake operation to answer with a failure. */
export class FakeFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}
