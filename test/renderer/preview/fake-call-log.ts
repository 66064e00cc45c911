import type { Call, Direction, Outcome } from '../../../domain/call.ts';
import { chance, companies, noteTexts, personName, pick, sides, tags } from './fake-company.ts';

/** One local day of the made-up log, newest first: calls `first` to `first + count - 1`. */
interface LogDay {
  readonly startsAt: number;
  readonly first: number;
  readonly count: number;
  readonly opensAt: number;
  readonly closesAt: number;
}

/** A log of `size` calls counted back from `now`. Call 0 is the newest; each is a function of its number. */
export interface CallLog {
  readonly size: number;
  readonly days: readonly LogDay[];
  readonly call: (index: number) => Call;
}

const hourMs = 3_600_000;

function layDays(size: number, now: number): LogDay[] {
  const days: LogDay[] = [];
  const perDay = Math.max(1, Math.ceil(size / 160));
  let first = 0;
  for (let back = 0; first < size; back += 1) {
    const today = new Date(now);
    const start = new Date(today.getFullYear(), today.getMonth(), today.getDate() - back);
    const startsAt = start.getTime();
    const isWeekend = start.getDay() === 0 || start.getDay() === 6;
    const wanted = Math.ceil(perDay * (isWeekend ? 0.3 : 1) * (0.8 + 0.4 * chance(back, 9)));
    const opensAt = back === 0 ? Math.max(startsAt, now - 9 * hourMs) : startsAt + 7 * hourMs;
    const closesAt = back === 0 ? now - 45_000 : startsAt + 19 * hourMs;
    if (closesAt <= opensAt) continue;
    const count = Math.min(wanted, size - first);
    days.push({ startsAt, first, count, opensAt, closesAt });
    first += count;
  }
  return days;
}

const directionOf = (index: number): Direction => {
  const share = chance(index, 11);
  return share < 0.62 ? 'in' : share < 0.94 ? 'out' : 'internal';
};

function outcomeOf(index: number, direction: Direction): Outcome {
  const share = chance(index, 12);
  if (direction !== 'in')
    return share < 0.78 ? 'answered' : share < 0.9 ? 'missed' : share < 0.96 ? 'busy' : 'failed';
  if (share < 0.74) return 'answered';
  if (share < 0.86) return 'missed';
  if (share < 0.92) return 'abandoned';
  return share < 0.98 ? 'voicemail' : 'blocked';
}

const reasons: Partial<Record<Outcome, string>> = {
  missed: 'agents_did_not_answer',
  abandoned: 'abandoned_in_classic',
  failed: 'CONGESTION',
};

export function createCallLog(size: number, now: number): CallLog {
  const days = layDays(size, now);
  const dayOf = (index: number): LogDay => {
    let low = 0;
    let high = days.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((days[middle]?.first ?? 0) > index) high = middle - 1;
      else low = middle;
    }
    const day = days[low];
    if (!day) throw new RangeError(`no call ${index}`);
    return day;
  };
  const startedAt = (index: number): number => {
    const day = dayOf(index);
    const share = (index - day.first) / day.count;
    return Math.round(day.closesAt - share * (day.closesAt - day.opensAt));
  };
  return { size, days, call: (index) => fakeCall(index, startedAt(index), now) };
}

/** Call number `index` as it started at an instant; the two newest calls are still running. */
export function fakeCall(index: number, startedAt: number, now: number): Call {
  const side = pick(sides, chance(index, 10) < 0.7 ? 0 : 0.99);
  const provider = side.accountId.startsWith('aircall') ? 'aircall' : 'voipex';
  const direction = directionOf(index);
  const state = index === 0 ? 'ringing' : index === 1 ? 'ongoing' : 'ended';
  const outcome = state === 'ended' ? outcomeOf(index, direction) : null;
  const wait = Math.round(3 + chance(index, 13) ** 3 * 140);
  const talk = Math.round(15 + chance(index, 14) ** 2 * 900);
  const answered = outcome === 'answered' || state === 'ongoing';
  const answeredAt = answered ? Math.min(startedAt + wait * 1000, now) : null;
  const colleague = pick(side.agents, chance(index, 15));
  const isKnown = chance(index, 16) < 0.6;
  const hidden = direction === 'in' && chance(index, 17) < 0.04;
  const digits = String(600_000_000 + Math.floor(chance(Math.floor(index / 2), 18) * 190_000_000));
  const e164 = chance(index, 19) < 0.9 ? `+420${digits}` : `+33${digits}`;
  const handed = answered && chance(index, 20) < 0.08 ? pick(side.agents, chance(index, 21)) : null;
  const called = direction === 'internal' ? pick(side.agents, chance(index, 22)) : null;
  return {
    id: `${side.accountId}:${index}`,
    accountId: side.accountId,
    provider,
    providerCallId: String(index),
    conversationId: null,
    direction,
    state,
    outcome,
    providerReason: outcome === null ? null : (reasons[outcome] ?? null),
    startedAt,
    answeredAt,
    endedAt: state === 'ended' ? Math.min(startedAt + (answered ? wait + talk : wait) * 1000, now) : null,
    waitSeconds: state === 'ringing' ? null : wait,
    talkSeconds: outcome === 'answered' ? talk : null,
    remote: called
      ? { e164: null, raw: called.extension ?? '', hidden: false, name: called.name, organisation: null }
      : {
          e164: hidden ? null : e164,
          raw: hidden ? '' : e164,
          hidden,
          name: !hidden && isKnown ? personName(Math.floor(chance(index, 23) * 5000)) : null,
          organisation: !hidden && chance(index, 24) < 0.2 ? pick(companies, chance(index, 25)) : null,
        },
    line: direction === 'internal' ? null : pick(side.lines, chance(index, 26)),
    agent: answered || direction !== 'in' ? colleague : null,
    teams: direction === 'in' ? [pick(side.teams, chance(index, 27))] : [],
    transferredBy: null,
    transferredTo: handed === null || handed === colleague ? null : { agent: handed, number: null },
    tags: chance(index, 28) < 0.15 ? [pick(tags, chance(index, 29))] : [],
    notes:
      chance(index, 30) < 0.12
        ? [
            {
              id: 'n1',
              text: pick(noteTexts, chance(index, 31)),
              author: colleague.name,
              at: startedAt + 400_000,
            },
          ]
        : [],
    hasRecording: outcome === 'answered' && chance(index, 32) < 0.7,
    hasVoicemail: outcome === 'voicemail',
    providerPage: provider === 'aircall' ? `https://dashboard.aircall.io/calls/${index}` : null,
  };
}
