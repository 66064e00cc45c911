import { Draw } from '../../world/draw.ts';
import type { Webhook } from '../books/webhook-book.ts';
import type { Desk } from '../desk.ts';
import { eventEnvelope } from '../wire/records.ts';
import type { EventPost } from './post-event.ts';

interface Delivery {
  readonly event: string;
  readonly body: string;
  attempts: number;
  /** Epoch ms of the simulated clock. */
  dueAt: number;
  failedAt: number | null;
}

/** How one webhook fares. */
interface Line {
  waiting: Delivery[];
  running: Promise<void> | null;
  delivered: number;
  /** Never sent, by switch. */
  dropped: number;
  failures: number;
  inARow: number;
  /** Switched off here, and not by a client. */
  switchedOff: boolean;
}

/** What became of the deliveries to a webhook. */
export interface LineReport {
  readonly webhookId: string;
  readonly url: string;
  readonly active: boolean;
  readonly waiting: number;
  readonly delivered: number;
  readonly dropped: number;
  readonly failures: number;
}

/** Failed events are tried again for so long after their webhook was switched off (6.2). */
const lastTriesMs = 12 * 3_600_000;

/**
 * Sends events to the webhooks that subscribed to them: at least once, again after anything but a 2xx in time, until the
 * webhook is switched off (6.2). Waits by the simulated clock; each webhook has a line of its own.
 */
export class Outbox {
  readonly #desk: Desk;
  readonly #post: EventPost;
  readonly #lines = new Map<string, Line>();
  readonly #draw: Draw;
  #closed = false;

  constructor(desk: Desk, post: EventPost) {
    this.#desk = desk;
    this.#post = post;
    this.#draw = new Draw(desk.world.options.seed, 901);
  }

  /** An event happened at an instant (epoch ms): whoever subscribed to it gets it. */
  add(event: string, data: object, at: number): void {
    const { webhooks: switches } = this.#desk.switches();
    const subscribed = this.#desk.webhooks.subscribedTo(event);
    for (const webhook of subscribed) {
      // Only webhooks made with OAuth hear of it (6.3).
      if (event === 'integration.deleted' && webhook.owner === 'api-key') continue;
      const line = this.#lineOf(webhook);
      if (this.#draw.chance(switches.drop)) {
        line.dropped += 1;
        continue;
      }
      const body = JSON.stringify(eventEnvelope(webhook, event, data, at));
      const copies = this.#draw.chance(switches.double) ? 2 : 1;
      for (let n = 0; n < copies; n += 1) {
        const { from, to } = switches.delay;
        const lateMs = (from + this.#draw.unit() * Math.max(0, to - from)) * 1000;
        const dueAt = this.#desk.clock.now() + lateMs;
        line.waiting.push({ event, body, attempts: 0, dueAt, failedAt: null });
      }
    }
  }

  /** Sends what is due. */
  pump(): void {
    if (this.#closed) return;
    for (const [id, line] of this.#lines) {
      if (line.running !== null) continue;
      if (this.#due(id, line).length === 0) continue;
      line.running = this.#send(id, line).finally(() => {
        line.running = null;
        // What became due meanwhile.
        this.pump();
      });
    }
  }

  /** Resolves when nothing is being sent and nothing is due by the clock as it stands. */
  async settled(): Promise<void> {
    this.pump();
    for (;;) {
      const running = [...this.#lines.values()].flatMap((line) => line.running ?? []);
      if (running.length === 0) return;
      await Promise.all(running);
    }
  }

  report(): readonly LineReport[] {
    return this.#desk.webhooks.all().map((webhook) => {
      const { waiting, delivered, dropped, failures } = this.#lineOf(webhook);
      return {
        webhookId: webhook.id,
        url: webhook.url,
        active: webhook.active,
        ...{ waiting: waiting.length, delivered, dropped, failures },
      };
    });
  }

  close(): void {
    this.#closed = true;
    this.#post.close();
  }

  #lineOf({ id }: Webhook): Line {
    const known = this.#lines.get(id);
    if (known !== undefined) return known;
    const line = {
      ...{ waiting: [], running: null, delivered: 0, dropped: 0, failures: 0, inARow: 0, switchedOff: false },
    };
    this.#lines.set(id, line);
    return line;
  }

  #webhook(id: string): Webhook | undefined {
    return this.#desk.webhooks.all().find((webhook) => webhook.id === id);
  }

  /** What is to be sent now; drops what no longer is to be sent at all. */
  #due(id: string, line: Line): readonly Delivery[] {
    const webhook = this.#webhook(id);
    const now = this.#desk.clock.now();
    if (webhook?.active === true && line.switchedOff) {
      // A client switched it on again.
      line.switchedOff = false;
      line.inARow = 0;
      line.failures = 0;
    }
    if (webhook === undefined || (!webhook.active && !line.switchedOff)) line.waiting = [];
    else if (line.switchedOff)
      line.waiting = line.waiting.filter(({ failedAt }) => failedAt !== null && now - failedAt < lastTriesMs);
    return line.waiting.filter(({ dueAt }) => dueAt <= now);
  }

  async #send(id: string, line: Line): Promise<void> {
    const { webhooks: switches } = this.#desk.switches();
    const due = [...this.#due(id, line)];
    if (switches.shuffle) {
      for (let last = due.length - 1; last > 0; last -= 1) {
        const other = this.#draw.below(last + 1);
        const [a, b] = [due[last], due[other]];
        if (a !== undefined && b !== undefined) [due[last], due[other]] = [b, a];
      }
    }
    for (const delivery of due) {
      const webhook = this.#webhook(id);
      if (this.#closed || webhook === undefined) return;
      // One that was switched off meanwhile waits for its turn to be tried again.
      if (!webhook.active && delivery.failedAt === null) continue;
      const taken = await this.#post.send(webhook.url, delivery.body, switches.timeoutMs);
      if (taken) this.#took(webhook, line, delivery);
      else this.#failed(webhook, line, delivery);
    }
  }

  #took(webhook: Webhook, line: Line, delivery: Delivery): void {
    line.waiting = line.waiting.filter((other) => other !== delivery);
    line.delivered += 1;
    line.inARow = 0;
    if (!line.switchedOff) return;
    line.switchedOff = false;
    line.failures = 0;
    this.#desk.webhooks.setActive(webhook.id, true);
  }

  #failed(webhook: Webhook, line: Line, delivery: Delivery): void {
    const { counting, failures: most, retrySeconds } = this.#desk.switches().webhooks;
    const now = this.#desk.clock.now();
    delivery.attempts += 1;
    delivery.failedAt ??= now;
    delivery.dueAt = now + retrySeconds * 1000;
    line.failures += 1;
    line.inARow += 1;
    const counts = { attempts: delivery.attempts, 'in-a-row': line.inARow, 'at-all': line.failures };
    if (counts[counting] < most || line.switchedOff) return;
    line.switchedOff = true;
    this.#desk.webhooks.setActive(webhook.id, false);
  }
}
