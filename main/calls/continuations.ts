import type { CallJoin } from '../../domain/call.ts';
import { areCopies, callerDigits, type Onward, sameNumber, type Side } from './sides.ts';

/**
 * How the signs are weighed. Times are ms.
 *
 * What is true in telephony: a system that passes a call on outside keeps it, so both systems see one caller at once,
 * the second sees him begin later, and both lose him in the same moment; and since nobody of the first took the call, it
 * hears the answer when the second does. Somebody who hangs up and dials again is never in two calls at once; somebody
 * who uses two phones does not answer and end them in the same seconds; a switchboard with one number does all of
 * this by chance now and then, which is why a lone sign is believed only of a number that has no third call just then.
 */
export const limits = {
  /** Clocks of two systems are believed to differ by this at most, and only when two moments agree on it. */
  clocks: 15_000,
  /** How exactly two systems tell one moment, apart from their clocks: whole seconds, and a second for the network. */
  moment: 2000,
  /** A line rings this long at most before it passes a call on. */
  passedOnWithin: 120_000,
  /** A told number is dialled at once; the other system may need a while until it rings. */
  dialledWithin: 60_000,
  /** A second leg begins this long at most before the first ends, or after it, when an agent hands over. */
  handover: 60_000,
  /** The phone of the colleague rings this long at most while the first leg is still there, when nothing else tells. */
  blindHandover: 6000,
  /** When no answer tells as well, they must have ended within this. */
  ending: 1000,
  /** Below this, that two calls ended together says little. */
  telling: 4000,
  /** No call is believed to be longer when the other half of one is looked for. */
  longest: 4 * 60 * 60_000,
} as const;

/** That a side went on as another. `lone`: believed only where the number has no other call at that time. */
export interface Continuation {
  readonly from: Side;
  readonly to: Side;
  readonly kind: CallJoin['kind'];
  readonly signs: CallJoin['signs'];
  readonly weight: number;
  readonly lone: boolean;
}

/** What the signs weigh against each other, when one call could continue two. */
const weights = { target: 3, handover: 3, 'same-end': 2, 'same-answer': 2, number: 1, overlap: 0 } as const;

const sameCaller = (a: Side, b: Side): boolean => a.caller !== null && a.caller === b.caller;

const showsLineOf = (from: Side, to: Side): boolean => from.lines.includes(callerDigits(to) ?? '');

export const overlap = (a: Side, b: Side): number =>
  Math.min(a.endedAt, b.endedAt) - Math.max(a.startedAt, b.startedAt);

interface Moments {
  /** How far the clock of the first runs ahead of the second's; 0 unless two moments agree on it. */
  readonly ahead: number;
  readonly sameAnswer: boolean;
  readonly sameEnd: boolean;
}

type Instants = Pick<Onward, 'answeredAt' | 'endedAt'>;

const told = ({ answeredAt, endedAt, endTold }: Side): Instants => ({
  answeredAt,
  endedAt: endTold ? endedAt : null,
});

/** Whether both were answered together and ended together, on clocks that may differ. */
function momentsOf(first: Instants, second: Instants): Moments {
  if (first.endedAt === null || second.endedAt === null)
    return { ahead: 0, sameAnswer: false, sameEnd: false };
  const atEnd = first.endedAt - second.endedAt;
  const atAnswer =
    first.answeredAt === null || second.answeredAt === null ? null : first.answeredAt - second.answeredAt;
  const agree =
    atAnswer !== null && Math.abs(atAnswer - atEnd) <= limits.moment && Math.abs(atEnd) <= limits.clocks;
  if (agree)
    return {
      // Clocks alike are by far the likeliest, and what is within the exactness of a moment is no difference.
      ahead: Math.abs(atEnd) <= limits.moment ? 0 : Math.round((atAnswer + atEnd) / 2),
      sameAnswer: true,
      sameEnd: true,
    };
  return {
    ahead: 0,
    sameAnswer: atAnswer !== null && Math.abs(atAnswer) <= limits.moment,
    sameEnd: Math.abs(atEnd) <= limits.moment,
  };
}

function found(
  from: Side,
  to: Side,
  signs: readonly (keyof typeof weights)[],
  rest: Pick<Continuation, 'kind' | 'lone'>,
): Continuation {
  return {
    from,
    to,
    ...rest,
    signs: signs.filter((sign) => sign !== 'same-answer'),
    weight: signs.reduce((sum, sign) => sum + weights[sign], 0),
  };
}

const when = <S>(holds: boolean, sign: S): S[] => (holds ? [sign] : []);

/** Sent on to a number of ours, by the provider's word: a row of the call that leaves, or a transfer that names it. */
function toTarget(from: Side, to: Side): Continuation | null {
  const matches = from.onward
    .filter(({ number }) => to.lines.some((line) => sameNumber(line, number)))
    .flatMap((onward) => targetMatch(from, to, onward) ?? []);
  return matches.toSorted((a, b) => b.weight - a.weight)[0] ?? null;
}

