import { isOpen, localHour } from './calendar.ts';
import { contactCycle, type Country, makeContact, placesOf } from './contacts.ts';
import { Draw } from './draw.ts';
import { numberFrom, type NumberPool, poolSize } from './phone-numbers.ts';
import { recordsCalls, type Staff, worldTags } from './staff.ts';
import type { System, WorldCall, WorldEnding } from './world.ts';

/** What inventing a call needs to know. */
export interface Company {
  readonly seed: number;
  readonly contactCount: number;
  readonly staff: Readonly<Record<System, Staff>>;
  /** How far the company's clock runs ahead of the calendar, ms. */
  readonly shift: number;
}

/** A call before it is given its place: everything but `system`, `index`, `link`. */
export type CallBody = Omit<WorldCall, 'system' | 'index' | 'link'>;

const strangers: Readonly<Record<Country, NumberPool>> = {
  CZ: 'czechStrangers',
  FR: 'frenchStrangers',
  GB: 'britishStrangers',
};

const openEndings: readonly (readonly [WorldEnding, number])[] = [
  ['answered', 89],
  ['missed', 3.8],
  ['abandoned-queue', 2.4],
  ['voicemail', 1.6],
  ['no-agent', 1.1],
  ['short-abandoned', 1.1],
  ['abandoned-ivr', 1],
];
const closedEndings: readonly (readonly [WorldEnding, number])[] = [
  ['answered', 58],
  ['closed', 22],
  ['voicemail', 14],
  ['short-abandoned', 4],
  ['abandoned-ivr', 2],
];
const outboundEndings: readonly (readonly [WorldEnding, number])[] = [
  ['answered', 74],
  ['missed', 16],
  ['busy', 7],
  ['failed', 3],
];
const internalEndings: readonly (readonly [WorldEnding, number])[] = [
  ['answered', 82],
  ['missed', 15],
  ['busy', 3],
];

const noteTexts = [
  'Zákazník žádá o zavolání zítra dopoledne.',
  'Vyřešeno, posláno e-mailem.',
  'Čeká na novou fakturu – říjen.',
  'Předáno kolegům z reklamací.',
  'Le client souhaite être rappelé après 14 h.',
  'Facture renvoyée par e-mail, à vérifier.',
  "N'a pas reçu sa commande n° 2381.",
  'Asked for a copy of the October invoice.',
  'Will ring back once the parcel has arrived.',
];

/** Who is at the other end: somebody of the address book (some often, most rarely), a stranger, or nobody to tell. */
export function inventRemote(
  company: Company,
  draw: Draw,
  lineCountry: Country,
  mayHide: boolean,
): Pick<WorldCall, 'remote' | 'contactIndex'> {
  const kind = draw.unit();
  const country: Country = draw.chance(0.85) ? lineCountry : draw.pick(['CZ', 'FR', 'GB'] as const);
  if (mayHide && kind < 0.06) return { remote: null, contactIndex: null };
  if (kind < 0.24) {
    const pool = strangers[country];
    return { remote: numberFrom(pool, draw.below(poolSize(pool))), contactIndex: null };
  }
  const [first, places] = placesOf[country];
  const cycles = Math.max(1, Math.floor(company.contactCount / contactCycle));
  const often = draw.unit();
  const contactIndex = Math.floor(often * often * cycles) * contactCycle + first + draw.below(places);
  return { remote: makeContact(company.seed, contactIndex).e164, contactIndex };
}

/** Tags and notes that agents leave on a call they took. */
export function inventMarks(
  draw: Draw,
  personIndex: number,
  endedAt: number,
): Pick<WorldCall, 'tagIndexes' | 'notes'> {
  const tagIndexes: number[] = [];
  const tags = draw.weighted([
    [0, 70],
    [1, 22],
    [2, 6],
    [3, 2],
  ] as const);
  while (tagIndexes.length < tags) {
    const tag = draw.below(worldTags.length);
    if (!tagIndexes.includes(tag)) tagIndexes.push(tag);
  }
  const count = draw.weighted([
    [0, 92],
    [1, 6],
    [2, 2],
  ] as const);
  const notes = Array.from({ length: count }, (_, n) => ({
    text: draw.pick(noteTexts),
    // A tenth come through an integration and have no author.
    personIndex: draw.chance(0.1) ? null : personIndex,
    at: endedAt + (n * 60 + draw.between(4, 55)) * 1000,
  }));
  return { tagIndexes, notes };
}

const lineFor = (staff: Staff, draw: Draw): number => {
  const u = draw.unit();
  return Math.floor(u * u * staff.numbers.length);
};
const teamOfLine = (staff: Staff, line: number): number => line % staff.teams.length;

/** Up to `most` colleagues of the team who were rung before `taker`, or at all when nobody took it. */
export function inventRung(
  staff: Staff,
  draw: Draw,
  team: number,
  taker: number | null,
  least: number,
): number[] {
  const members = staff.members[team] ?? [];
  const others = members.filter((person) => person !== taker);
  const count = Math.min(
    others.length,
    draw.weighted([
      [least, 6],
      [least + 1, 3],
      [least + 2, 1],
    ] as const),
  );
  const start = others.length === 0 ? 0 : draw.below(others.length);
  return Array.from({ length: count }, (_, n) => others[(start + n) % others.length] ?? 0);
}

