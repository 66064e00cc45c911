import type { CallStep } from '../../control/happening-calls.ts';
import { asOf, startedBy } from '../../world/as-of.ts';
import type { WorldCall, WorldChange } from '../../world/world.ts';
import type { Desk } from '../desk.ts';
import { callInEvent, type EventExtras, menuChoice, userInEvent } from '../wire/events.ts';
import { idOf } from '../identity.ts';
import { type CallMoment, tagKey, timelineOf } from './call-timeline.ts';
import { PresenceMoments } from './presence-moments.ts';

/** No generated call lasts longer, and no event of one comes so late after its end. */
const longestCallMs = 2 * 3_600_000;
const forgottenAfterMs = 15 * 60_000;

/** Given an event's name, what it carries, and when it was (epoch ms). */
export type Tell = (event: string, data: object, at: number) => void;

/**
 * Turns what happens in the world into events, as time passes and as calls are changed. Begins with `start`: what was
 * before is nobody's news.
 */
export class EventFeed {
  readonly #desk: Desk;
  readonly #tell: Tell;
  readonly #presence: PresenceMoments;
  /** By position, the moments that were told of calls that may have more. */
  readonly #told = new Map<number, Set<string>>();
  readonly #choices = new Map<number, ReturnType<typeof menuChoice>[]>();
  readonly #lastCallOf = new Map<number, number>();
  /** Calls before this position have begun; those before `#scripted` were there from the first. */
  #begun = 0;
  #scripted = 0;
  #lookedAt: number | null = null;
  readonly #stops: (() => void)[] = [];

  constructor(desk: Desk, tell: Tell) {
    this.#desk = desk;
    this.#tell = tell;
    this.#presence = new PresenceMoments(desk);
  }

  /** From now on events are told. Once is enough. */
  start(): void {
    if (this.#lookedAt !== null) return;
    const { world, clock, calls } = this.#desk;
    const now = clock.now();
    this.#lookedAt = now;
    this.#scripted = world.count('aircall') - calls.running().length;
    this.#begun = startedBy(world, 'aircall', now);
    for (let at = world.indexAt('aircall', now - longestCallMs); at < this.#begun; at += 1)
      this.#told.set(at, this.#past(world.call('aircall', at), now));
    this.#presence.changes();
    this.#stops.push(
      world.watch((change) => this.#changed(change)),
      calls.onStep((at, step) => this.#step(at, step)),
      clock.onSet(() => this.look()),
    );
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#lookedAt = null;
  }

  /** Tells what has come about since the last time, in order. */
  look(): void {
    const since = this.#lookedAt;
    if (since === null) return;
    const { world, clock } = this.#desk;
    const now = clock.now();
    this.#lookedAt = now;
    const begun = startedBy(world, 'aircall', now);
    for (; this.#begun < begun; this.#begun += 1) this.#told.set(this.#begun, new Set());
    const due: { readonly call: WorldCall; readonly moment: CallMoment; readonly at: number }[] = [];
    for (const [index, told] of this.#told) {
      const call = world.call('aircall', index);
      if (world.isRemoved('aircall', index)) {
        this.#told.delete(index);
        continue;
      }
      for (const moment of this.#moments(call)) {
        if (told.has(moment.key) || (moment.at ?? now) > now) continue;
        told.add(moment.key);
        // What became so by a change is of now, whenever it says to be of.
        const at = moment.at !== null && moment.at > since - 1000 ? moment.at : now;
        due.push({ call, moment, at });
      }
      for (const key of told) {
        if (!key.startsWith('tag ') || call.tagIndexes.some((tag) => tagKey(tag) === key)) continue;
        told.delete(key);
        due.push({ call, moment: { key, event: 'untagged', at: null }, at: now });
      }
      if (call.endedAt !== null && call.endedAt + forgottenAfterMs < now) this.#told.delete(index);
    }
    due.sort((a, b) => a.at - b.at || a.call.index - b.call.index);
    for (const { call, moment, at } of due) this.#tellOf(asOf(call, at), moment, at);
    for (const { user, event, change } of this.#presence.changes()) {
      const last = this.#lastCallOf.get(user.index);
      const wrap = event.startsWith('wut_') && last !== undefined ? { last_call_id: idOf('call', last) } : {};
      this.#tell(`user.${event}.v2`, userInEvent(this.#desk, user, 'v2', { ...change, ...wrap }), now);
      this.#tell(`user.${event}`, userInEvent(this.#desk, user, 'v1', change), now);
    }
  }

  #moments(call: WorldCall): readonly CallMoment[] {
    return timelineOf(this.#desk, call, call.index < this.#scripted);
  }

  #past(call: WorldCall, now: number): Set<string> {
    const past = this.#moments(call).filter(({ at }) => (at ?? now) <= now);
    return new Set(past.map(({ key }) => key));
  }

  #changed({ system, index, before }: WorldChange): void {
    if (system !== 'aircall') return;
    // A call that nothing was expected of any more.
    if (before !== null && index < this.#begun && !this.#told.has(index))
      this.#told.set(index, this.#past(before, this.#desk.clock.now()));
    this.look();
  }

  #tellOf(call: WorldCall, { event, rung }: CallMoment, at: number): void {
    const user = rung === undefined ? undefined : this.#desk.users.find(rung);
    const options = event === 'ivr_option_selected' ? 'drawn' : this.#choices.get(call.index);
    if (call.personIndex !== null) this.#lastCallOf.set(call.personIndex, call.index);
    const told: EventExtras = {
      ...(user === undefined ? {} : { rung: user }),
      ...(options === undefined ? {} : { options }),
    };
    this.#tell(`call.${event}`, callInEvent(this.#desk, call, told), at);
  }

  #step(index: number, step: CallStep): void {
    const now = this.#desk.clock.now();
    const [event, told] = this.#eventOf(index, step, now);
    this.#tell(`call.${event}`, callInEvent(this.#desk, this.#desk.world.call('aircall', index), told), now);
  }

  #eventOf(index: number, step: CallStep, now: number): readonly [event: string, told: EventExtras] {
    switch (step.kind) {
      case 'held':
        return ['hold', {}];
      case 'resumed':
        return ['unhold', {}];
      case 'declined':
        return ['agent_declined', { rung: this.#desk.users.find(step.personIndex) }];
      case 'hand-over-failed':
        return ['unsuccessful_transfer', {}];
      case 'handed-outside':
        return ['external_transferred', { outside: step.number }];
      case 'chose': {
        const options = [...(this.#choices.get(index) ?? []), menuChoice(step.key, step.title, now)];
        this.#choices.set(index, options);
        return ['ivr_option_selected', { options }];
      }
    }
  }
}
