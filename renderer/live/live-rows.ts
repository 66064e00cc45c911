import type { Me } from '../../domain/acting.ts';
import type { LiveStatus } from '../../domain/live.ts';
import type { LiveCall, SwitchboardSnapshot } from '../../domain/switchboard.ts';
import { staleAccounts } from '../switchboard/stale-parts.ts';
import { withinAccount } from '../switchboard/within-account.ts';

/** A running call as a row tells it. */
export interface LiveRow {
  readonly call: LiveCall;
  /** Names of colleagues it rings at, or who talk. */
  readonly people: readonly string[];
  readonly line: string | null;
  /** It rings at the person at this desk, or they talk. */
  readonly isMine: boolean;
}

export interface LiveRows {
  readonly rows: readonly LiveRow[];
  /** All calls in progress. */
  readonly total: number;
}

const stateRank: Readonly<Record<LiveCall['state'], number>> = { ringing: 0, held: 1, talking: 2 };

const peopleOf = (call: LiveCall): readonly string[] =>
  call.ringing.length > 0 ? call.ringing : call.personId === null ? [] : [call.personId];

/**
 * The first `most` of the calls in progress: one's own, then those that ring, the longest first; then held ones, then
 * those that began last. What is known of an account only as it was is no call in progress.
 */
export function liveRows(
  snapshot: SwitchboardSnapshot,
  me: Me,
  statuses: readonly LiveStatus[],
  now: number,
  most: number,
): LiveRows {
  const mine = new Set(
    me.people.flatMap(({ accountId, personId }) =>
      personId === null ? [] : [withinAccount(accountId, personId)],
    ),
  );
  const stale = staleAccounts(snapshot.parts, now, statuses);
  const isMine = (call: LiveCall): boolean =>
    mine.size > 0 && peopleOf(call).some((id) => mine.has(withinAccount(call.accountId, id)));
  const running = snapshot.liveCalls
    .filter(({ accountId }) => !stale.has(accountId))
    .map((call) => ({ call, isMine: isMine(call), since: call.startedAt ?? now }))
    .sort(
      (a, b) =>
        Number(b.isMine) - Number(a.isMine) ||
        stateRank[a.call.state] - stateRank[b.call.state] ||
        (a.call.state === 'ringing' ? a.since - b.since : b.since - a.since) ||
        (a.call.id < b.call.id ? -1 : 1),
    );
  const rows = running.slice(0, most).map(({ call, isMine: own }): LiveRow => {
    const names = peopleOf(call).flatMap(
      (id) =>
        snapshot.people.find((person) => person.id === id && person.accountId === call.accountId)?.name ?? [],
    );
    const line = snapshot.lines.find(
      ({ id, accountId }) => id === call.lineId && accountId === call.accountId,
    );
    const told = call.way.find(({ kind }) => kind === 'line')?.name ?? null;
    return { call, people: names, line: line?.name ?? told, isMine: own };
  });
  return { rows, total: running.length };
}