/** Seconds until a call with this ending is over, when nobody talks. */
function waitFor(draw: Draw, ending: WorldEnding): number {
  switch (ending) {
    case 'missed':
      return draw.between(18, 75);
    case 'abandoned-queue':
      return draw.seconds(60, 600) + 10;
    case 'abandoned-ivr':
      return draw.between(6, 40);
    case 'no-agent':
    case 'closed':
      return draw.between(8, 32);
    case 'voicemail':
      return draw.between(40, 130);
    case 'busy':
    case 'short-abandoned':
      return draw.between(1, 6);
    case 'failed':
      return draw.between(0, 3);
    case 'answered':
      return draw.between(2, 38);
  }
}

function inbound(company: Company, system: System, draw: Draw, startedAt: number): CallBody {
  const staff = company.staff[system];
  const numberIndex = lineFor(staff, draw);
  const team = teamOfLine(staff, numberIndex);
  const ending = draw.weighted(
    isOpen(localHour((startedAt + company.shift) / 1000)) ? openEndings : closedEndings,
  );
  const caller = inventRemote(company, draw, staff.numbers[numberIndex]?.country ?? 'CZ', true);
  const wait = waitFor(draw, ending) * 1000;
  const base = { direction: 'in', ending, startedAt, ...caller, numberIndex } as const;
  if (ending === 'answered') {
    const personIndex = draw.pick(staff.members[team] ?? []);
    const answeredAt = startedAt + wait;
    const endedAt = answeredAt + draw.seconds(130, 3600) * 1000;
    const colleague = draw.below(staff.people.length);
    return {
      ...base,
      answeredAt,
      endedAt,
      teamIndex: team,
      personIndex,
      rungIndexes: inventRung(staff, draw, team, personIndex, 0),
      // VoIPEX writes a transfer as a further leg: those are the linked pairs.
      transferredToIndex:
        system === 'aircall' && colleague !== personIndex && draw.chance(0.04) ? colleague : null,
      recorded: recordsCalls(numberIndex) && draw.chance(0.95),
      ...inventMarks(draw, personIndex, endedAt),
    };
  }
  const rang = ending === 'missed' || (ending === 'voicemail' && draw.chance(0.6));
  return {
    ...base,
    answeredAt: null,
    endedAt: startedAt + wait,
    teamIndex: rang || ending === 'abandoned-queue' || ending === 'no-agent' ? team : null,
    personIndex: null,
    rungIndexes: rang ? inventRung(staff, draw, team, null, 1) : [],
    transferredToIndex: null,
    recorded: false,
    tagIndexes: draw.chance(0.05) ? [1] : [],
    notes: [],
  };
}

function outbound(
  company: Company,
  system: System,
  draw: Draw,
  startedAt: number,
  internal: boolean,
): CallBody {
  const staff = company.staff[system];
  const personIndex = draw.below(staff.people.length);
  const person = staff.people[personIndex];
  const ending = draw.weighted(internal ? internalEndings : outboundEndings);
  const wait = waitFor(draw, ending) * 1000;
  const answeredAt = ending === 'answered' ? startedAt + wait : null;
  const endedAt =
    answeredAt === null ? startedAt + wait : answeredAt + draw.seconds(internal ? 60 : 110, 3600) * 1000;
  const base = {
    direction: internal ? 'internal' : 'out',
    ending,
    startedAt,
    answeredAt,
    endedAt,
    teamIndex: null,
    personIndex,
    rungIndexes: [],
    transferredToIndex: null,
  } as const;
  if (internal) {
    const colleague =
      staff.people[(personIndex + draw.between(1, staff.people.length - 1)) % staff.people.length];
    const remote = colleague?.extension ?? null;
    return {
      ...base,
      remote,
      contactIndex: null,
      numberIndex: null,
      recorded: false,
      tagIndexes: [],
      notes: [],
    };
  }
  const numberIndex = draw.pick(person?.numberIndexes ?? [0]);
  const callee = inventRemote(company, draw, staff.numbers[numberIndex]?.country ?? 'CZ', false);
  const marks = inventMarks(draw, personIndex, endedAt);
  return {
    ...base,
    ...callee,
    numberIndex,
    recorded: answeredAt !== null && recordsCalls(numberIndex) && draw.chance(0.95),
    ...(answeredAt === null ? { tagIndexes: [], notes: [] } : marks),
  };
}

/** A call that belongs to no pair, from its position and start (epoch ms). */
export function regularCall(company: Company, system: System, index: number, startedAt: number): CallBody {
  const draw = new Draw(company.seed, 301, index, system.length);
  // Over both systems: 55 % in, 38 % out, 7 % internal. Aircall exposes no internal calls, so VoIPEX has them all.
  const direction = draw.weighted(
    system === 'aircall'
      ? ([
          ['in', 58],
          ['out', 42],
        ] as const)
      : ([
          ['in', 49],
          ['out', 38],
          ['internal', 13],
        ] as const),
  );
  if (direction === 'in') return inbound(company, system, draw, startedAt);
  const alone = company.staff[system].people.length < 2;
  return outbound(company, system, draw, startedAt, direction === 'internal' && !alone);
}
