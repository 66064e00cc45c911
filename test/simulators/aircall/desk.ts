import type { SimulatorClock } from '../control/clock.ts';
import type { HappeningCalls } from '../control/happening-calls.ts';
import type { World } from '../world/world.ts';
import { CampaignBook } from './books/campaign-book.ts';
import { ContactBook } from './books/contact-book.ts';
import { NumberBook } from './books/number-book.ts';
import { TagBook } from './books/tag-book.ts';
import { TeamBook } from './books/team-book.ts';
import { UserBook } from './books/user-book.ts';
import { WebhookBook } from './books/webhook-book.ts';
import type { Credentials } from './credentials.ts';
import { MediaSigner } from './media.ts';
import { Presence } from './presence.ts';
import type { AircallSwitches } from './switches.ts';

/** What every route works on. */
export interface Desk {
  readonly world: World;
  readonly clock: SimulatorClock;
  readonly credentials: Credentials;
  readonly calls: HappeningCalls;
  readonly users: UserBook;
  readonly teams: TeamBook;
  readonly lines: NumberBook;
  readonly campaigns: CampaignBook;
  readonly contacts: ContactBook;
  readonly tags: TagBook;
  readonly webhooks: WebhookBook;
  readonly presence: Presence;
  readonly media: MediaSigner;
  /** `archived` as clients set it, by call position. */
  readonly archived: Map<number, boolean>;
  /** Recordings and voicemails that clients deleted: `recording 17`. */
  readonly erased: Set<string>;
  /** Whether the integration is enabled (5.5). */
  readonly integration: { active: boolean };
  switches(): AircallSwitches;
  /** An event of the reference's 6.3 happens now, which nothing else here would notice. */
  tell(event: string, data: object): void;
  /** `http://127.0.0.1:4020`, known once the server listens. */
  origin(): string;
}

const noEvents = { tell: () => undefined, webhookMade: () => undefined };

export function createDesk(
  parts: Pick<Desk, 'world' | 'clock' | 'credentials' | 'calls' | 'switches' | 'origin'>,
  /** Left out where no events are sent: `tell` as the desk's, `webhookMade` is told of every new webhook. */
  events: Pick<Desk, 'tell'> & { readonly webhookMade: () => void } = noEvents,
): Desk {
  return {
    ...parts,
    tell: events.tell,
    users: new UserBook(parts.world),
    teams: new TeamBook(parts.world),
    lines: new NumberBook(parts.world),
    campaigns: new CampaignBook(),
    contacts: new ContactBook(parts.world),
    tags: new TagBook(parts.world),
    webhooks: new WebhookBook(() => parts.switches().webhooks.http === 'loopback', events.webhookMade),
    presence: new Presence(parts.world, parts.clock),
    media: new MediaSigner(),
    archived: new Map(),
    erased: new Set(),
    integration: { active: true },
  };
}
