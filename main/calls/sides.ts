import type { AccountId } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';

/** Where a side sent its caller on to, outside. Instants are null when only the number was told. */
export interface Onward {
  /** Digits of the number. */
  readonly number: string;
  readonly startedAt: number | null;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
}

/**
 * One conversation as one phone system saw it: the legs that the provider ties together by its own id, or one call.
 * Joining asks which side went on as which other side. Instants are epoch ms.
 */
export interface Side {
  /** Orders sides, so that nothing depends on the order in which calls arrived. */
  readonly key: string;
  readonly accountId: AccountId;
  readonly provider: Call['provider'];
  /** The provider's own id of the conversation; null when it has none. */
  readonly conversation: string | null;
  /** Oldest first. */
  readonly legs: readonly Call[];
  /** Whether somebody outside called us. */
  readonly inbound: boolean;
  /** E.164 of who is outside; null when withheld or no full number. */
  readonly caller: string | null;
  /** Nothing at all is told of who is outside. */
  readonly hidden: boolean;
  readonly startedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number;
  /** Whether `endedAt` is told; a billing list lets it be guessed only. */
  readonly endTold: boolean;
  /** Whether the phones of our people rang until the end. */
  readonly rangToEnd: boolean;
  /** Talk time, ms; null when nobody talked. */
  readonly talk: number | null;
  /** Whether one of our people took it; null when the provider does not tell who took a call. */
  readonly taken: boolean | null;
  /** Ids of our people who took it. */
  readonly people: ReadonlySet<string>;
  /** Digits of our numbers it came in at; extensions are none. */
  readonly lines: readonly string[];
  readonly onward: readonly Onward[];
  /** The agents who, by the provider's word, got it from this side, or gave it to it: told of another call than this. */
  readonly handedTo: ReadonlySet<string>;
  readonly handedBy: ReadonlySet<string>;
}

export const sideKey = (call: Call): string =>
  call.conversationId === null ? call.id : `${call.accountId} ${call.conversationId}`;

/** Digits of a full number; null for an extension or a short code, which many companies have alike. */
export function fullNumber(text: string | null | undefined): string | null {
  const digits = (text ?? '').replace(/\D/g, '').replace(/^0+/, '');
  return digits.length < 7 ? null : digits;
}

/** The same number, though one may be written without its country code. */
export const sameNumber = (a: string, b: string): boolean =>
  a === b || (Math.min(a.length, b.length) >= 9 && (a.endsWith(b) || b.endsWith(a)));

/** Digits of who is outside. */
export const callerDigits = ({ caller }: Side): string | null => fullNumber(caller);

const earliest = (instants: readonly number[]): number | null =>
  instants.length === 0 ? null : Math.min(...instants);

const byStart = (a: Call, b: Call): number => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1);

/** A person took it: named, or known by the extension that stands in the place of the number that was called. */
const tookIt = (leg: Call): boolean =>
  leg.outcome === 'answered' &&
  (leg.agent !== null || (leg.line?.number != null && fullNumber(leg.line.number) === null));

/** A billing list tells neither when a call was answered nor by whom (voipex.md 6.4). */
const isBilled = (leg: Call): boolean => leg.outcome === 'answered' && leg.answeredAt === null;

/** The instant a call ended; null while it runs or when the provider never said. */
const endOf = (call: Call): number | null => (call.state === 'ended' ? call.endedAt : null);

function onwardOf(main: readonly Call[], others: readonly Call[]): Onward[] {
  const legs = others.flatMap((leg): Onward[] => {
    const number = fullNumber(leg.remote.e164);
    if (leg.direction !== 'out' || number === null) return [];
    return [{ number, startedAt: leg.startedAt, answeredAt: leg.answeredAt, endedAt: endOf(leg) }];
  });
  const told = main.flatMap(({ transferredTo }): Onward[] => {
    const number = fullNumber(transferredTo?.number);
    return number === null ? [] : [{ number, startedAt: null, answeredAt: null, endedAt: null }];
  });
  return [...legs, ...told];
}

/** A side of these legs of one conversation; null while it runs. */
function sideOf(unordered: readonly Call[]): Side | null {
  const legs = unordered.toSorted(byStart);
  const incoming = legs.filter(({ direction }) => direction === 'in');
  const first = incoming[0] ?? legs.find(({ direction }) => direction === 'out');
  if (first === undefined || legs.some((leg) => endOf(leg) === null)) return null;
  // The caller's own legs; the others of the conversation are where it went from there.
  const main = incoming.length > 0 ? incoming : [first];
  const ends = main.map(endOf).filter((at) => at !== null);
  const answers = main.map(({ answeredAt }) => answeredAt).filter((at) => at !== null);
  const answeredAt = earliest(answers);
  const endedAt = Math.max(...ends);
  const told = main.map(({ talkSeconds }) => talkSeconds).filter((seconds) => seconds !== null);
  const lines = new Set(main.map(({ line }) => fullNumber(line?.number)).filter((line) => line !== null));
  return {
    key: sideKey(first),
    accountId: first.accountId,
    provider: first.provider,
    conversation: first.conversationId,
    legs,
    inbound: incoming.length > 0,
    caller: first.remote.e164,
    hidden: first.remote.hidden && first.remote.name === null && first.remote.organisation === null,
    startedAt: first.startedAt,
    answeredAt,
    endedAt,
    endTold: !main.some(isBilled),
    rangToEnd: main.some(
      (leg) => leg.agent !== null && leg.answeredAt === null && (leg.endedAt ?? 0) > endedAt - 3000,
    ),
    talk: answeredAt === null ? (told.length === 0 ? null : Math.max(...told) * 1000) : endedAt - answeredAt,
    taken: main.some(tookIt) ? true : main.some(isBilled) ? null : false,
    people: new Set(main.flatMap((leg) => (leg.outcome === 'answered' && leg.agent ? [leg.agent.id] : []))),
    lines: [...lines],
    onward: onwardOf(
      main,
      legs.filter((leg) => !main.includes(leg)),
    ),
    handedTo: new Set(
      // An Aircall call that was handed over inside one record names its taker as its agent: nothing to look for.
      main.flatMap(({ agent, transferredTo }) =>
        transferredTo?.agent && transferredTo.agent.id !== agent?.id ? [transferredTo.agent.id] : [],
      ),
    ),
    handedBy: new Set(
      main.flatMap(({ transferredBy, transferredTo }) =>
        transferredBy !== null && transferredTo === null ? [transferredBy.id] : [],
      ),
    ),
  };
}

/**
 * The sides that calls make, ordered by key. The legs of a conversation must be given together; calls among colleagues
 * are no part of any.
 */
export function sidesOf(calls: readonly Call[]): Side[] {
  const groups = new Map<string, Call[]>();
  for (const call of calls) {
    if (call.direction === 'internal') continue;
    const group = groups.get(sideKey(call));
    if (group === undefined) groups.set(sideKey(call), [call]);
    else group.push(call);
  }
  return [...groups.values()]
    .map(sideOf)
    .filter((side) => side !== null)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/**
 * The same conversation read through two accesses to one phone system: the provider's id tells, or that one caller
 * rang in the same second.
 */
export function areCopies(a: Side, b: Side): boolean {
  if (a.provider !== b.provider || a.accountId === b.accountId || a.inbound !== b.inbound) return false;
  if (Math.abs(a.startedAt - b.startedAt) > 1000) return false;
  const ids = new Set(a.legs.map(({ providerCallId }) => providerCallId));
  return (
    b.legs.some(({ providerCallId }) => ids.has(providerCallId)) ||
    (a.caller === b.caller && a.hidden === b.hidden)
  );
}
