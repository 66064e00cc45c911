import { Draw, hash } from '../../world/draw.ts';
import type { WorldCall, WorldEnding } from '../../world/world.ts';
import type { Desk } from '../desk.ts';
import { idOf, iso, unix } from '../identity.ts';
import type { MediaKind } from '../media.ts';
import { flag, type Query } from '../paging.ts';
import { authorRecord, displayDigits, nestedNumber, nestedTeam, nestedUser } from './people.ts';
import { contactRecord, tagRecord } from './records.ts';

type Wire = Readonly<Record<string, unknown>>;

/** What a client asked to have filled in (5.1); all off unless told. */
export interface Fetches {
  readonly contact: boolean;
  readonly shortUrls: boolean;
  readonly timeline: boolean;
  readonly voiceAgents: boolean;
}

export const fetchesOf = (query: Query): Fetches => ({
  contact: flag(query, 'fetch_contact'),
  shortUrls: flag(query, 'fetch_short_urls'),
  timeline: flag(query, 'fetch_call_timeline'),
  voiceAgents: flag(query, 'fetch_aiva_conv'),
});

const missedReasons: Readonly<Partial<Record<WorldEnding, string>>> = {
  missed: 'agents_did_not_answer',
  'no-agent': 'no_available_agent',
  'abandoned-queue': 'abandoned_in_classic',
  'abandoned-ivr': 'abandoned_in_ivr',
  'short-abandoned': 'short_abandoned',
  closed: 'out_of_opening_hours',
};

/** Null unless an inbound call is over and nobody took it (4.1). */
function missedReason(call: WorldCall): string | null {
  if (call.direction !== 'in' || call.endedAt === null || call.answeredAt !== null) return null;
  if (call.ending === 'voicemail') {
    return call.rungIndexes.length > 0 ? 'agents_did_not_answer' : 'out_of_opening_hours';
  }
  return missedReasons[call.ending] ?? 'agents_did_not_answer';
}

/** Which audio a finished call has. */
export function mediaOf(desk: Desk, call: WorldCall): MediaKind | null {
  if (call.endedAt === null) return null;
  const kind =
    call.answeredAt !== null && call.recorded
      ? 'recording'
      : call.ending === 'voicemail' && call.answeredAt === null
        ? 'voicemail'
        : null;
  return kind !== null && desk.erased.has(`${kind} ${String(call.index)}`) ? null : kind;
}

/** Everything about the call's audio; addresses are signed anew for every answer. */
function mediaFields(desk: Desk, call: WorldCall, id: number, shortUrls: boolean): Wire {
  const kind = mediaOf(desk, call);
  const now = unix(desk.clock.now());
  const { recordingLife, shortUrlLife } = desk.switches();
  const file = kind === null ? null : desk.origin() + desk.media.file(kind, id, now + recordingLife);
  const short = kind === null ? null : desk.origin() + desk.media.short(kind, id, now + shortUrlLife);
  return {
    voicemail: kind === 'voicemail' ? file : null,
    ...(shortUrls ? { voicemail_short_url: kind === 'voicemail' ? short : null } : {}),
    recording: kind === 'recording' ? file : null,
    ...(shortUrls ? { recording_short_url: kind === 'recording' ? short : null } : {}),
    // A page behind an Aircall login (4.1): the simulator does not serve it.
    asset: kind === null ? null : `https://assets.aircall.io/${kind}/${String(id)}`,
  };
}

const optionTitles = ['Obchod', 'Support technique', 'Billing', 'Reklamace'];
const twoMonths = 61 * 86_400_000;

/** When a caller has chosen in the menu, ms after the start. */
export const menuChosenAfterMs = 4000;

/** What the caller chose in the menu: only for calls of the last two months (3); older ones lack the field. [I] */
export function ivrOptions(desk: Desk, call: WorldCall, now = desk.clock.now()): Wire {
  if (call.startedAt < now - twoMonths) return {};
  const draw = new Draw(desk.world.options.seed, 701, call.index);
  const at = call.startedAt + menuChosenAfterMs - 1000;
  const chosen = call.direction === 'in' && (call.ending === 'abandoned-ivr' || draw.chance(0.3));
  // A call that has just begun has not come that far.
  if (!chosen || at + 1000 > now) return { ivr_options_selected: [] };
  const key = draw.below(optionTitles.length);
  return {
    ivr_options_selected: [
      {
        // A text in the reference, a number in one client's webhooks.
        id: String(idOf('ivrOption', key)),
        title: optionTitles[key] ?? '',
        key: String(key + 1),
        branch: `branch-${String(key + 1)}`,
        created_at: iso(at),
        transition_started_at: iso(at),
        transition_ended_at: iso(at + 1000),
      },
    ],
  };
}

