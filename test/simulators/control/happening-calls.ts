import { z } from 'zod';
import type { System, World, WorldCall } from '../world/world.ts';
import type { SimulatorClock } from './clock.ts';

const index = z.number().int().nonnegative();

/** What is told about a call that begins now. Positions are those of the world's lists for the system. */
export const Ring = z.strictObject({
  direction: z.enum(['in', 'out', 'internal']).default('in'),
  /** E.164, null to withhold it; for internal calls the other extension. Left out: the contact's, else a stranger's. */
  remote: z.string().min(1).nullable().optional(),
  contactIndex: index.optional(),
  numberIndex: index.default(0),
  teamIndex: index.nullable().optional(),
  /** Who calls (out, internal). */
  personIndex: index.optional(),
  /** Whose phones ring (in). */
  rungIndexes: z.array(index).default([0]),
});
export const Answer = z.strictObject({ personIndex: index.optional() });
export const HangUp = z.strictObject({
  /** Left out: answered when somebody answered, else missed. */
  ending: z
    .enum([
      'answered',
      'missed',
      'no-agent',
      'abandoned-queue',
      'abandoned-ivr',
      'short-abandoned',
      'closed',
      'voicemail',
      'busy',
      'failed',
    ])
    .optional(),
  recorded: z.boolean().optional(),
  transferredToIndex: index.nullable().optional(),
  tagIndexes: z.array(index).default([]),
  notes: z
    .array(z.strictObject({ text: z.string(), personIndex: index.nullable().default(null) }))
    .default([]),
});

/** Somebody does not take the call that rings at their phone. */
export const Decline = z.strictObject({ personIndex: index.optional() });
/** What the caller chooses in the voice menu. */
export const Choose = z.strictObject({ title: z.string().min(1), key: z.string().min(1).default('1') });
/** To a colleague, or outside; `fails`: nobody took it, so the call stays where it is. */
export const HandOver = z
  .strictObject({
    personIndex: index.optional(),
    number: z.string().min(1).optional(),
    fails: z.boolean().default(false),
  })
  .refine(({ personIndex, number }) => (personIndex === undefined) !== (number === undefined), {
    error: 'give personIndex or number',
  });

/** A step of a running call that leaves nothing in the call itself. */
export type CallStep =
  | { readonly kind: 'held' | 'resumed' }
  | { readonly kind: 'declined' | 'hand-over-failed'; readonly personIndex: number }
  | { readonly kind: 'chose'; readonly title: string; readonly key: string }
  | { readonly kind: 'handed-outside'; readonly number: string };

/** What may be written on a call after it has ended. Lists take the place of what there was. */
export const LateChange = z.strictObject({
  tagIndexes: z.array(index).optional(),
  notes: z
    .array(z.strictObject({ text: z.string(), personIndex: index.nullable().default(null) }))
    .optional(),
  recorded: z.boolean().optional(),
  transferredToIndex: index.nullable().optional(),
});

/**
 * Calls that a test or a person makes happen now: ring, answer, hang up. They are the world's own calls, so every
 * list and every running-call view of the simulator shows them.
 */
export class HappeningCalls {
  readonly #world: World;
  readonly #clock: SimulatorClock;
  readonly system: System;
  readonly #running = new Set<number>();
  readonly #watchers = new Set<(at: number, step: CallStep) => void>();

  constructor(world: World, system: System, clock: SimulatorClock) {
    this.#world = world;
    this.system = system;
    this.#clock = clock;
  }

