import { randomUUID } from 'node:crypto';
import { badRequest } from '../errors.ts';
import type { Caller } from '../credentials.ts';

/** Where events are sent (6). */
export interface Webhook {
  readonly id: string;
  readonly createdAt: number;
  readonly customName: string;
  readonly url: string;
  readonly active: boolean;
  readonly token: string;
  readonly events: readonly string[];
  /** Label of the credential that made it: OAuth sees only its own, Basic those made with Basic (1.3). */
  readonly owner: string;
}

const most = 100;

const named = (resource: string, names: string): readonly string[] =>
  names.split(' ').map((name) => `${resource}.${name}`);
const userEvents = 'created deleted connected disconnected opened closed wut_start wut_end';

/** The names of 6.3. */
export const eventNames: readonly string[] = [
  ...named('call', 'created ringing_on_agent agent_declined answered transferred external_transferred'),
  ...named(
    'call',
    'unsuccessful_transfer hungup ended hold unhold ivr_option_selected comm_assets_generated',
  ),
  ...named('call', 'voicemail_left assigned archived tagged untagged commented'),
  ...named('user', userEvents).map((name) => `${name}.v2`),
  ...named('user', userEvents),
  ...named('number', 'created opened closed deleted'),
  ...named('contact', 'created updated deleted'),
  ...named('message', 'sent received status_updated'),
  ...named('group_message', 'sent received status_updated'),
  ...[
    'transcription.created',
    'summary.created',
    'topics.created',
    'sentiment.created',
    'action_item.created',
  ],
  ...['playbook_result.created', 'playbook_result.updated', 'realtime_transcription.utterances_received'],
  ...['custom_summary.result_created', 'custom_summary.result_updated'],
  ...['call_evaluation.created', 'call_evaluation.updated'],
  ...named('ai_voice_agent', 'started ended escalated summary'),
  ...['analytics.report_created', 'analytics.report_failed', 'integration.deleted'],
];

export interface WebhookChange {
  readonly url?: string | undefined;
  readonly customName?: string | undefined;
  readonly events?: readonly string[] | undefined;
  readonly active?: boolean | undefined;
}

export class WebhookBook {
  readonly #webhooks = new Map<string, Webhook>();
  readonly #plainLoopback: () => boolean;
  readonly #made: () => void;

  /** `plainLoopback`: whether http addresses on loopback are taken now. `made` is told of every new webhook. */
  constructor(plainLoopback: () => boolean, made: () => void) {
    this.#plainLoopback = plainLoopback;
    this.#made = made;
  }

  all(): readonly Webhook[] {
    return [...this.#webhooks.values()];
  }

  visibleTo(caller: Caller): readonly Webhook[] {
    return [...this.#webhooks.values()].filter(({ owner }) => owner === caller.label);
  }

  find(id: string, caller: Caller): Webhook | null {
    const webhook = this.#webhooks.get(id);
    return webhook?.owner === caller.label ? webhook : null;
  }

  /** Throws AircallError 400: no https url, unknown event, more than 100 for the company (5.6). */
  create(change: WebhookChange, caller: Caller, now: number): Webhook {
    if (change.url === undefined) throw badRequest('url is required.');
    if (this.#webhooks.size >= most)
      throw badRequest(`A company cannot have more than ${String(most)} webhooks.`);
    const webhook: Webhook = {
      id: randomUUID(),
      createdAt: now,
      customName: change.customName ?? 'Webhook',
      url: this.#address(change.url),
      active: true,
      token: randomUUID().replaceAll('-', ''),
      events: chosenEvents(change.events),
      owner: caller.label,
    };
    this.#webhooks.set(webhook.id, webhook);
    this.#made();
    return webhook;
  }

  /** Left-out events mean all events again, unless some are to be added or removed (5.6). */
  update(webhook: Webhook, change: WebhookChange, action: 'add' | 'remove' | null): Webhook {
    const given = change.events ?? [];
    const events =
      action === 'add'
        ? [...new Set([...webhook.events, ...chosenEvents(given)])]
        : action === 'remove'
          ? webhook.events.filter((event) => !given.includes(event))
          : chosenEvents(change.events);
    const updated: Webhook = {
      ...webhook,
      url: change.url === undefined ? webhook.url : this.#address(change.url),
      customName: change.customName ?? webhook.customName,
      active: change.active ?? webhook.active,
      events,
    };
    this.#webhooks.set(webhook.id, updated);
    return updated;
  }

  /** Those an event is sent to, whoever made them. */
  subscribedTo(event: string): readonly Webhook[] {
    return [...this.#webhooks.values()].filter(({ active, events }) => active && events.includes(event));
  }

  /** What Aircall does after too many failed deliveries, and after one that succeeded (6.2). */
  setActive(id: string, active: boolean): void {
    const webhook = this.#webhooks.get(id);
    if (webhook !== undefined) this.#webhooks.set(id, { ...webhook, active });
  }

  /** As `setActive` for all of them. */
  disableAll(): void {
    for (const webhook of this.#webhooks.values())
      this.#webhooks.set(webhook.id, { ...webhook, active: false });
  }

  delete(webhook: Webhook): void {
    this.#webhooks.delete(webhook.id);
  }

  #address(text: string): string {
    const url = URL.canParse(text) ? new URL(text) : null;
    const plain = url?.protocol === 'http:' && url.hostname === '127.0.0.1' && this.#plainLoopback();
    if (url?.protocol !== 'https:' && !plain) throw badRequest('url must be an https address.');
    return text;
  }
}

function chosenEvents(events: readonly string[] | undefined): readonly string[] {
  if (events === undefined || events.length === 0) return eventNames;
  const unknown = events.find((event) => !eventNames.includes(event));
  if (unknown !== undefined) throw badRequest('events holds an unknown event.');
  return [...new Set(events)];
}
