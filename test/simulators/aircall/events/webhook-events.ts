import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Desk } from '../desk.ts';
import { companyId } from '../identity.ts';
import { EventFeed } from './event-feed.ts';
import { type LineReport, Outbox } from './outbox.ts';
import { createEventPost } from './post-event.ts';

/** What a test does with the events that Aircall sends. */
export interface WebhookEvents {
  /** An event happens now, of any name and with anything in it. */
  tell(event: string, data: object): void;
  /** The company removes the integration: its tokens are worth nothing from then on (6.3). */
  endIntegration(): void;
  /** Sends what is due by the clock as it stands; resolves when that was tried. */
  settled(): Promise<void>;
  report(): readonly LineReport[];
  /** A certificate (PEM) that deliveries trust: a relay's on loopback. */
  trust(pem: string): void;
}

/** Time as it passes brings events too, not only a test that sets it. */
const tickMs = 100;

const Told = z.strictObject({
  event: z.string().min(1),
  data: z.record(z.string(), z.unknown()).default({}),
});

/** Begins with the first webhook: without one nothing is worked out. */
export function createWebhookEvents(desk: Desk): WebhookEvents & { start(): void; stop(): void } {
  const post = createEventPost();
  const outbox = new Outbox(desk, post);
  let scheduled = false;
  const feed = new EventFeed(desk, (event, data, at) => {
    outbox.add(event, data, at);
    if (scheduled) return;
    // Together with whatever else happens at this moment.
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      outbox.pump();
    });
  });
  let ticking: NodeJS.Timeout | null = null;
  let stopWatching: (() => void) | null = null;

  const tick = (): void => {
    feed.look();
    outbox.pump();
  };
  const tell = (event: string, data: object): void => {
    outbox.add(event, data, desk.clock.now());
    outbox.pump();
  };
  return {
    tell,
    endIntegration() {
      tell('integration.deleted', {
        integration_id: 9_400 + (desk.world.options.seed % 1000),
        company_id: companyId,
      });
      for (const { label } of desk.credentials.list())
        if (label !== 'api-key') desk.credentials.revoke(label);
    },
    async settled() {
      feed.look();
      await outbox.settled();
    },
    report: () => outbox.report(),
    trust: (pem) => post.trust(pem),
    start() {
      if (ticking !== null) return;
      feed.start();
      ticking = setInterval(tick, tickMs).unref();
      // After the feed, which looks at the new time first.
      stopWatching = desk.clock.onSet(() => outbox.pump());
    },
    stop() {
      if (ticking !== null) clearInterval(ticking);
      stopWatching?.();
      feed.stop();
      outbox.close();
    },
  };
}

/** The part of the control plane that is about events. */
export function addEventControl(server: FastifyInstance, events: WebhookEvents): void {
  server.get('/__sim/webhooks', async () => ({ webhooks: events.report() }));
  server.post('/__sim/webhooks/tick', async () => {
    await events.settled();
    return { webhooks: events.report() };
  });
  server.post('/__sim/webhooks/event', async (request) => {
    const { event, data } = Told.parse(request.body);
    events.tell(event, data);
    return { event };
  });
  server.post('/__sim/integration/delete', async () => {
    events.endIntegration();
    return { deleted: true };
  });
}
