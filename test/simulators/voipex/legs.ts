import { hash } from '../world/draw.ts';
import type { World, WorldCall, WorldPerson } from '../world/world.ts';

export type Way = 'Loc' | 'In' | 'Out';

/** One row of the call log before it is written out: numbers in E.164 or as extensions, instants in epoch ms. */
export interface Leg {
  readonly call: WorldCall;
  /** From 0 among the rows of its call. */
  readonly ordinal: number;
  readonly way: Way;
  /** Whose line it is; null when nobody's. */
  readonly person: WorldPerson | null;
  readonly src: string;
  readonly dst: string;
  readonly answeredAt: number | null;
  readonly endedAt: number;
  readonly disposition: string;
  readonly userAnswered: boolean;
  readonly recorded: boolean;
  readonly trunk: string | null;
}

/** A withheld number, as SIP and Asterisk write it. [I] */
export const withheld = 'anonymous';

/** No call has more rows than this. */
export const mostLegs = 3;

const lineOf = (world: World, index: number | null): string => {
  const numbers = world.numbers('voipex');
  return (numbers[index ?? 0] ?? numbers[0])?.e164 ?? '';
};
const personOf = (world: World, index: number | null): WorldPerson | null =>
  index === null ? null : (world.people('voipex')[index] ?? null);

/** The number of the other system that a forwarded call went on to. */
function forwardTarget(world: World, call: WorldCall): string {
  const partner = call.link?.partner;
  if (partner === undefined) return '';
  const { numberIndex } = world.call(partner.system, partner.index);
  return world.numbers(partner.system)[numberIndex ?? 0]?.e164 ?? '';
}

const isForwarded = (call: WorldCall): boolean =>
  call.link?.kind === 'forwarded' && call.link.role === 'first';

/** How many rows the call has; the length of what `legsOf` returns, without making them. */
export function legCount(call: WorldCall): number {
  if (call.direction !== 'in') return 1;
  if (isForwarded(call)) return 2;
  const rung = call.rungIndexes.length;
  // Nobody but ringing phones: one row each. Else one row more, for the person, the mailbox or the queue.
  return Math.max(1, Math.min(mostLegs, call.ending === 'missed' ? rung : rung + 1));
}

/** Asterisk's word for an ending where nobody talked (5.1.2). [I] */
function failedDisposition(call: WorldCall): string {
  switch (call.ending) {
    case 'busy':
      return 'BUSY';
    case 'failed': {
      // One in a dozen has a word that is none of Asterisk's five (16.3).
      const kind = hash(call.index, 61) % 12;
      return kind === 0 ? 'CHANUNAVAIL' : kind < 5 ? 'CONGESTION' : 'FAILED';
    }
    default:
      return 'NO ANSWER';
  }
}

type Shared = Pick<Leg, 'call' | 'way' | 'src' | 'trunk'> & { readonly endedAt: number };

function inboundLegs(world: World, call: WorldCall, shared: Shared): readonly Omit<Leg, 'ordinal'>[] {
  const line = lineOf(world, call.numberIndex);
  const person = personOf(world, call.personIndex);
  const answered = call.answeredAt !== null;
  const count = legCount(call);
  const rang = call.rungIndexes.slice(0, call.ending === 'missed' ? count : count - 1).map((index) => {
    const rung = personOf(world, index);
    return {
      ...shared,
      person: rung,
      dst: rung?.extension ?? line,
      answeredAt: null,
      // A colleague's phone stops ringing when somebody else answers.
      endedAt: call.answeredAt ?? shared.endedAt,
      disposition: 'NO ANSWER',
      userAnswered: false,
      recorded: false,
    };
  });
  if (call.ending === 'missed' && rang.length > 0) return rang;
  const nobody = { person: null, dst: line, answeredAt: null, userAnswered: false, recorded: false };
  switch (call.ending) {
    case 'answered':
      return [
        ...rang,
        {
          ...shared,
          person,
          // A queue keeps the number that was called; a colleague who got the call by transfer sees the extension. [I]
          dst:
            call.link?.kind === 'transferred' && call.link.role === 'second'
              ? (person?.extension ?? line)
              : line,
          answeredAt: call.answeredAt,
          disposition: 'ANSWERED',
          userAnswered: answered,
          recorded: call.recorded,
        },
      ];
    case 'abandoned-queue':
    case 'abandoned-ivr':
    case 'voicemail':
    case 'closed':
      // A queue, a menu or a mailbox picks up, so the row says ANSWERED and only `userAnswered` tells (5.1.2).
      return [...rang, { ...shared, ...nobody, answeredAt: call.startedAt, disposition: 'ANSWERED' }];
    case 'missed':
    case 'no-agent':
    case 'short-abandoned':
    case 'busy':
    case 'failed':
      return [...rang, { ...shared, ...nobody, disposition: failedDisposition(call) }];
  }
}

function forwardedLegs(world: World, call: WorldCall, shared: Shared): readonly Omit<Leg, 'ordinal'>[] {
  const taken = call.answeredAt !== null;
  const body = {
    ...shared,
    person: null,
    answeredAt: call.answeredAt,
    disposition: taken ? 'ANSWERED' : 'NO ANSWER',
    userAnswered: taken,
    recorded: false,
  };
  return [
    { ...body, dst: lineOf(world, call.numberIndex) },
    { ...body, way: 'Out', dst: forwardTarget(world, call) },
  ];
}

/** The rows of an ended call, 1 to 3, all with the start of the call (a ring-all writes them so [I]). */
export function legsOf(world: World, call: WorldCall): readonly Leg[] {
  const endedAt = call.endedAt ?? call.startedAt;
  const person = personOf(world, call.personIndex);
  const outside = call.direction !== 'internal';
  const trunk = outside ? (hash(call.index, 62) % 10 === 0 ? 'ipex-backup' : 'ipex-main') : null;
  const shared = { call, trunk, endedAt };
  const number = (legs: readonly Omit<Leg, 'ordinal'>[]): readonly Leg[] =>
    legs.map((leg, ordinal) => ({ ...leg, ordinal }));
  if (call.direction === 'in') {
    const incoming = { ...shared, way: 'In', src: call.remote ?? withheld } as const;
    return number(
      isForwarded(call) ? forwardedLegs(world, call, incoming) : inboundLegs(world, call, incoming),
    );
  }
  return number([
    {
      ...shared,
      way: outside ? 'Out' : 'Loc',
      person,
      src: person?.extension ?? lineOf(world, call.numberIndex),
      dst: call.remote ?? '',
      answeredAt: call.answeredAt,
      disposition: call.answeredAt === null ? failedDisposition(call) : 'ANSWERED',
      userAnswered: call.answeredAt !== null,
      recorded: call.recorded,
    },
  ]);
}

/** The other party: `src` of an incoming call, `dst` of any other (5.1.1; for `Loc` [I]). */
export const phoneNumberOf = (leg: Leg): string => (leg.way === 'In' ? leg.src : leg.dst);
