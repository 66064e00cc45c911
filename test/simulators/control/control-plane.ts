/**
 * The control plane: what a test (or a person with curl) does to a simulator while it serves.
 *
 * A simulator builds a `Control` and calls `addControlPlane(server, control)` BEFORE it registers its routes; the
 * same object is handed to tests as `simulator.control`. A simulator of several servers adds it to each of them.
 * Its credential and limit hooks must let `isControlPath(request.url)` pass.
 *
 * | route | body | does |
 * | --- | --- | --- |
 * | GET /__sim/state | | everything below, as it stands |
 * | POST /__sim/time | `{set?, advanceMs?, frozen?}` | moves, freezes or frees the clock; `set` is epoch ms or ISO 8601 |
 * | POST /__sim/faults | a `FaultRule` | adds it, answers `{id}` |
 * | DELETE /__sim/faults, /__sim/faults/:id | | clears all, or one |
 * | POST /__sim/tokens/expire, /__sim/tokens/revoke | `{token?}` | one credential by its label, or all |
 * | POST /__sim/switches | some of the switches | |
 * | POST /__sim/limits | `{perMinute?, remaining?}` | null lifts the limit |
 * | POST /__sim/calls | `Ring` | a call happens now: answers `{index, id}` |
 * | POST /__sim/calls/:index/answer, /hangup | `Answer`, `HangUp` | the next step |
 * | POST /__sim/calls/:index/hold, /unhold | | the caller is made to wait, or no longer |
 * | POST /__sim/calls/:index/decline, /choose, /transfer | `Decline`, `Choose`, `HandOver` | what else happens to a running call |
 * | PATCH /__sim/calls/:index | `LateChange` | something is written on a call that is over |
 * | DELETE /__sim/calls/:index | | a call that is over is deleted: no list has it any more, asking for it gives 404 |
 *
 * A body that is not understood gives 400, a position or step that does not exist 409. No credential: loopback only.
 */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SimulatorClock } from './clock.ts';
import { addFaultHooks, controlPrefix, isControlPath } from './fault-hooks.ts';
import { FaultRule, type Faults } from './faults.ts';
import {
  Answer,
  Choose,
  Decline,
  HandOver,
  type HappeningCalls,
  HangUp,
  LateChange,
  Ring,
} from './happening-calls.ts';

export { isControlPath } from './fault-hooks.ts';

/** The credentials a simulator gave out. Labels are safe to print; they are not the tokens. */
export interface TokenDesk {
  list(): readonly { readonly label: string; readonly state: 'valid' | 'expired' | 'revoked' }[];
  /** Ends the life of one credential, or of all. Returns how many. A provider whose tokens never expire answers 0. */
  expire(label: string | null): number;
  /** Takes back one credential, or all. Returns how many. */
  revoke(label: string | null): number;
}

export interface Limits {
  read(): { readonly perMinute: number | null; readonly remaining: number | null };
  /** `remaining`: how many more requests pass in the running minute. */
  change(change: { perMinute?: number | null | undefined; remaining?: number | undefined }): void;
}

/** What the simulator allows to be done to it. `S` are its own switches. */
export interface Control<S> {
  readonly clock: SimulatorClock;
  readonly faults: Faults;
  readonly calls: HappeningCalls;
  readonly tokens: TokenDesk;
  readonly limits: Limits;
  readonly switches: {
    read(): S;
    /** Throws ZodError when the change is not one. */
    change(change: unknown): S;
  };
  /** The provider's own id of a call, by its position in the world. */
  idOf(callIndex: number): string | number;
  /** The provider's own body for an error status, for faults that give none. */
  bodyOf(status: number): unknown;
}

const TimeChange = z.strictObject({
  set: z
    .union([z.number().int(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))])
    .optional(),
  advanceMs: z.number().int().optional(),
  frozen: z.boolean().optional(),
});
const Which = z.strictObject({ token: z.string().nullable().default(null) });
const LimitChange = z.strictObject({
  perMinute: z.number().int().positive().nullable().optional(),
  remaining: z.number().int().nonnegative().optional(),
});
const Position = z.object({ index: z.coerce.number().int().nonnegative() });

