import type { FastifyInstance } from 'fastify';
import type { RelayContext } from '../context.ts';
import { StoreUnavailable } from '../store/store.ts';

/** What those who run the relay ask it. */
export function addOperationsRoutes(server: FastifyInstance, context: RelayContext): void {
  /** Null where `what` fails because of the store. */
  const unlessLost = async <T>(what: Promise<T>): Promise<T | null> => {
    try {
      return await what;
    } catch (error) {
      if (error instanceof StoreUnavailable) return null;
      throw error;
    }
  };

  server.get('/health', async () => ({ ok: true }));
  server.get('/ready', async (_request, reply) => {
    const ready = (await unlessLost(context.store.check().then(() => true))) ?? false;
    return reply.code(ready ? 200 : 503).send({ ready });
  });
  server.get('/metrics', async (_request, reply) => {
    const pending = await unlessLost(context.store.pending());
    return reply
      .type('text/plain; version=0.0.4; charset=utf-8')
      .send(context.metrics.text({ pending, streams: context.streams.size }));
  });
}