function targetMatch(from: Side, to: Side, onward: Onward): Continuation | null {
  const number = sameCaller(from, to);
  // The second system may be shown the line that passed the call on, or nothing; another number is another caller.
  if (!number && !showsLineOf(from, to) && to.caller !== null) return null;
  if (!number && !to.lines.includes(onward.number)) return null;
  const { ahead, sameAnswer, sameEnd } = momentsOf(onward.endedAt === null ? told(from) : onward, told(to));
  const begins = to.startedAt + ahead;
  if (onward.startedAt === null) {
    const inTime = begins >= from.startedAt - limits.moment && begins <= from.endedAt + limits.blindHandover;
    const follows = Math.abs(begins - from.endedAt) <= limits.blindHandover;
    if (!number || !inTime || !(sameEnd || follows)) return null;
  } else {
    const delay = begins - onward.startedAt;
    const inTime = delay >= -limits.clocks && delay <= limits.dialledWithin;
    const until = onward.endedAt ?? from.endedAt;
    const running = until - begins >= limits.moment && delay <= limits.dialledWithin / 3;
    if (!inTime || !(sameEnd || (number && running))) return null;
  }
  // Without a number, and without an answer, only that both ended together ties them.
  const lone = !number && !sameAnswer;
  if (lone && !endedTogether(from, to)) return null;
  const signs = [
    ...when(number, 'number' as const),
    ...when(overlap(from, to) > 0, 'overlap' as const),
    ...when(sameEnd, 'same-end' as const),
    ...when(sameAnswer, 'same-answer' as const),
    'target' as const,
  ];
  return found(from, to, signs, { kind: from.taken === true ? 'transferred' : 'forwarded', lone });
}

/** Passed on by a line on which nobody took the call; no provider says where to. */
function passedOn(from: Side, to: Side): Continuation | null {
  if (!from.inbound || from.taken === true) return null;
  const { ahead, sameAnswer, sameEnd } = momentsOf(told(from), told(to));
  const delay = to.startedAt + ahead - from.startedAt;
  if (delay < 0 || delay > limits.passedOnWithin || overlap(from, to) <= 0) return null;
  // In the same second, only who took the call tells which was first.
  if (delay < 1000 && to.taken !== true) return null;
  const number = sameCaller(from, to);
  const bothHidden = from.hidden && to.hidden;
  const together = sameAnswer && sameEnd && (to.talk ?? 0) >= limits.telling;
  const signs = [...when(number, 'number' as const), 'overlap' as const];
  if (together && (number || ((showsLineOf(from, to) || bothHidden) && to.taken === true && ahead === 0)))
    return found(from, to, [...signs, 'same-end', 'same-answer'], { kind: 'forwarded', lone: false });
  if (!number) return null;
  // Unanswered on both sides, or a menu of the first picked up before it passed the call on.
  if (endedTogether(from, to) && !from.rangToEnd && !gaveUp(from))
    return found(from, to, [...signs, 'same-end'], { kind: 'forwarded', lone: true });
  return sameTalk(from, to) ? found(from, to, signs, { kind: 'forwarded', lone: true }) : null;
}

/** Ended together, where no answer tells as well. */
const endedTogether = (from: Side, to: Side): boolean =>
  from.endTold &&
  to.endTold &&
  (from.answeredAt === null) === (to.answeredAt === null) &&
  Math.abs(from.endedAt - to.endedAt) <= limits.ending &&
  to.endedAt - to.startedAt >= limits.telling;

/** Who left a voicemail, or hung up in the menu or the queue, was not passed on. */
const gaveUp = ({ legs }: Side): boolean =>
  legs.some(({ outcome }) => outcome === 'voicemail' || outcome === 'abandoned');

/** A billing list tells no answer and counts from it: two lengths of talk are all there is to compare. */
function sameTalk(from: Side, to: Side): boolean {
  if (from.talk === null || to.talk === null) return false;
  if (from.answeredAt !== null && to.answeredAt !== null) return false;
  // Which of the two passed it on, only who took it can tell: nobody of the first did.
  if (to.taken === false || (from.taken === null && to.taken === null)) return false;
  return (
    Math.abs(from.talk - to.talk) <= limits.moment / 2 &&
    to.talk >= 5 * limits.telling &&
    Math.abs(to.startedAt - from.startedAt) <= limits.dialledWithin
  );
}

/** Handed to a colleague of the same system, which wrote two calls of it. */
function handedOver(from: Side, to: Side): Continuation | null {
  if (from.accountId !== to.accountId || from.answeredAt === null || from.taken !== true) return null;
  // Before the end of the first this is positive.
  const early = from.endedAt - to.startedAt;
  if (to.startedAt <= from.answeredAt || to.endedAt <= from.endedAt) return null;
  const number = sameCaller(from, to);
  const told =
    [...from.handedTo].some((id) => to.people.has(id)) || [...to.handedBy].some((id) => from.people.has(id));
  const signs = [
    ...when(number, 'number' as const),
    ...when(early > 0, 'overlap' as const),
    'handover' as const,
  ];
  if (told && number && early <= limits.handover && early >= -limits.blindHandover)
    return found(from, to, signs, { kind: 'transferred', lone: false });
  // A provider that ties legs together by an id of its own would have done so; Aircall hands over inside one call.
  const untied = from.provider === 'voipex' && (from.conversation === null || to.conversation === null);
  const other = ![...to.people].some((id) => from.people.has(id));
  if (!untied || !number || !other || early < 1000 || early > limits.blindHandover) return null;
  return found(from, to, signs, { kind: 'transferred', lone: true });
}

/** Whether `from` went on as `to`, by what the two alone tell. */
export function continuation(from: Side, to: Side): Continuation | null {
  if (from === to || !to.inbound || areCopies(from, to)) return null;
  return toTarget(from, to) ?? handedOver(from, to) ?? passedOn(from, to);
}
