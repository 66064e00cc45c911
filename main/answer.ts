import type { OperationName } from '../domain/channels.ts';
import { type Handlers, operations } from '../domain/contract.ts';
import type { Failure, Result } from '../domain/failure.ts';
import { DeskError, toFailure } from './failures.ts';
import type { Log } from './log.ts';

/** Answers one call of the page: its input is unknown, its reply is always a value. */
export type Answer = (name: OperationName, trusted: boolean, input: unknown) => Promise<Result<unknown>>;

/**
 * The only way an operation is served: sender, parse, handle, parse, reply. `trusted` says whether the caller is the
 * main frame of our own window at our own origin; it is decided before this function, synchronously.
 */
export function createAnswer(handlers: Handlers, log: Log): Answer {
  const refuse = (name: OperationName, failure: Failure): Result<unknown> => {
    log.warn('bridge.refused', { operation: name, code: failure.code, incident: failure.incidentId ?? null });
    return { ok: false, failure };
  };

  return async (name, trusted, input) => {
    if (!trusted) return refuse(name, { code: 'forbidden-sender' });
    const schemas = operations[name];
    const parsed = schemas.input.safeParse(input);
    if (!parsed.success)
      return refuse(name, { code: 'invalid-request', where: pathOf(parsed.error.issues[0]?.path) });
    try {
      // The handler's input type belongs to the same key as the schema that just parsed it; TypeScript cannot
      // follow that correlation through the union of all operations.
      const handle = handlers[name] as (input: unknown) => Promise<unknown>;
      const output = await handle(parsed.data);
      const checked = schemas.output.safeParse(output);
      if (!checked.success) {
        const failure = toFailure(checked.error);
        log.error('bridge.reply-refused', {
          operation: name,
          where: pathOf(checked.error.issues[0]?.path),
          incident: failure.incidentId ?? null,
        });
        return { ok: false, failure };
      }
      return { ok: true, value: checked.data };
    } catch (error) {
      const failure = toFailure(error);
      if (error instanceof DeskError) return refuse(name, failure);
      log.error('bridge.failed', {
        operation: name,
        incident: failure.incidentId ?? null,
        kind: error instanceof Error ? error.name : typeof error,
      });
      return { ok: false, failure };
    }
  };
}

const pathOf = (path: readonly PropertyKey[] | undefined): string =>
  (path ?? []).map(String).join('.').slice(0, 200) || 'input';
