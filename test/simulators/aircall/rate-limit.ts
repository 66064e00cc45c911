import type { FastifyReply } from 'fastify';
import type { SimulatorClock } from '../control/clock.ts';
import type { Limits } from '../control/control-plane.ts';
import { bodyOf } from './errors.ts';
import { MinuteWindow } from './minute-window.ts';
import type { AircallSwitches } from './switches.ts';

/**
 * The budget of the whole company (2), shared by every credential. Whether Aircall's window is a fixed minute or a
 * sliding one is not told: [I].
 */
export class RateLimit implements Limits {
  readonly #clock: SimulatorClock;
  readonly #switches: { read(): AircallSwitches; change(change: unknown): AircallSwitches };
  readonly #window = new MinuteWindow();

  constructor(
    clock: SimulatorClock,
    switches: { read(): AircallSwitches; change(change: unknown): AircallSwitches },
  ) {
    this.#clock = clock;
    this.#switches = switches;
  }

  /** Spends one request and sets the headers. Sends the 429 itself and answers false when nothing is left. */
  async take(reply: FastifyReply): Promise<boolean> {
    const { limitPerMinute: limit, headersOnRateLimit, resetUnit, rateWindow } = this.#switches.read();
    if (limit === null) return true;
    const { refused, remaining, resetAt } = this.#window.take(rateWindow, limit, this.#clock.now());
    if (headersOnRateLimit === 'always' || (headersOnRateLimit === 'only-on-429' && refused)) {
      void reply.headers({
        'X-AircallApi-Limit': String(limit),
        'X-AircallApi-Remaining': String(remaining),
        'X-AircallApi-Reset': String(resetUnit === 'seconds' ? Math.ceil(resetAt / 1000) : resetAt),
      });
    }
    if (refused) await reply.code(429).send(bodyOf(429));
    return !refused;
  }

  read(): { perMinute: number | null; remaining: number | null } {
    const { limitPerMinute, rateWindow } = this.#switches.read();
    const now = this.#clock.now();
    return {
      perMinute: limitPerMinute,
      remaining: limitPerMinute === null ? null : this.#window.remaining(rateWindow, limitPerMinute, now),
    };
  }

  change(change: { perMinute?: number | null | undefined; remaining?: number | undefined }): void {
    if (change.perMinute !== undefined) this.#switches.change({ limitPerMinute: change.perMinute });
    const { limitPerMinute, rateWindow } = this.#switches.read();
    if (change.remaining !== undefined && limitPerMinute !== null) {
      this.#window.use(rateWindow, limitPerMinute - change.remaining, this.#clock.now());
    }
  }
}