const loopback = /^(127\.|::1$|::ffff:127\.)/u;

/** Adds faults in front of, and `/__sim` beside, the routes that are registered afterwards. */
export function addControlPlane<S>(server: FastifyInstance, control: Control<S>): void {
  const { clock, faults, calls, tokens, limits, switches } = control;
  addFaultHooks(server, faults, (status) => control.bodyOf(status));

  const state = () => ({
    now: clock.now(),
    at: new Date(clock.now()).toISOString(),
    frozen: clock.frozen,
    switches: switches.read(),
    limits: limits.read(),
    tokens: tokens.list(),
    faults: faults.list(),
    running: calls.running().map((call) => ({ ...call, id: control.idOf(call.index) })),
  });

  server.addHook('onRequest', async (request, reply) => {
    if (isControlPath(request.url) && !loopback.test(request.ip)) {
      await reply.code(403).send({ error: 'the control plane is for loopback only' });
    }
  });

  void server.register(
    async (plane) => {
      plane.setErrorHandler(async (error, _request, reply) => {
        if (error instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(error) });
        if (error instanceof RangeError) return reply.code(409).send({ error: error.message });
        throw error;
      });

      plane.get('/state', async () => state());
      plane.post('/time', async (request) => {
        const change = TimeChange.parse(request.body ?? {});
        if (change.frozen === true) clock.freeze();
        if (change.frozen === false) clock.run();
        if (change.set !== undefined) clock.set(change.set);
        if (change.advanceMs !== undefined) clock.advance(change.advanceMs);
        return state();
      });
      plane.post('/faults', async (request) => ({ id: faults.add(FaultRule.parse(request.body)) }));
      plane.delete('/faults', async () => ({ cleared: faults.clear() }));
      plane.delete<{ Params: { id: string } }>('/faults/:id', async (request) => ({
        cleared: faults.clear(Number(request.params.id)),
      }));
      plane.post('/tokens/expire', async (request) => ({
        changed: tokens.expire(Which.parse(request.body ?? {}).token),
      }));
      plane.post('/tokens/revoke', async (request) => ({
        changed: tokens.revoke(Which.parse(request.body ?? {}).token),
      }));
      plane.post('/switches', async (request) => switches.change(request.body ?? {}));
      plane.post('/limits', async (request) => {
        limits.change(LimitChange.parse(request.body ?? {}));
        return limits.read();
      });
      plane.post('/calls', async (request) => {
        const index = calls.ring(Ring.parse(request.body ?? {}));
        return { index, id: control.idOf(index) };
      });
      plane.post('/calls/:index/answer', async (request) =>
        calls.answer(Position.parse(request.params).index, Answer.parse(request.body ?? {})),
      );
      plane.post('/calls/:index/hangup', async (request) =>
        calls.hangUp(Position.parse(request.params).index, HangUp.parse(request.body ?? {})),
      );
      for (const [verb, held] of [
        ['hold', true],
        ['unhold', false],
      ] as const) {
        plane.post(`/calls/:index/${verb}`, async (request) => {
          const { index } = Position.parse(request.params);
          calls.hold(index, held);
          return { index, held };
        });
      }
      plane.post('/calls/:index/decline', async (request) => {
        const { index } = Position.parse(request.params);
        calls.decline(index, Decline.parse(request.body ?? {}));
        return { index };
      });
      plane.post('/calls/:index/choose', async (request) => {
        const { index } = Position.parse(request.params);
        calls.choose(index, Choose.parse(request.body));
        return { index };
      });
      plane.post('/calls/:index/transfer', async (request) => {
        const { index } = Position.parse(request.params);
        calls.handOver(index, HandOver.parse(request.body));
        return { index };
      });
      plane.patch('/calls/:index', async (request) =>
        calls.changeLate(Position.parse(request.params).index, LateChange.parse(request.body ?? {})),
      );
      plane.delete('/calls/:index', async (request) => {
        const { index } = Position.parse(request.params);
        calls.remove(index);
        return { removed: control.idOf(index) };
      });
    },
    { prefix: controlPrefix },
  );
}