/** A call as REST writes it (4.1, 4.7). `call` is the world's as of now. */
export function callRecord(desk: Desk, call: WorldCall, fetches: Fetches): Wire {
  const { world } = desk;
  const id = idOf('call', call.index);
  // A deleted user's calls name nobody: [I].
  const userAt = (index: number | null) => (index === null ? null : desk.users.find(index));
  const nested = (index: number | null): Wire | null => {
    const user = userAt(index);
    return user === null ? null : nestedUser(desk, user);
  };
  const author = (index: number | null): Wire | null => {
    const user = userAt(index);
    return user === null ? null : authorRecord(desk, user);
  };
  const line = call.numberIndex === null ? null : desk.lines.find(call.numberIndex);
  const team = call.teamIndex === null ? null : desk.teams.find(call.teamIndex);
  const contact =
    fetches.contact && call.contactIndex !== null ? desk.contacts.find(call.contactIndex) : null;
  const quirk = hash(world.options.seed, 702, call.index);
  const sid = [1, 2, 3, 4].map((n) =>
    hash(world.options.seed, 703, call.index, n).toString(16).padStart(8, '0'),
  );

  return {
    id,
    sid: `CA${sid.join('')}`,
    direct_link: `${desk.origin()}/v1/calls/${String(id)}`,
    direction: call.direction === 'in' ? 'inbound' : 'outbound',
    status: call.endedAt !== null ? 'done' : call.answeredAt !== null ? 'answered' : 'initial',
    missed_call_reason: missedReason(call),
    started_at: unix(call.startedAt),
    answered_at: call.answeredAt === null ? null : unix(call.answeredAt),
    ended_at: call.endedAt === null ? null : unix(call.endedAt),
    // From start to end, so it includes the ringing; 0 while it runs (4.1).
    duration: call.endedAt === null ? 0 : unix(call.endedAt) - unix(call.startedAt),
    ...mediaFields(desk, call, id, fetches.shortUrls),
    raw_digits: call.remote === null ? 'anonymous' : displayDigits(call.remote),
    // After a transfer the one who has the call: a call moved from A to B is found by B only (5.1). [I]
    user: nested(call.transferredToIndex ?? call.personIndex),
    contact: contact === null ? null : contactRecord(desk, contact),
    // 4.1 lets both be null; seldom here. [I]
    archived: desk.archived.get(call.index) ?? (quirk % 29 === 0 ? null : false),
    assigned_to:
      missedReason(call) !== null && quirk % 12 === 0 ? nested(quirk % world.people('aircall').length) : null,
    transferred_by: call.transferredToIndex === null ? null : nested(call.personIndex),
    transferred_to: nested(call.transferredToIndex),
    teams: call.direction === 'in' && team !== null ? [nestedTeam(desk, team)] : [],
    cost: quirk % 31 === 0 ? null : '0',
    // Null when the line is gone (4.1): a few calls stand for those. [I]
    number: line === null || quirk % 397 === 0 ? null : nestedNumber(desk, line),
    comments: call.notes.map((note, n) => ({
      id: idOf('comment', call.index * 5 + n),
      content: note.text,
      posted_at: unix(note.at),
      posted_by: author(note.personIndex),
    })),
    tags: call.tagIndexes.flatMap((index) => {
      const tag = desk.tags.find(index);
      if (tag === null) return [];
      const at = Math.min(desk.clock.now(), (call.endedAt ?? call.startedAt) + 7000);
      return [
        {
          ...(desk.switches().callTags === 'whole'
            ? tagRecord(desk, tag)
            : { id: idOf('tag', index), name: tag.name }),
          created_at: unix(at),
          tagged_by: author(call.transferredToIndex ?? call.personIndex),
        },
      ];
    }),
    // Observed in real records, not documented (4.1).
    ...(line === null ? {} : { country_code_a2: line.country }),
    ...(fetches.timeline ? ivrOptions(desk, call) : {}),
    // Segments of AI Voice Agents (4.1): the company has none. [I]
    ...(fetches.voiceAgents ? { ai_voice_agents: [] } : {}),
  };
}
