import { setTimeout as after } from 'node:timers/promises';
import type { FastifyError, FastifyInstance } from 'fastify';
import { relayPaths } from '../../domain/relay.ts';
import type { RelayContext } from '../context.ts';
import {
  Delivery,
  entryOf,
  groupOf,
  integrationDeleted,
  isShallow,
  streamedGroups,
} from '../events/delivery.ts';
import { sha256 } from '../secrets.ts';
import { StoreUnavailable } from '../store/store.ts';

const largestDeliveryBytes = 1024 * 1024;
/** Aircall gives up after five seconds (6.2). Told earlier that it was not taken, it sends it again. */
const patienceMs = 4_000;

/** Rejects with `StoreUnavailable` what takes longer than Aircall waits. It may come to its end all the same. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = after(patienceMs, null, { signal: over.signal, ref: false }).then(
    () => Promise.reject(new StoreUnavailable('late')),
    () => work, // the work was done first
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}

/**
 * Takes Aircall's deliveries: 204 once the event is in the log, whoever listens. Whatever is wrong with one, be it its
 * token or its shape, the answer is the same.
 */
export function addWebhookRoute(server: FastifyInstance, context: RelayContext): void {
  const { store, events, metrics, clock } = context;

  /** Whether the delivery is of a company we know; then it is in the log. */
  const take = async (delivery: Delivery, group: string): Promise<boolean> => {
    const company = await store.companyOfWebhook(sha256(delivery.token), clock.now());
    if (company === null) return false;
    await context.polling.noteDelivery(company);
    if (!streamedGroups.has(group)) return true;
    const outcome = await events.append(company, entryOf(delivery));
    metrics.count('switchdeck_relay_events_total', { outcome });
    // Also when it came before: whatever was to follow then may have failed.
    if (delivery.event === integrationDeleted) {
      await context.polling.forget(company);
      await store.endCompany(company, clock.now());
    }
    return true;
  };

  server.post(
    relayPaths.webhook,
    {
      bodyLimit: largestDeliveryBytes,
      errorHandler: (error: FastifyError | Error, _request, reply) => {
        const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
        if (status >= 500) throw error; // the store, or a bug: as everywhere
        metrics.count('switchdeck_relay_webhooks_total', { group: 'malformed' });
        void reply.code(status === 413 ? 413 : 403).send();
      },
    },
    async (request, reply) => {
      const read = Delivery.safeParse(request.body);
      if (!read.success || !isShallow(read.data.data)) {
        metrics.count('switchdeck_relay_webhooks_total', { group: 'malformed' });
        return reply.code(403).send();
      }
      const group = groupOf(read.data.event);
      const taken = await inTime(take(read.data, group));
      metrics.count('switchdeck_relay_webhooks_total', { group: taken ? group : 'unknown-token' });
      return reply.code(taken ? 204 : 403).send();
    },
  );
}
