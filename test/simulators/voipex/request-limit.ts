import type { FastifyInstance } from 'fastify';
import type { SimulatorClock } from '../control/clock.ts';
import { isControlPath, type Limits } from '../control/control-plane.ts';
import { problemBody } from './problem.ts';
import type { VoipexSwitches } from './switches.ts';

const minute = 60_000;

/** A limit per minute over the APIs together. VoIPEX publishes none (section 3), so there is none until one is set. */
export class RequestLimit implements Limits {
  readonly #clock: SimulatorClock;
  #perMinute: number | null = null;
  #minute = 0;
  #left = Number.POSITIVE_INFINITY;

  constructor(clock: SimulatorClock) {
    this.#clock = clock;
  }

  read(): ReturnType<Limits['read']> {
    this.#turn();
    return { perMinute: this.#perMinute, remaining: Number.isFinite(this.#left) ? this.#left : null };
  }

  change({ perMinute, remaining }: Parameters<Limits['change']>[0]): void {
    this.#turn();
    if (perMinute !== undefined) {
      this.#perMinute = perMinute;
      this.#left = perMinute ?? Number.POSITIVE_INFINITY;
    }
    if (remaining !== undefined) this.#left = remaining;
  }

  /** Refuses requests above the limit with 429 and `Retry-After`, in seconds until the next minute. [I] */
  guard(server: FastifyInstance, switches: () => VoipexSwitches): void {
    server.addHook('onRequest', async (request, reply) => {
      if (isControlPath(request.url)) return;
      this.#turn();
      if (this.#left > 0) {
        this.#left--;
        return;
      }
      const wait = Math.ceil(((this.#minute + 1) * minute - this.#clock.now()) / 1000);
      await reply
        .code(429)
        .header('retry-after', String(wait))
        .send(problemBody(switches(), 429, 'Too Many Requests'));
    });
  }

  #turn(): void {
    const current = Math.floor(this.#clock.now() / minute);
    if (current === this.#minute) return;
    this.#minute = current;
    this.#left = this.#perMinute ?? Number.POSITIVE_INFINITY;
  }
}
