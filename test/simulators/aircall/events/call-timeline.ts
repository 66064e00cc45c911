import { hash } from '../../world/draw.ts';
import type { WorldCall } from '../../world/world.ts';
import type { Desk } from '../desk.ts';
import { ivrOptions, mediaOf, menuChosenAfterMs } from '../wire/calls.ts';

/** Something that happens to a call, told by an event of 6.3. */
export interface CallMoment {
  /** Names it among the moments of the call. */
  readonly key: string;
  readonly event: string;
  /** Epoch ms; null: as soon as it is there. */
  readonly at: number | null;
  /** Whose phone rings, or who declines. */
  readonly rung?: number;
}

/** After the end of the call; a recording takes a while longer (6.2). */
const assetsAfterEndedMs = 5000;
/** As the tags of a call tell when they were set. */
const taggedAfterMs = 7000;

/**
 * What happens to a call, in order (6.3, "plausible order"). A generated call is settled from its start; of one that is
 * made to happen this is what has happened so far, and `scripted` false leaves out what only generated ones do by themselves.
 */
export function timelineOf(desk: Desk, call: WorldCall, scripted: boolean): readonly CallMoment[] {
  const { startedAt, answeredAt, endedAt, personIndex, transferredToIndex } = call;
  const quirk = hash(desk.world.options.seed, 704, call.index);
  const before = answeredAt ?? endedAt ?? Number.POSITIVE_INFINITY;
  const chosenAt = startedAt + menuChosenAfterMs;
  const chose = scripted && chosenAt < before && choosesFromMenu(desk, call);
  const rungAt = chose ? chosenAt : startedAt;
  const taker = call.direction === 'in' && answeredAt !== null ? personIndex : null;
  const rung =
    call.direction === 'in' ? new Set([...call.rungIndexes, ...(taker === null ? [] : [taker])]) : [];
  const moments: CallMoment[] = [{ key: 'created', event: 'created', at: startedAt }];
  if (chose) moments.push({ key: 'chose', event: 'ivr_option_selected', at: chosenAt });
  for (const person of rung) {
    moments.push({ key: `rang ${String(person)}`, event: 'ringing_on_agent', at: rungAt, rung: person });
    const declinedAt = rungAt + 2000 + (quirk % 3) * 1000;
    if (scripted && person !== taker && (quirk + person) % 3 === 0 && declinedAt < before)
      moments.push({
        key: `declined ${String(person)}`,
        event: 'agent_declined',
        at: declinedAt,
        rung: person,
      });
  }
  if (answeredAt !== null) moments.push({ key: 'answered', event: 'answered', at: answeredAt });
  if (
    scripted &&
    answeredAt !== null &&
    endedAt !== null &&
    endedAt - answeredAt > 90_000 &&
    quirk % 5 === 0
  ) {
    moments.push({ key: 'held', event: 'hold', at: answeredAt + 30_000 });
    moments.push({ key: 'resumed', event: 'unhold', at: answeredAt + 50_000 });
  }
  if (transferredToIndex !== null)
    moments.push({ key: `handed to ${String(transferredToIndex)}`, event: 'transferred', at: endedAt });
  if (endedAt === null) return [...moments, ...marksOf(call)];
  const media = mediaOf(desk, call);
  const completeAt = endedAt + desk.switches().webhooks.endedAfter * 1000;
  return [
    ...moments,
    { key: 'hungup', event: 'hungup', at: endedAt },
    ...(media === 'voicemail' ? [{ key: 'voicemail', event: 'voicemail_left', at: endedAt }] : []),
    { key: 'ended', event: 'ended', at: completeAt },
    ...(media === null
      ? []
      : [{ key: 'assets', event: 'comm_assets_generated', at: completeAt + assetsAfterEndedMs }]),
    ...marksOf(call),
  ];
}

function choosesFromMenu(desk: Desk, call: WorldCall): boolean {
  const { ivr_options_selected: options } = ivrOptions(desk, call, call.startedAt + menuChosenAfterMs);
  return Array.isArray(options) && options.length > 0;
}

/** What people write on a call. */
const marksOf = ({ tagIndexes, notes, endedAt }: WorldCall): CallMoment[] => [
  ...tagIndexes.map((tag) => ({
    key: tagKey(tag),
    event: 'tagged',
    at: endedAt === null ? null : endedAt + taggedAfterMs,
  })),
  ...notes.map(({ at }, n) => ({ key: `note ${String(n)}`, event: 'commented', at })),
];

export const tagKey = (tag: number): string => `tag ${String(tag)}`;
