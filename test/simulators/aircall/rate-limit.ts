import type { FastifyReply } from 'fastify';
import type { SimulatorClock } from '../control/clock.ts';
import type { Limits } from '../control/control-plane.ts';
import { bodyOf } from './errors.ts';
import type { AircallSwitches } from './switches.ts';

const windowMs = 60_000;

/**
 * The budget of the whole company (2), shared by every credential. A fixed minute that begins with its first
 * request; whether Aircall's window is fixed or sliding is not told: [I].
 */
export class RateLimit implements Limits {
  readonly #clock: SimulatorClock;
  readonly #switches: { read(): AircallSwitches; change(change: unknown): AircallSwitches };
  #startedAt = -Infinity;
  #used = 0;

  constructor(
    clock: SimulatorClock,
    switches: { read(): AircallSwitches; change(change: unknown): AircallSwitches },
  ) {
    this.#clock = clock;
    this.#switches = switches;
  }

  /** Spends one request and sets the headers. Sends the 429 itself and answers false when nothing is left. */
  async take(reply: FastifyReply): Promise<boolean> {
    const { limitPerMinute: limit, headersOnRateLimit, resetUnit } = this.#switches.read();
    if (limit === null) return true;
    this.#roll();
    const refused = this.#used >= limit;
    if (!refused) this.#used += 1;
    if (headersOnRateLimit === 'always' || (headersOnRateLimit === 'only-on-429' && refused)) {
      const resetAt = this.#startedAt + windowMs;
      void reply.headers({
        'X-AircallApi-Limit': String(limit),
        'X-AircallApi-Remaining': String(Math.max(0, limit - this.#used)),
        'X-AircallApi-Reset': String(resetUnit === 'seconds' ? Math.ceil(resetAt / 1000) : resetAt),
      });
    }
    if (refused) await reply.code(429).send(bodyOf(429));
    return !refused;
  }

  read(): { perMinute: number | null; remaining: number | null } {
    const { limitPerMinute } = this.#switches.read();
    this.#roll();
    return {
      perMinute: limitPerMinute,
      remaining: limitPerMinute === null ? null : Math.max(0, limitPerMinute - this.#used),
    };
  }

  change(change: { perMinute?: number | null | undefined; remaining?: number | undefined }): void {
    if (change.perMinute !== undefined) this.#switches.change({ limitPerMinute: change.perMinute });
    const { limitPerMinute } = this.#switches.read();
    this.#roll();
    if (change.remaining !== undefined && limitPerMinute !== null) {
      this.#used = Math.max(0, limitPerMinute - change.remaining);
    }
  }

  #roll(): void {
    const now = this.#clock.now();
    if (now < this.#startedAt + windowMs && now >= this.#startedAt) return;
    this.#startedAt = now;
    this.#used = 0;
  }
}
