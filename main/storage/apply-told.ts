import { z } from 'zod';
import type { AccountId } from '../../domain/account.ts';
import { type Call, type CallId, CallState } from '../../domain/call.ts';
import type { Span } from '../calls/call-store.ts';
import { countsBefore, type Said } from '../calls/fact-order.ts';
import { DeskError } from '../failures.ts';
import { forgetInstants, keptMs, noteInstant } from './call-instants.ts';
import { writeRows } from './call-rows.ts';
import type { Database } from './database.ts';
import { dictionariesOf } from './dictionaries.ts';
import type { CallText, Written } from './write-calls.ts';

/** A call as an event told of it. */
export interface ToldText extends CallText {
  readonly asOf: number;
  readonly late: boolean;
}

export interface Applied extends Written {
  readonly changed: CallId[];
  readonly reread: Span[];
}

const Held = z.object({ document: z.string(), state: CallState, as_of: z.number().int().nullable() });

/** Value: an id. */
export const heldCallSql = `SELECT document, json_extract(document, '$.state') AS state, as_of
  FROM calls LEFT JOIN call_instants ON call = id WHERE id = ?`;

/** What must be read again reaches so far beyond the call's start on both sides. */
const aroundMs = 1000;

/** As `WritableCalls.apply`, all of it or nothing. Throws `invalid-request` for a foreign call. */
export function applyTold(
  database: Database,
  accountId: AccountId,
  told: readonly ToldText[],
  now: number,
): Applied {
  if (told.some(({ call }) => call.accountId !== accountId))
    throw new DeskError('invalid-request', { where: 'accountId' });
  return writeRows(database, (rows) => {
    const account = dictionariesOf(database).account(accountId);
    const changed = new Set<CallId>();
    const reread: Span[] = [];
    for (const { call, document, asOf, late } of told) {
      const held = database.row(Held, heldCallSql, call.id);
      if (late && held?.as_of === null) {
        reread.push({ from: call.startedAt - aroundMs, to: call.startedAt + aroundMs });
        continue;
      }
      const said: Said = { state: call.state, asOf, document };
      if (held !== undefined) {
        const before = { ...held, asOf: held.as_of ?? Number.NEGATIVE_INFINITY };
        if (!countsBefore(said, before)) continue;
      }
      const whole = held === undefined ? call : withKnownNames(call, held.document);
      const text = whole === call ? document : JSON.stringify(whole);
      if (rows.put(account, whole, text)) changed.add(call.id);
      noteInstant(database, call.id, asOf);
    }
    forgetInstants(database, now - keptMs);
    return { changed: [...changed], reread };
  });
}

const Names = z.object({
  remote: z.object({ raw: z.string(), name: z.string().nullable(), organisation: z.string().nullable() }),
});

/** An event may leave out who calls (`LiveFact`): what is known of the same number stays. */
function withKnownNames(call: Call, document: string): Call {
  if (call.remote.name !== null || call.remote.organisation !== null) return call;
  const { raw, name, organisation } = Names.parse(JSON.parse(document)).remote;
  if (raw !== call.remote.raw || (name === null && organisation === null)) return call;
  return { ...call, remote: { ...call.remote, name, organisation } };
}
