import type { SimulatorClock } from '../control/clock.ts';
import type { HappeningCalls } from '../control/happening-calls.ts';
import { asOf, startedBy } from '../world/as-of.ts';
import type { World, WorldCall, WorldPerson } from '../world/world.ts';
import { callsOf, decodeId, uniqueIdOf } from './call-ids.ts';
import { type Channel, channelsOf, type DialPlan } from './channels.ts';
import { canonicalNumber } from './phone-format.ts';
import type { VoipexSwitches } from './switches.ts';

/** No generated call lasts longer, ms. */
const longestCall = 2 * 3_600_000;

/** A consultation ends by itself then, ms. [I] */
const longestConsultation = 600_000;

/** Seconds after the request at which a dialled call is answered or over; null: not at all by itself. [I] */
const outcomes = {
  answered: { answeredAt: 6, endedAt: 96 },
  busy: { answeredAt: null, endedAt: 4 },
  missed: { answeredAt: null, endedAt: 30 },
  failed: { answeredAt: null, endedAt: 3 },
} as const;
type DialEnding = keyof typeof outcomes;

/** A dialled number's fate when no switch decides it: by its last digit, so that a demo can show each. [I] */
function fateOf(number: string): DialEnding {
  if (number.endsWith('9')) return 'busy';
  if (number.endsWith('8')) return 'missed';
  return 'answered';
}

/** Which running call is meant (5.3): by channel, by call, or by user. */
export type CallChoice =
  { readonly channelId: string } | { readonly callId: string } | { readonly person: WorldPerson };

/** Calls in progress and what the API does to them. Nothing runs by itself: every state follows from the clock. */
export class LiveCalls {
  readonly #world: World;
  readonly #clock: SimulatorClock;
  readonly #happening: HappeningCalls;
  readonly #switches: () => VoipexSwitches;
  readonly #plans = new Map<number, DialPlan>();
  /** Consultation calls of attended transfers, by the person who consults. */
  readonly #consultations = new Map<number, { readonly first: number; readonly second: number }>();

  constructor(
    world: World,
    clock: SimulatorClock,
    happening: HappeningCalls,
    switches: () => VoipexSwitches,
  ) {
    this.#world = world;
    this.#clock = clock;
    this.#happening = happening;
    this.#switches = switches;
  }

  /** Calls that run now, oldest first. */
  running(): readonly WorldCall[] {
    const now = this.#clock.now();
    const found = new Map(this.#happening.running().map((call) => [call.index, call]));
    const to = startedBy(this.#world, 'voipex', now);
    for (let index = this.#world.indexAt('voipex', now - longestCall); index < to; index++) {
      const call = this.#world.call('voipex', index);
      if (call.endedAt === null || call.endedAt > now) found.set(index, call);
    }
    return [...found.values()].sort((a, b) => a.index - b.index);
  }

  channels(): readonly Channel[] {
    const now = this.#clock.now();
    return this.running().flatMap((call) => this.#channels(call, now));
  }

  /** POST /calls: rings the person's own device, then the target. Person null: an application calls. */
  dial(person: WorldPerson | null, to: string): { readonly callId: string; readonly channelId: string } {
    const target = canonicalNumber(to);
    const chosen = this.#switches().dialOutcome;
    const ending = chosen === 'by-number' ? fateOf(target) : chosen;
    const startedAt = this.#second();
    const { answeredAt, endedAt } = outcomes[ending];
    const index = this.#append({
      person: person?.index ?? null,
      target,
      ending,
      answeredAt: answeredAt === null ? null : startedAt + answeredAt * 1000,
      endedAt: startedAt + endedAt * 1000,
    });
    this.#plans.set(index, { ownUpAt: startedAt + 2000, targetRingsAt: startedAt + 3000 });
    const call = this.#world.call('voipex', index);
    return { callId: uniqueIdOf(call, 0), channelId: uniqueIdOf(call, 1) };
  }

  /** Ends the chosen call. False when nothing runs there. Completes an attended transfer in progress. */
  hangUp(choice: CallChoice): boolean {
    const calls = this.#choose(choice);
    for (const call of calls) {
      const pending = [...this.#consultations].find(([, { first }]) => first === call.index);
      if (pending === undefined) this.#end(call);
      else {
        const [who, { second }] = pending;
        const target = this.#world.call('voipex', second).remote ?? '';
        this.cancelTransfer(who);
        this.#handOver(call, who, target);
      }
    }
    return calls.length > 0;
  }

  /** Hands the person's conversation to `to`. False when the person has none. */
  transfer(person: WorldPerson, to: string, type: 'blind' | 'attended'): boolean {
    const now = this.#clock.now();
    const call = this.running().find(
      (c) => c.personIndex === person.index && asOf(c, now).answeredAt !== null,
    );
    if (call === undefined) return false;
    const target = canonicalNumber(to);
    if (type === 'blind') this.#handOver(call, person.index, target);
    else {
      const at = this.#second();
      const second = this.#append({
        person: person.index,
        target,
        ending: 'answered',
        answeredAt: at + 5000,
        endedAt: at + longestConsultation,
      });
      this.#consultations.set(person.index, { first: call.index, second });
    }
    return true;
  }

