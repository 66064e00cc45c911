import type { Agent, Call, CallState, Direction, Outcome } from '../../../domain/call.ts';
import { toE164 } from '../phone-numbers.ts';
import { plainHttps } from '../plain-https.ts';
import type { Irregularities } from '../provider.ts';
import type { CallContact, CallUser, WireCall } from './wire.ts';

/** What translating a call needs beside the call. */
export interface CallTranslation {
  readonly accountId: string;
  readonly homeCountry: string;
  readonly irregularities: Irregularities;
}

/** Aircall Workspace, where agents set their availability (aircall.md 1.1). */
export const workspacePage = 'https://workspace.aircall.io/';

/** Pages of calls that may be opened for the user: the recording or voicemail page, and the dashboard (aircall.md 1.1). */
export const pageHosts = ['assets.aircall.io', 'dashboard.aircall.io'] as const;

const instant = (seconds: number | null): number | null =>
  seconds === null ? null : Math.round(seconds * 1000);

/** A span in seconds, never negative: two clocks of one provider may disagree by a second. */
const secondsBetween = (from: number | null, to: number | null): number | null =>
  from === null || to === null ? null : Math.max(0, Math.round((to - from) / 1000));

const statesByStatus: Readonly<Record<string, CallState>> = {
  initial: 'ringing',
  answered: 'ongoing',
  done: 'ended',
};
const directionsByWord: Readonly<Record<string, Direction>> = { inbound: 'in', outbound: 'out' };

/** How nobody came to answer (aircall.md 4.1): the caller gave up, or the company did not pick up. */
const outcomesByReason: Readonly<Record<string, Outcome>> = {
  short_abandoned: 'abandoned',
  abandoned_in_ivr: 'abandoned',
  abandoned_in_classic: 'abandoned',
  no_available_agent: 'missed',
  agents_did_not_answer: 'missed',
  out_of_opening_hours: 'missed',
};

/**
 * One Aircall call as ours (aircall.md 4.1, "derived states"). Two decisions of ours:
 * an outbound call nobody answered is `missed` too (with direction `out` it reads "no answer"); and an inbound one with
 * a reason we do not know is still `missed`, since that nobody answered is certain and must not be lost from view;
 * the unknown word is kept and counted.
 */
export function toCall(wire: WireCall, translation: CallTranslation): Call {
  const { accountId, homeCountry, irregularities } = translation;
  const direction = readDirection(wire.direction, irregularities);
  const startedAt = Math.round(wire.started_at * 1000);
  const answeredAt = instant(wire.answered_at);
  const state = readState(wire, irregularities);
  const endedAt = state === 'ended' ? instant(wire.ended_at) : null;
  const withheld = wire.raw_digits === null || wire.raw_digits.trim().toLowerCase() === 'anonymous';
  const raw = withheld ? '' : (wire.raw_digits ?? '');
  return {
    id: `${accountId}:${wire.id}`,
    accountId,
    provider: 'aircall',
    providerCallId: wire.id,
    conversationId: null,
    direction,
    state,
    outcome: state === 'ended' ? readOutcome(wire, direction, irregularities) : null,
    providerReason: wire.missed_call_reason ?? wire.hangup_cause,
    startedAt,
    answeredAt,
    endedAt,
    // Aircall's `duration` includes ringing, so both spans come from the instants.
    waitSeconds: secondsBetween(startedAt, answeredAt ?? endedAt),
    talkSeconds: secondsBetween(answeredAt, endedAt),
    remote: {
      e164: withheld ? null : toE164(raw, wire.number?.country ?? homeCountry),
      raw,
      hidden: withheld,
      name: contactName(wire.contact),
      organisation: wire.contact?.company_name ?? null,
    },
    line:
      wire.number === null
        ? null
        : { id: wire.number.id, name: wire.number.name, number: wire.number.digits },
    agent: toAgent(wire.user),
    teams: wire.teams.map(({ id, name }) => ({ id, name })),
    transferredBy: toAgent(wire.transferred_by),
    transferredTo:
      wire.transferred_to === null && wire.external_transferred_to === null
        ? null
        : { agent: toAgent(wire.transferred_to), number: wire.external_transferred_to },
    tags: wire.tags.map(({ id, name, color }) => ({ id, name, colour: color })),
    notes: wire.comments.flatMap(({ id, content, posted_at, posted_by }) =>
      content === null
        ? []
        : [{ id, text: content, author: posted_by?.name ?? null, at: instant(posted_at) }],
    ),
    hasRecording: wire.recording !== null,
    hasVoicemail: wire.voicemail !== null,
    providerPage: providerPage(wire.asset),
  };
}

function readDirection(word: string, irregularities: Irregularities): Direction {
  const known = directionsByWord[word];
  if (known !== undefined) return known;
  irregularities.unknownValue('calls.direction');
  // Everything an agent must not miss comes in, so a word we do not know is shown among the incoming.
  return 'in';
}

function readState(wire: WireCall, irregularities: Irregularities): CallState {
  const known = statesByStatus[wire.status];
  if (known !== undefined) return known;
  irregularities.unknownValue('calls.status');
  if (wire.ended_at !== null) return 'ended';
  return wire.answered_at === null ? 'ringing' : 'ongoing';
}

function readOutcome(wire: WireCall, direction: Direction, irregularities: Irregularities): Outcome {
  if (wire.answered_at !== null) return 'answered';
  if (direction === 'out') return 'missed';
  const known = wire.missed_call_reason === null ? 'missed' : outcomesByReason[wire.missed_call_reason];
  if (known === undefined) irregularities.unknownValue('calls.missed_call_reason');
  return wire.voicemail === null ? (known ?? 'missed') : 'voicemail';
}

/** A colleague; one without a name is shown by their e-mail, or as a last resort by their id. */
export function toAgent(user: CallUser | null): Agent | null {
  return user === null
    ? null
    : { id: user.id, name: user.name ?? user.email ?? user.id, extension: user.extension };
}

export function contactName(contact: CallContact | null): string | null {
  const name = [contact?.first_name, contact?.last_name].filter((part) => part != null).join(' ');
  return name === '' ? null : name;
}

function providerPage(asset: string | null): string | null {
  const url = asset === null ? null : plainHttps(asset);
  return url !== null && pageHosts.some((host) => host === url.hostname) ? url.href : null;
}