  /**
   * A call begins. Returns its position among the calls of the system.
   * Throws RangeError when a position is not in the world, or the clock stands before the world's last call.
   */
  ring(input: z.input<typeof Ring> = {}): number {
    const ring = Ring.parse(input);
    if (ring.direction === 'internal' && this.system === 'aircall') {
      throw new RangeError('Aircall exposes no internal calls');
    }
    const contact = ring.contactIndex === undefined ? null : this.#world.contact(ring.contactIndex);
    const person = ring.direction === 'in' ? null : (ring.personIndex ?? 0);
    for (const each of [...ring.rungIndexes, person]) this.#mustKnow(this.#world.people(this.system), each);
    this.#mustKnow(this.#world.numbers(this.system), ring.numberIndex);
    this.#mustKnow(this.#world.teams(this.system), ring.teamIndex ?? null);
    const at = this.#world.append(this.system, {
      direction: ring.direction,
      ending: 'missed',
      startedAt: this.#second(),
      answeredAt: null,
      endedAt: null,
      remote: ring.remote === undefined ? (contact?.e164 ?? '+420585112233') : ring.remote,
      contactIndex: contact?.index ?? null,
      numberIndex: ring.direction === 'internal' ? null : ring.numberIndex,
      teamIndex: ring.direction === 'in' ? (ring.teamIndex ?? null) : null,
      personIndex: person,
      rungIndexes: ring.direction === 'in' ? ring.rungIndexes : [],
      transferredToIndex: null,
      recorded: false,
      tagIndexes: [],
      notes: [],
      link: null,
    });
    this.#running.add(at);
    return at;
  }

  /** Somebody takes the call; for inbound ones the first who was rung, unless told. */
  answer(at: number, input: z.input<typeof Answer> = {}): WorldCall {
    const call = this.#mustRun(at);
    const { personIndex } = Answer.parse(input);
    const taker = personIndex ?? call.personIndex ?? call.rungIndexes[0] ?? 0;
    this.#mustKnow(this.#world.people(this.system), taker);
    this.#world.amend(this.system, at, {
      answeredAt: this.#second(),
      ending: 'answered',
      ...(call.direction === 'in'
        ? { personIndex: taker, rungIndexes: call.rungIndexes.filter((rung) => rung !== taker) }
        : {}),
    });
    return this.#world.call(this.system, at);
  }

  /** Tells of steps that leave nothing in the call. Returns what ends it. */
  onStep(watcher: (at: number, step: CallStep) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** The caller is made to wait, or no longer. */
  hold(at: number, held: boolean): void {
    if (this.#mustRun(at).answeredAt === null) throw new RangeError(`nobody talks in call ${String(at)}`);
    this.#step(at, { kind: held ? 'held' : 'resumed' });
  }

  /** One of those who are rung declines; the first, unless told. */
  decline(at: number, input: z.input<typeof Decline> = {}): void {
    const { rungIndexes } = this.#mustRun(at);
    const personIndex = Decline.parse(input).personIndex ?? rungIndexes[0];
    if (personIndex === undefined || !rungIndexes.includes(personIndex))
      throw new RangeError(`call ${String(at)} does not ring there`);
    this.#step(at, { kind: 'declined', personIndex });
  }

  choose(at: number, input: z.input<typeof Choose>): void {
    this.#mustRun(at);
    this.#step(at, { kind: 'chose', ...Choose.parse(input) });
  }

  /** The call goes on with a colleague, or outside. */
  handOver(at: number, input: z.input<typeof HandOver>): void {
    this.#mustRun(at);
    const { personIndex, number, fails } = HandOver.parse(input);
    this.#mustKnow(this.#world.people(this.system), personIndex ?? null);
    if (number !== undefined) this.#step(at, { kind: 'handed-outside', number });
    else if (personIndex !== undefined && fails) this.#step(at, { kind: 'hand-over-failed', personIndex });
    else if (personIndex !== undefined)
      this.#world.amend(this.system, at, { transferredToIndex: personIndex });
  }

  /** The call is over. */
  hangUp(at: number, input: z.input<typeof HangUp> = {}): WorldCall {
    const call = this.#mustRun(at);
    const told = HangUp.parse(input);
    const endedAt = this.#second();
    this.#world.amend(this.system, at, {
      ending: told.ending ?? (call.answeredAt === null ? 'missed' : 'answered'),
      endedAt,
      recorded: told.recorded ?? call.answeredAt !== null,
      transferredToIndex:
        told.transferredToIndex === undefined ? call.transferredToIndex : told.transferredToIndex,
      tagIndexes: [...new Set([...call.tagIndexes, ...told.tagIndexes])],
      notes: [...call.notes, ...told.notes.map((note) => ({ ...note, at: endedAt }))],
    });
    this.#running.delete(at);
    return this.#world.call(this.system, at);
  }

  /** The last calls that are over, newest first; deleted ones are not among them. */
  over(count: number): readonly WorldCall[] {
    const found: WorldCall[] = [];
    for (let at = this.#world.count(this.system) - 1; at >= 0 && found.length < count; at -= 1) {
      const call = this.#world.call(this.system, at);
      if (this.#isOver(call)) found.push(call);
    }
    return found;
  }

  /** Something is written on a call that is over, as people do days later. */
  changeLate(at: number, input: z.input<typeof LateChange>): WorldCall {
    this.#mustBeOver(at);
    const { notes, ...change } = LateChange.parse(input);
    for (const each of [change.transferredToIndex ?? null, ...(notes ?? []).map((note) => note.personIndex)])
      this.#mustKnow(this.#world.people(this.system), each);
    for (const each of change.tagIndexes ?? []) this.#mustKnow(this.#world.tags, each);
    const writtenAt = this.#second();
    const told = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    this.#world.amend(this.system, at, {
      ...told,
      ...(notes === undefined ? {} : { notes: notes.map((note) => ({ ...note, at: writtenAt })) }),
    });
    return this.#world.call(this.system, at);
  }

  /** A call that is over is deleted at the provider: as if it had never been. */
  remove(at: number): void {
    this.#mustBeOver(at);
    this.#world.remove(this.system, at);
  }

  /** Calls made to happen that are not over, oldest first. */
  running(): readonly WorldCall[] {
    return [...this.#running].map((at) => this.#world.call(this.system, at));
  }

  #isOver({ index: at, endedAt }: WorldCall): boolean {
    return endedAt !== null && endedAt <= this.#clock.now() && !this.#world.isRemoved(this.system, at);
  }

  #mustBeOver(at: number): void {
    if (!this.#isOver(this.#world.call(this.system, at)))
      throw new RangeError(`call ${String(at)} is not over, or was deleted`);
  }

  #step(at: number, step: CallStep): void {
    for (const watcher of this.#watchers) watcher(at, step);
  }

  #second(): number {
    return Math.floor(this.#clock.now() / 1000) * 1000;
  }

  #mustRun(at: number): WorldCall {
    if (!this.#running.has(at)) throw new RangeError(`call ${String(at)} does not run`);
    return this.#world.call(this.system, at);
  }

  #mustKnow(list: readonly unknown[], at: number | null): void {
    if (at !== null && at >= list.length) throw new RangeError(`there is no position ${String(at)}`);
  }
}
