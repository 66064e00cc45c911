import type { Call } from '../../domain/call.ts';
import type { CallWay, LiveCall } from '../../domain/switchboard.ts';

/** What events said of a running call beside its record. */
export interface Circumstance {
  /** People whose phones ring. */
  readonly ringing: readonly string[];
  readonly held: boolean;
  /** Choices made in the voice menu, in order. */
  readonly ivr: readonly string[];
}

/** A call that runs, as the switchboard shows it. */
export function toLiveCall(call: Call, { ringing, held, ivr }: Circumstance): LiveCall {
  const talks = call.state === 'ongoing';
  const only = ringing.length === 1 ? (ringing[0] ?? null) : null;
  return {
    id: call.providerCallId,
    accountId: call.accountId,
    callId: call.id,
    conversationId: call.conversationId,
    direction: call.direction,
    state: !talks ? 'ringing' : held ? 'held' : 'talking',
    remote: {
      number: call.remote.hidden ? null : call.remote.raw,
      name: call.remote.name ?? call.remote.organisation,
    },
    personId: talks || ringing.length === 0 ? (call.agent?.id ?? null) : only,
    ringing: [...ringing],
    lineId: call.line?.id ?? null,
    way: call.direction === 'out' ? [] : wayOf(call, ivr),
    startedAt: talks ? (call.answeredAt ?? call.startedAt) : call.startedAt,
  };
}

/** Why it rings where it rings: the line that was dialled, what was chosen, who was to take it, who passed it on. */
function wayOf({ line, teams, transferredBy }: Call, ivr: readonly string[]): CallWay[] {
  const lineName = line === null ? null : (line.name ?? line.number);
  return [
    ...(lineName === null ? [] : [{ kind: 'line' as const, name: lineName }]),
    ...ivr.map((name) => ({ kind: 'ivr' as const, name })),
    ...teams.map(({ name }) => ({ kind: 'team' as const, name })),
    ...(transferredBy === null ? [] : [{ kind: 'transferred-by' as const, name: transferredBy.name }]),
  ];
}
