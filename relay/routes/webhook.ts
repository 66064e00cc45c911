import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { relayPaths } from '../../domain/relay.ts';
import type { RelayContext } from '../context.ts';

/** Aircall 6.1: always these five; what else comes is not our business yet. */
const Envelope = z.object({
  resource: z.string().min(1).max(100),
  event: z
    .string()
    .regex(/^[a-z_]+(?:\.[a-z0-9_]+)+$/)
    .max(100),
  timestamp: z.number().int().nonnegative(),
  token: z.string().min(1).max(500),
  data: z.record(z.string(), z.unknown()),
});

const groups: Readonly<Record<string, string>> = {
  call: 'call',
  user: 'user',
  number: 'number',
  contact: 'contact',
  message: 'message',
  group_message: 'message',
  transcription: 'intelligence',
  summary: 'intelligence',
  topics: 'intelligence',
  sentiment: 'intelligence',
  action_item: 'intelligence',
  playbook_result: 'intelligence',
  realtime_transcription: 'intelligence',
  custom_summary: 'intelligence',
  call_evaluation: 'intelligence',
  ai_voice_agent: 'voice-agent',
  analytics: 'analytics',
  integration: 'integration',
};

/** The group of an event by its name (Aircall 6.3). A map, for names may be those of an object's own members. */
const groupOf = new Map(Object.entries(groups));

const largestDeliveryBytes = 1024 * 1024;

/** Takes Aircall's deliveries. They are counted and dropped for now; passing them on to desktops comes later. */
export function addWebhookRoute(server: FastifyInstance, context: RelayContext): void {
  server.post(relayPaths.webhook, { bodyLimit: largestDeliveryBytes }, async (request, reply) => {
    const envelope = Envelope.safeParse(request.body);
    const group = envelope.success
      ? (groupOf.get(envelope.data.event.split('.', 1)[0] ?? '') ?? 'other')
      : 'malformed';
    context.metrics.count('switchdeck_relay_webhooks_total', { group });
    return reply.code(envelope.success ? 204 : 400).send();
  });
}
