import { z } from 'zod';
import { AccountId } from '../../domain/account.ts';
import {
  Call,
  CallCount,
  CallDay,
  CallDetail,
  CallFacets,
  CallFilter,
  CallId,
  CallPage,
  CallPageRequest,
  CallSuggestion,
} from '../../domain/call.ts';
import { queryFields } from '../../domain/call-query.ts';
import { PersonFound } from '../../domain/keeping.ts';
import { CallerHistory } from '../../domain/live.ts';
import { Failure } from '../../domain/failure.ts';
import { StoredCheckpoint } from './checkpoints.ts';

/**
 * One thing the worker does. Both sides parse: the worker what it is asked, the asker what it is told, which crosses
 * as a `W` and is read as an `O`.
 */
export interface Operation<I, O, W = O> {
  readonly name: string;
  readonly input: z.ZodType<I>;
  readonly output: z.ZodType<O, W>;
}

const operation = <I, O, W>(
  name: string,
  input: z.ZodType<I>,
  output: z.ZodType<O, W>,
): Operation<I, O, W> => ({ name, input, output });

/** A stored call crosses as its text: copying that is nothing, and it is read once, where it is needed. */
const StoredCall = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(Call);
const StoredPage = CallPage.extend({ calls: z.array(StoredCall) });
const StoredSlice = z.strictObject({ calls: z.array(StoredCall), below: z.number().int().nullable() });

const nothing = z.strictObject({});
const instant = z.number().int();
const ofAccount = z.strictObject({ accountId: AccountId });

/** A part of a removal; again while `more`. */
const removedPart = z.strictObject({ removed: z.number().int().nonnegative(), more: z.boolean() });

const Erasure = z.strictObject({
  number: z.string(),
  homeCountry: z.string(),
  names: z.array(z.string()).readonly(),
  until: instant,
});

/** Everything that crosses between the main thread and the storage worker. `open` comes first, `close` last. */
export const operations = {
  /** `suspect`: a query met damage, so the whole file is checked before it is used again. `at`: now, epoch ms. */
  open: operation(
    'open',
    z.strictObject({ file: z.string(), suspect: z.boolean(), at: z.number().int() }),
    z.strictObject({ keptAside: z.string().nullable() }),
  ),
  page: operation('page', z.strictObject({ request: CallPageRequest, now: instant }), StoredPage),
  days: operation(
    'days',
    z.strictObject({ filter: CallFilter, anchor: instant.nullable(), now: instant }),
    z.array(CallDay),
  ),
  counts: operation(
    'counts',
    z.strictObject({
      filters: z.array(CallFilter).readonly(),
      now: instant,
      legs: z.literal('all').optional(),
    }),
    z.array(CallCount),
  ),
  slice: operation(
    'slice',
    z.strictObject({
      filter: CallFilter,
      below: z.number().int().nullable(),
      limit: z.number().int().min(1).max(5000),
      now: instant,
    }),
    StoredSlice,
  ),
  detail: operation('detail', z.strictObject({ id: CallId }), CallDetail.nullable()),
  facets: operation('facets', nothing, CallFacets),
  count: operation('count', ofAccount, z.number().int().nonnegative()),
  accounts: operation('accounts', nothing, z.array(AccountId)),
  checkpoint: operation('checkpoint', ofAccount, StoredCheckpoint.nullable()),
  store: operation(
    'store',
    z.strictObject({
      accountId: AccountId,
      /** Calls as JSON. */
      documents: z.array(z.string()).readonly(),
      checkpoint: StoredCheckpoint,
      gone: z.array(CallId).readonly(),
      asOf: instant.nullable(),
    }),
    z.strictObject({ changed: z.number().int().nonnegative() }),
  ),
  apply: operation(
    'apply',
    z.strictObject({
      accountId: AccountId,
      /** `document`: a call as JSON. */
      told: z.array(z.strictObject({ document: z.string(), asOf: instant, late: z.boolean() })).readonly(),
      now: instant,
    }),
    z.strictObject({
      changed: z.array(CallId),
      reread: z.array(z.strictObject({ from: instant, to: instant })),
    }),
  ),
  suggest: operation(
    'suggest',
    z.strictObject({ field: z.enum(queryFields), text: z.string().max(200) }),
    z.array(CallSuggestion),
  ),
  earliest: operation('earliest', ofAccount, instant.nullable()),
  heldIn: operation(
    'heldIn',
    z.strictObject({ accountId: AccountId, span: z.strictObject({ from: instant, to: instant }) }),
    z.array(z.strictObject({ id: CallId, startedAt: instant, isOver: z.boolean() })),
  ),
  size: operation(
    'size',
    nothing,
    z.strictObject({
      bytes: z.number().int().nonnegative(),
      accounts: z.array(
        z.strictObject({ accountId: AccountId, calls: z.number().int(), earliest: instant.nullable() }),
      ),
    }),
  ),
  /** `spellings`: of the number, as they may be stored (number-spellings.ts). */
  person: operation(
    'person',
    z.strictObject({ number: z.string(), spellings: z.array(z.string()).readonly() }),
    PersonFound,
  ),
  /** `spellings` as those of `person`. */
  callerHistory: operation(
    'callerHistory',
    z.strictObject({ spellings: z.array(z.string()).readonly() }),
    CallerHistory,
  ),
  erase: operation(
    'erase',
    z.strictObject({ spellings: z.array(z.string()).readonly(), until: instant.nullable() }),
    removedPart,
  ),
  erasures: operation('erasures', nothing, z.array(Erasure)),
  beginErasure: operation('beginErasure', Erasure, nothing),
  endErasure: operation(
    'endErasure',
    z.strictObject({ number: z.string(), homeCountry: z.string() }),
    nothing,
  ),
  trim: operation(
    'trim',
    z.strictObject({
      accountId: AccountId,
      limits: z.strictObject({
        before: instant.nullable(),
        rows: z.number().int().nonnegative().nullable(),
      }),
    }),
    removedPart,
  ),
  part: operation('part', z.strictObject({ from: CallId, to: CallId, parted: z.boolean() }), nothing),
  forget: operation('forget', ofAccount, removedPart),
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

/** What the worker tells unasked, for the log: older calls are looked at for joins again at the next start only. */
export const Note = z.strictObject({
  note: z.literal('joins-put-off'),
  failure: Failure,
  bug: z.string().nullable(),
});
export type Note = z.infer<typeof Note>;
