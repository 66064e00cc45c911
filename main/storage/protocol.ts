import { z } from 'zod';
import { AccountId } from '../../domain/account.ts';
import {
  Call,
  CallDay,
  CallDetail,
  CallFacets,
  CallFilter,
  CallId,
  CallPage,
  CallPageRequest,
} from '../../domain/call.ts';
import { Failure } from '../../domain/failure.ts';
import { StoredCheckpoint } from './checkpoints.ts';

/** One thing the worker does. Both sides parse: the worker what it is asked, the asker what it is told. */
export interface Operation<I, O> {
  readonly name: string;
  readonly input: z.ZodType<I>;
  readonly output: z.ZodType<O>;
}

const operation = <I, O>(name: string, input: z.ZodType<I>, output: z.ZodType<O>): Operation<I, O> => ({
  name,
  input,
  output,
});

const nothing = z.strictObject({});
const ofAccount = z.strictObject({ accountId: AccountId });

/** Everything that crosses between the main thread and the storage worker. `open` comes first, `close` last. */
export const operations = {
  /** `suspect`: a query met damage, so the whole file is checked before it is used again. `at`: now, epoch ms. */
  open: operation(
    'open',
    z.strictObject({ file: z.string(), suspect: z.boolean(), at: z.number().int() }),
    z.strictObject({ keptAside: z.string().nullable() }),
  ),
  page: operation('page', z.strictObject({ request: CallPageRequest, now: z.number().int() }), CallPage),
  days: operation(
    'days',
    z.strictObject({ filter: CallFilter, anchor: z.number().int().nullable(), now: z.number().int() }),
    z.array(CallDay),
  ),
  detail: operation('detail', z.strictObject({ id: CallId }), CallDetail.nullable()),
  facets: operation('facets', nothing, CallFacets),
  count: operation('count', ofAccount, z.number().int().nonnegative()),
  accounts: operation('accounts', nothing, z.array(AccountId)),
  checkpoint: operation('checkpoint', ofAccount, StoredCheckpoint.nullable()),
  store: operation(
    'store',
    z.strictObject({ accountId: AccountId, calls: z.array(Call).readonly(), checkpoint: StoredCheckpoint }),
    z.strictObject({ changed: z.number().int().nonnegative() }),
  ),
  forget: operation('forget', ofAccount, nothing),
  close: operation('close', nothing, nothing),
};

export const Request = z.strictObject({
  number: z.number().int(),
  operation: z.string(),
  input: z.unknown(),
});
export type Request = z.infer<typeof Request>;

/** `elapsedMs` is the worker's time for it; `damaged` tells that the database file must be checked. */
export const Reply = z.discriminatedUnion('ok', [
  z.strictObject({
    number: z.number().int(),
    ok: z.literal(true),
    elapsedMs: z.number(),
    value: z.unknown(),
  }),
  z.strictObject({
    number: z.number().int(),
    ok: z.literal(false),
    failure: Failure,
    damaged: z.boolean(),
    /** Class of an unexpected error, for the log; never its message. */
    bug: z.string().nullable(),
  }),
]);
export type Reply = z.infer<typeof Reply>;
