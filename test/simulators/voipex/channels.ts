import { asOf } from '../world/as-of.ts';
import { hash } from '../world/draw.ts';
import type { World, WorldCall, WorldPerson } from '../world/world.ts';
import { linkedIdOf, uniqueIdOf } from './call-ids.ts';
import { legsOf, type Way, withheld } from './legs.ts';

/** Asterisk's words of 5.2 that the simulator uses by itself. */
export type ChannelState = 'Ring' | 'Ringing' | 'Up';

/** One device or trunk of a running call (5.2: one entry per channel). */
export interface Channel {
  readonly call: WorldCall;
  readonly callId: string;
  readonly channelId: string;
  /** Asterisk's name of it, `PJSIP/201-00000a1f`. */
  readonly name: string;
  readonly src: string;
  readonly dst: string;
  readonly person: WorldPerson | null;
  readonly way: Way;
  readonly state: ChannelState;
  /** Epoch ms. */
  readonly since: number;
}

/** When the steps of a call that the API started happen; epoch ms (16.3). [I] */
export interface DialPlan {
  /** The caller's own device is picked up and the target is dialled. */
  readonly ownUpAt: number;
  readonly targetRingsAt: number;
}

type Draft = Pick<Channel, 'person' | 'dst' | 'state' | 'since'> & { readonly device: string };

function inbound(world: World, call: WorldCall, answered: boolean, src: string): readonly Draft[] {
  const people = world.people('voipex');
  const number = world.numbers('voipex')[call.numberIndex ?? 0]?.e164 ?? '';
  // A queue or a menu has picked up; a person's phone alone leaves the trunk waiting.
  const heard = answered || call.teamIndex !== null || call.rungIndexes.length === 0;
  const trunk: Draft = {
    person: null,
    device: 'ipex-main',
    dst: number,
    state: heard ? 'Up' : 'Ring',
    since: call.startedAt,
  };
  if (call.link?.kind === 'forwarded' && call.link.role === 'first') {
    const dst = legsOf(world, call)[1]?.dst ?? '';
    return [trunk, { ...trunk, dst, state: answered ? 'Up' : 'Ringing' }];
  }
  const phones = answered ? [call.personIndex] : [...call.rungIndexes.slice(0, 5), call.personIndex];
  const drafts = phones.flatMap((index): Draft[] => {
    const person = index === null ? undefined : people[index];
    if (person === undefined) return [];
    return [
      {
        person,
        device: person.extension,
        dst: person.extension || src,
        state: answered ? 'Up' : 'Ringing',
        since: call.startedAt,
      },
    ];
  });
  return [trunk, ...drafts];
}

function outgoing(
  world: World,
  call: WorldCall,
  answered: boolean,
  plan: DialPlan | null,
  now: number,
): readonly Draft[] {
  const person = world.people('voipex')[call.personIndex ?? -1] ?? null;
  const dst = call.remote ?? '';
  const target =
    call.direction === 'internal' ? (world.people('voipex').find((p) => p.extension === dst) ?? null) : null;
  const own = { person, device: person?.extension ?? 'Local', dst, since: call.startedAt };
  const other = { person: target, device: target?.extension ?? 'ipex-main', dst };
  if (plan !== null && now < plan.ownUpAt) return [{ ...own, state: 'Ringing' }];
  const ringsAt = plan?.targetRingsAt ?? call.startedAt;
  const since = plan?.ownUpAt ?? call.startedAt;
  return [
    // A device that dials by itself waits for the answer; one that the PBX rang first is already up.
    { ...own, state: answered || plan !== null ? 'Up' : 'Ring' },
    { ...other, since, state: answered ? 'Up' : now < ringsAt ? 'Ring' : 'Ringing' },
  ];
}

/** The channels of a running call as they stand at `now` (epoch ms). */
export function channelsOf(
  world: World,
  call: WorldCall,
  plan: DialPlan | null,
  now: number,
): readonly Channel[] {
  const answered = asOf(call, now).answeredAt !== null;
  const person = world.people('voipex')[call.personIndex ?? -1];
  const src = call.direction === 'in' ? (call.remote ?? withheld) : (person?.extension ?? '');
  const drafts =
    call.direction === 'in'
      ? inbound(world, call, answered, src)
      : outgoing(world, call, answered, plan, now);
  const way = call.direction === 'in' ? 'In' : call.direction === 'out' ? 'Out' : 'Loc';
  const callId = linkedIdOf(world, call);
  return drafts.map(({ device, ...draft }, n): Channel => {
    // The first channel of an incoming call is the call itself; ours come after the id that POST /calls gave.
    const place = call.direction === 'in' ? n : n + 1;
    const suffix = hash(call.index, place, 73).toString(16).padStart(8, '0');
    return {
      ...draft,
      call,
      callId,
      channelId: uniqueIdOf(call, place),
      name: `PJSIP/${device}-${suffix}`,
      src,
      way,
    };
  });
}
