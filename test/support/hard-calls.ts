import type { Call } from '../../domain/call.ts';
import { Draw } from '../simulators/world/draw.ts';
import { aircallAccount, voipexAccount } from './calls.ts';
import type { LabelledCall, LabelledWorld } from './labelled-calls.ts';

/** Ways in which two calls look like one story and are none; each is what a call centre meets. */
export const hardKinds = [
  'dialled again',
  'two phones at once',
  'called back meanwhile',
  'held together by the caller',
  'given up and dialled elsewhere',
] as const;
type HardKind = (typeof hardKinds)[number];

const second = 1000;

const codesOf = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

interface Course {
  readonly startedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number;
}

/** A further call of the same person in the other system, or the same one, with a course of its own. */
function another(base: Call, accountId: string, number: number, course: Course, part: Partial<Call>): Call {
  const { startedAt, answeredAt, endedAt } = course;
  const provider = accountId.startsWith('aircall') ? 'aircall' : 'voipex';
  const id = `extra-${String(number)}`;
  return {
    ...base,
    id: `${accountId}:${id}`,
    accountId,
    provider,
    providerCallId: id,
    conversationId: provider === 'voipex' ? id : null,
    startedAt,
    answeredAt,
    endedAt,
    outcome: answeredAt === null ? 'missed' : 'answered',
    waitSeconds: ((answeredAt ?? endedAt) - startedAt) / second,
    talkSeconds: answeredAt === null ? null : (endedAt - answeredAt) / second,
    line: { id: 'extra', name: 'Extra', number: provider === 'aircall' ? '+420 226 000 111' : '299' },
    agent: answeredAt === null ? null : { id: 'extra', name: 'Extra', extension: null },
    transferredBy: null,
    transferredTo: null,
    ...part,
  };
}

function courseFrom(startedAt: number, draw: Draw): Course {
  const answeredAt = draw.chance(0.8) ? startedAt + draw.between(2, 38) * second : null;
  const endedAt =
    answeredAt === null
      ? startedAt + draw.between(3, 60) * second
      : answeredAt + draw.seconds(130, 3600) * second;
  return { startedAt, answeredAt, endedAt };
}

function hardCall(base: Call, kind: HardKind, number: number, draw: Draw): Call | null {
  const other = base.provider === 'aircall' ? voipexAccount : aircallAccount;
  const { startedAt, answeredAt } = base;
  const endedAt = base.endedAt ?? startedAt;
  switch (kind) {
    case 'dialled again':
      return another(
        base,
        draw.chance(0.5) ? other : base.accountId,
        number,
        courseFrom(endedAt + draw.between(1, 8) * second, draw),
        {},
      );
    case 'two phones at once':
      return another(base, other, number, courseFrom(startedAt + draw.between(0, 20) * second, draw), {});
    case 'called back meanwhile':
      return another(base, other, number, courseFrom(startedAt + draw.between(0, 15) * second, draw), {
        direction: 'out',
      });
    case 'held together by the caller': {
      if (answeredAt === null || base.agent === null) return null;
      const began = answeredAt + draw.between(5, 40) * second;
      const taken = began + draw.between(3, 20) * second;
      const end = endedAt + draw.between(0, 1) * second;
      return taken + 5 * second >= end
        ? null
        : another(base, other, number, { startedAt: began, answeredAt: taken, endedAt: end }, {});
    }
    case 'given up and dialled elsewhere':
      return answeredAt === null
        ? another(base, other, number, courseFrom(endedAt + draw.between(0, 5) * second, draw), {})
        : null;
  }
}

/** Adds further calls that are stories of their own, after every `oneIn`th incoming call that belongs to no pair. */
export function withHardCalls(world: LabelledWorld, seed: number, oneIn: number): LabelledWorld {
  const paired = new Set([...world.pairs].flatMap((pair) => pair.split('\n')));
  const extra = world.calls.flatMap(({ call, truth }, place): LabelledCall[] => {
    const draw = new Draw(seed, 901, place);
    if (call.direction !== 'in' || call.remote.e164 === null || paired.has(truth)) return [];
    if (draw.below(oneIn) !== 0) return [];
    const kind = draw.pick(hardKinds);
    const made = hardCall(call, kind, place, draw);
    return made === null ? [] : [{ call: made, truth: `extra ${kind} ${String(place)}` }];
  });
  return { ...world, calls: [...world.calls, ...extra] };
}

/** Gives a share of all calls, outside pairs and inside, the one number of a company that calls a lot. */
export function withSwitchboardNumber(world: LabelledWorld, seed: number, oneIn: number): LabelledWorld {
  const partner = new Map([...world.pairs].map((pair) => [pair.split('\n')[1] ?? '', pair.split('\n')[0]]));
  const changed = (truth: string): boolean => {
    const draw = new Draw(seed, 902, ...codesOf(partner.get(truth) ?? truth));
    return draw.below(oneIn) === 0;
  };
  return {
    ...world,
    calls: world.calls.map(({ call, truth }) => ({
      truth,
      call:
        call.direction === 'in' && changed(truth)
          ? {
              ...call,
              remote: { ...call.remote, e164: '+420555000999', raw: '+420555000999', hidden: false },
            }
          : call,
    })),
  };
}

/** Withholds the number of a share of the callers. */
export function withWithheldNumbers(world: LabelledWorld, seed: number, oneIn: number): LabelledWorld {
  const partner = new Map([...world.pairs].map((pair) => [pair.split('\n')[1] ?? '', pair.split('\n')[0]]));
  const changed = (truth: string): boolean =>
    new Draw(seed, 903, ...codesOf(partner.get(truth) ?? truth)).below(oneIn) === 0;
  return {
    ...world,
    calls: world.calls.map(({ call, truth }) => ({
      truth,
      call:
        call.direction === 'in' && changed(truth)
          ? { ...call, remote: { e164: null, raw: '', hidden: true, name: null, organisation: null } }
          : call,
    })),
  };
}

/** Sets the clock of VoIPEX off, ms. */
export function withClocksApart(world: LabelledWorld, ms: number): LabelledWorld {
  const later = (at: number | null): number | null => (at === null ? null : at + ms);
  return {
    ...world,
    calls: world.calls.map(({ call, truth }) => ({
      truth,
      call:
        call.provider === 'voipex'
          ? {
              ...call,
              startedAt: call.startedAt + ms,
              answeredAt: later(call.answeredAt),
              endedAt: later(call.endedAt),
            }
          : call,
    })),
  };
}
