import { z } from 'zod';
import { relayPaths } from '../../../domain/relay.ts';
import { DeskError } from '../../failures.ts';
import type { EventSubscription } from '../live.ts';
import { idText, optionalText } from '../wire-reading.ts';
import type { AircallClient } from './client.ts';

/** What tells our webhooks from others that lead to the same relay. */
const customName = 'Switchdeck';

/**
 * What people at their desks need to see at once (aircall.md 6.3). Always sent as a whole: an update without events
 * would subscribe to everything, what customers say in transcriptions included (5.6).
 */
export const subscribedEvents: readonly string[] = [
  ...[
    ...['created', 'ringing_on_agent', 'agent_declined', 'answered', 'transferred', 'external_transferred'],
    ...[
      'unsuccessful_transfer',
      'hungup',
      'ended',
      'hold',
      'unhold',
      'ivr_option_selected',
      'voicemail_left',
    ],
    ...['assigned', 'archived', 'tagged', 'untagged', 'commented', 'comm_assets_generated'],
  ].map((name) => `call.${name}`),
  ...['created', 'deleted', 'connected', 'disconnected', 'opened', 'closed', 'wut_start', 'wut_end'].map(
    (name) => `user.${name}.v2`,
  ),
  ...['created', 'opened', 'closed', 'deleted'].map((name) => `number.${name}`),
  ...['created', 'updated', 'deleted'].map((name) => `contact.${name}`),
  'integration.deleted',
];

/** aircall.md 4.5. Without the token: a list holds those of all webhooks in clear. */
const Address = z.object({ url: z.string(), custom_name: optionalText });
const OurWebhook = z.object({
  webhook_id: idText,
  /** What does not say that it is active is switched on once more. */
  active: z.boolean().catch(false),
  token: optionalText,
  events: z.array(z.string()).catch([]),
});
type OurWebhook = z.infer<typeof OurWebhook>;
const Answer = z.object({ webhook: OurWebhook });

/** Aircall's sending of events to the relay at `relay`, whose address must be https (aircall.md 5.6). */
export function createEvents(client: AircallClient, relay: string): EventSubscription {
  const url = `${relay}${relayPaths.webhook}`;

  /**
   * Those of ours among all that the credential sees; of others nothing is kept, least of all their tokens. Throws for one
   * of ours that cannot be read: taken for absent, another would be made beside it at every check.
   */
  const ours = async (signal: AbortSignal): Promise<OurWebhook[]> =>
    (await client.allWebhooks(signal)).flatMap((record) => {
      const address = Address.safeParse(record).data;
      if (address?.url !== url || address.custom_name !== customName) return [];
      return [webhookOf(OurWebhook, record)];
    });
  const send = async (
    method: 'POST' | 'PUT',
    path: string,
    body: object,
    signal: AbortSignal,
  ): Promise<OurWebhook> => {
    return webhookOf(Answer, await client.changeWebhook(method, path, body, signal)).webhook;
  };
  const remove = async ({ webhook_id }: OurWebhook, signal: AbortSignal): Promise<void> => {
    try {
      await client.changeWebhook('DELETE', `/${encodeURIComponent(webhook_id)}`, null, signal);
    } catch (error) {
      if (!(error instanceof DeskError) || error.code !== 'not-found') throw error; // somebody else was quicker
    }
  };

  const ensure: EventSubscription['ensure'] = async (signal) => {
    const all = await ours(signal);
    const kept = all.find(({ active }) => active) ?? all[0];
    const events = subscribedEvents;
    if (kept === undefined) {
      const made = await send('POST', '', { url, custom_name: customName, events }, signal);
      return { state: 'on', token: made.token };
    }
    // Two desktops that looked at the same time made one each; every call would be told twice.
    for (const double of all) if (double !== kept) await remove(double, signal);
    if (kept.active && sameEvents(kept.events)) return { state: 'on', token: kept.token };
    const path = `/${encodeURIComponent(kept.webhook_id)}`;
    const repaired = await send('PUT', path, { url, custom_name: customName, events, active: true }, signal);
    return { state: kept.active ? 'on' : 'repaired', token: repaired.token ?? kept.token };
  };

  return {
    async ensure(signal) {
      try {
        return await ensure(signal);
      } catch (error) {
        if (error instanceof DeskError && error.code === 'provider-refused')
          return { state: 'refused', token: null };
        throw error;
      }
    },
    async remove(signal) {
      for (const webhook of await ours(signal)) await remove(webhook, signal);
    },
  };
}

/** Throws DeskError `provider-contract-broken`, which quotes nothing. */
function webhookOf<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const read = schema.safeParse(value);
  if (!read.success) throw new DeskError('provider-contract-broken', { where: 'webhook' });
  return read.data;
}

const sameEvents = (events: readonly string[]): boolean =>
  events.length === subscribedEvents.length && subscribedEvents.every((event) => events.includes(event));
