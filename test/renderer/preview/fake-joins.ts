import type { Call, CallId, CallJoin, CallStep } from '../../../domain/call.ts';
import { sides } from './fake-company.ts';
import type { CallLog } from './fake-call-log.ts';

/** A call that one system passed on to the other: two rows below each other, one story. */
export interface FakeJoin {
  readonly log: CallLog;
  /** How many other calls the story of a call has. */
  readonly joined: (call: Call) => number;
  readonly part: (from: CallId, to: CallId, parted: boolean) => void;
  /** Null for a call that is part of no join. */
  readonly detail: (
    call: Call,
  ) => { readonly legs: Call[]; readonly joins: CallJoin[]; readonly story: CallStep[] | null } | null;
}

/** The first few rows stay what they are: tests walk through them. */
const firstPlace = 6;

export function withJoinedPair(log: CallLog): FakeJoin {
  let place = firstPlace;
  const isFit = ({ direction, outcome, remote }: Call): boolean =>
    direction === 'in' && outcome === 'answered' && !remote.hidden;
  while (place + 1 < log.size && !isFit(log.call(place))) place += 1;
  if (place + 1 >= log.size) return { log, joined: () => 0, part: () => undefined, detail: () => null };

  const to = log.call(place);
  const side = sides.find(({ accountId }) => accountId !== to.accountId);
  const replaced = log.call(place + 1);
  const accountId = side?.accountId ?? to.accountId;
  const from: Call = {
    ...replaced,
    ...to,
    id: `${accountId}:${replaced.providerCallId}`,
    providerCallId: replaced.providerCallId,
    accountId,
    provider: accountId.startsWith('aircall') ? 'aircall' : 'voipex',
    startedAt: to.startedAt - 6000,
    waitSeconds: (to.waitSeconds ?? 0) + 6,
    agent: null,
    line: side?.lines[0] ?? null,
    teams: [],
    tags: [],
    notes: [],
    transferredTo: null,
    hasRecording: false,
  };
  let join: CallJoin = {
    from: from.id,
    to: to.id,
    kind: 'forwarded',
    signs: ['number', 'overlap', 'same-end', 'target'],
    parted: false,
  };
  const has = ({ id }: Call): boolean => id === join.from || id === join.to;
  const story: CallStep[] = [
    { kind: 'started', at: from.startedAt, who: to.remote.name ?? to.remote.e164, seconds: null, accountId },
    { kind: 'rang', at: from.startedAt, who: from.line?.name ?? null, seconds: 6, accountId },
    {
      kind: 'forwarded',
      at: to.startedAt,
      who: to.line?.name ?? null,
      seconds: null,
      accountId: to.accountId,
    },
    {
      kind: 'answered',
      at: to.answeredAt,
      who: to.agent?.name ?? null,
      seconds: to.waitSeconds,
      accountId: to.accountId,
    },
    { kind: 'ended', at: to.endedAt, who: null, seconds: to.talkSeconds },
  ];
  return {
    log: { ...log, call: (index) => (index === place + 1 ? from : log.call(index)) },
    joined: (call) => (has(call) && !join.parted ? 1 : 0),
    part: (one, other, parted) => {
      if (one === join.from && other === join.to) join = { ...join, parted };
    },
    detail: (call) => {
      if (!has(call)) return null;
      if (join.parted) return { legs: [], joins: [join], story: null };
      return { legs: [call.id === to.id ? from : to], joins: [join], story };
    },
  };
}