  /** Ends the consultation of an attended transfer. False when there is none. */
  cancelTransfer(person: number): boolean {
    const pending = this.#consultations.get(person);
    if (pending === undefined) return false;
    this.#consultations.delete(person);
    this.#end(this.#world.call('voipex', pending.second));
    return true;
  }

  #channels(call: WorldCall, now: number): readonly Channel[] {
    return channelsOf(this.#world, call, this.#plans.get(call.index) ?? null, now);
  }

  #choose(choice: CallChoice): readonly WorldCall[] {
    const running = this.running();
    if ('person' in choice) {
      const now = this.#clock.now();
      const own = running.filter((call) =>
        this.#channels(call, now).some(({ person }) => person?.index === choice.person.index),
      );
      return own.slice(0, 1);
    }
    const wanted =
      'callId' in choice
        ? callsOf(this.#world, choice.callId)
        : [decodeId(this.#world, choice.channelId)?.call.index ?? -1];
    return running.filter(({ index }) => wanted.includes(index));
  }

  #end(call: WorldCall): void {
    const now = this.#clock.now();
    const answered = asOf(call, now).answeredAt !== null;
    const ending = answered ? 'answered' : call.direction === 'in' ? 'short-abandoned' : 'missed';
    if (this.#happening.running().some(({ index }) => index === call.index)) {
      this.#happening.hangUp(call.index, { ending });
      return;
    }
    this.#world.amend('voipex', call.index, {
      ending,
      endedAt: this.#second(),
      recorded: answered && call.recorded,
      ...(answered ? {} : { answeredAt: null }),
      ...(answered || call.direction !== 'in' ? {} : { personIndex: null }),
    });
  }

  /** Ends the first leg and starts the second, which rings the target: both carry the first one's `linkedid`. */
  #handOver(call: WorldCall, from: number, target: string): void {
    const colleague = this.#world.people('voipex').find(({ extension }) => extension === target);
    this.#end(call);
    const startedAt = this.#second();
    const second = this.#world.append('voipex', {
      ...this.#world.call('voipex', call.index),
      direction: colleague === undefined ? 'out' : call.direction === 'internal' ? 'in' : call.direction,
      ending: 'answered',
      startedAt,
      answeredAt: startedAt + 5000,
      endedAt: startedAt + 65_000,
      remote: colleague === undefined ? target : call.remote,
      contactIndex: colleague === undefined ? null : call.contactIndex,
      personIndex: colleague?.index ?? from,
      rungIndexes: [],
      transferredToIndex: null,
      tagIndexes: [],
      notes: [],
      link: { kind: 'transferred', role: 'second', partner: { system: 'voipex', index: call.index } },
    });
    this.#world.amend('voipex', call.index, {
      transferredToIndex: colleague?.index ?? null,
      link: { kind: 'transferred', role: 'first', partner: { system: 'voipex', index: second } },
    });
  }

  #append(call: {
    readonly person: number | null;
    readonly target: string;
    readonly ending: DialEnding;
    readonly answeredAt: number | null;
    readonly endedAt: number;
  }): number {
    const inside = this.#world.people('voipex').some(({ extension }) => extension === call.target);
    return this.#world.append('voipex', {
      direction: inside ? 'internal' : 'out',
      ending: call.ending,
      startedAt: this.#second(),
      answeredAt: call.answeredAt,
      endedAt: call.endedAt,
      remote: call.target,
      contactIndex: null,
      numberIndex: inside ? null : (this.#world.people('voipex')[call.person ?? -1]?.numberIndexes[0] ?? 0),
      teamIndex: null,
      personIndex: call.person,
      rungIndexes: [],
      transferredToIndex: null,
      recorded: call.ending === 'answered' && !inside,
      tagIndexes: [],
      notes: [],
      link: null,
    });
  }

  #second(): number {
    return Math.floor(this.#clock.now() / 1000) * 1000;
  }
}
