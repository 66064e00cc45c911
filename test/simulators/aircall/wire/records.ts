import type { Contact } from '../books/contact-book.ts';
import type { Tag } from '../books/tag-book.ts';
import type { Webhook } from '../books/webhook-book.ts';
import type { Desk } from '../desk.ts';
import { companyId, idOf, iso, unix } from '../identity.ts';
import { userRecord } from './people.ts';

type Wire = Readonly<Record<string, unknown>>;

/** 4.4; instants are UNIX seconds in REST. */
export function contactRecord(desk: Desk, contact: Contact): Wire {
  const id = idOf('contact', contact.index);
  return {
    id,
    direct_link: `${desk.origin()}/v1/contacts/${String(id)}`,
    first_name: contact.firstName,
    last_name: contact.lastName,
    company_name: contact.companyName,
    information: contact.information,
    is_shared: true,
    created_at: unix(contact.createdAt),
    updated_at: unix(contact.updatedAt),
    phone_numbers: contact.phones,
    emails: contact.emails,
  };
}

/** 4.4. */
export function tagRecord(desk: Desk, tag: Tag): Wire {
  const id = idOf('tag', tag.index);
  return {
    id,
    name: tag.name,
    color: tag.colour,
    description: tag.description,
    ...(desk.switches().tagLinks ? { direct_link: `${desk.origin()}/v1/tags/${String(id)}` } : {}),
  };
}

/** 4.5; the token is there in every answer. */
export const webhookRecord = (desk: Desk, webhook: Webhook): Wire => ({
  webhook_id: webhook.id,
  direct_link: `${desk.origin()}/v1/webhooks/${webhook.id}`,
  created_at: iso(webhook.createdAt),
  custom_name: webhook.customName,
  url: webhook.url,
  active: webhook.active,
  token: webhook.token,
  events: webhook.events,
});

/** 6.1: what is posted to a webhook. `at` is epoch ms. */
export const eventEnvelope = (webhook: Webhook, event: string, data: object, at: number): Wire => ({
  resource: event.split('.')[0],
  event,
  timestamp: unix(at),
  token: webhook.token,
  data,
});

/** 4.5. Values of `name`, `logo` and `status` are invented. */
export function integrationRecord(desk: Desk): Wire {
  const lines = desk.lines.all();
  const [installer] = desk.users.all();
  return {
    name: 'Switchdeck',
    custom_name: null,
    logo: 'https://assets.aircall.example/logos/switchdeck.png',
    company_id: companyId,
    status: desk.integration.active ? 'active' : 'inactive',
    active: desk.integration.active,
    number_ids: lines.map(({ index }) => idOf('number', index)),
    numbers_count: lines.length,
    user: installer === undefined ? null : userRecord(desk, installer, 'v2'),
  };
}
