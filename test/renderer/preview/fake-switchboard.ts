import type { Failure } from '../../../domain/failure.ts';
import type {
  Group,
  LiveCall,
  Person,
  Presence,
  SwitchboardLine,
  SwitchboardPart,
  SwitchboardSnapshot,
} from '../../../domain/switchboard.ts';
import { accountIds, fakeAccounts } from './fake-accounts.ts';
import { chance, personName, pick, sides } from './fake-company.ts';
import type { Scenario, ScenarioName } from './scenario.ts';

const headcounts: Partial<Record<ScenarioName, number>> = {
  many: 2_000,
  'first-run': 0,
  'first-pull': 0,
  empty: 0,
  'one-call': 1,
};

const teamNames = [
  'Podpora 1. úrovně',
  'Podpora 2. úrovně',
  'Obchod',
  'Chodov – pobočka',
  'Fakturace',
  'Support FR',
  'Čeští partneři',
  'Hlavní recepce',
];
const queueNames = ['Reklamace', 'Objednávky', 'Servis', 'Cizojazyčná linka'];

/** Our word, the provider's own word, and how common the state is. */
const states: readonly (readonly [Presence, string | null, number])[] = [
  ['on-call', 'in_call', 0.2],
  ['ringing', 'ringing', 0.24],
  ['wrap-up', 'after_call_work', 0.31],
  ['available', 'available', 0.66],
  ['paused', 'out_for_lunch', 0.76],
  ['do-not-disturb', 'do_not_disturb', 0.8],
  ['offline', 'offline', 0.96],
  ['unknown', null, 1],
];

const failures: Partial<Record<ScenarioName, Failure>> = {
  offline: { code: 'offline' },
  stale: { code: 'not-signed-in' },
};

const digits = (seed: number) => String(600_000_000 + Math.floor(chance(seed, 61) * 190_000_000));

/** The snapshot with number `sequence`; the same scenario and number always give the same one. */
export function fakeSwitchboard(scenario: Scenario, sequence: number): SwitchboardSnapshot {
  const { now, name } = scenario;
  const headcount = headcounts[name] ?? 46;
  const liveCalls: LiveCall[] = [];
  const groups: Group[] = [];
  if (headcount > 0) {
    teamNames.forEach((team, index) =>
      groups.push({
        id: `team-${index}`,
        accountId: accountIds.prague,
        kind: 'team',
        name: team,
        memberIds: [],
        free: null,
        waiting: null,
      }),
    );
    queueNames.forEach((queue, index) =>
      groups.push({
        id: `queue-${index}`,
        accountId: accountIds.brno,
        kind: 'queue',
        name: queue,
        memberIds: [],
        free: null,
        waiting: index % 3,
      }),
    );
  }
  const people = Array.from({ length: headcount }, (_, index): Person => {
    const provider = chance(index, 50) < 0.65 ? 'aircall' : 'voipex';
    const accountId = provider === 'aircall' ? accountIds.prague : accountIds.brno;
    // A few people change with every reading, as they do.
    const share = chance(index, 51 + (chance(index, 52) < 0.05 ? sequence : 0));
    const [presence, word] = states.find(([, , upTo]) => share < upTo) ?? states[0] ?? ['unknown', null, 1];
    const isBusy = presence === 'on-call' || presence === 'ringing';
    const id = `person-${index}`;
    if (isBusy) {
      const hasName = chance(index, 53) < 0.5;
      const side = sides.find((one) => one.accountId === accountId);
      const line = side && pick(side.lines, chance(index, 64));
      liveCalls.push({
        id: `live-${index}`,
        accountId,
        callId: null,
        conversationId: null,
        direction: chance(index, 54) < 0.7 ? 'in' : chance(index, 54) < 0.95 ? 'out' : 'internal',
        state: presence === 'ringing' ? 'ringing' : chance(index, 63) < 0.12 ? 'held' : 'talking',
        remote: {
          number: chance(index, 55) < 0.95 ? `+420${digits(index)}` : null,
          name: hasName ? personName(index + 9_000) : null,
        },
        personId: id,
        ringing: presence === 'ringing' ? [id] : [],
        lineId: line?.id ?? null,
        way: line?.name ? [{ kind: 'line', name: line.name }] : [],
        startedAt: now - Math.round((presence === 'ringing' ? 20 : 1_500) * 1000 * chance(index, 56)),
      });
    }
    const own = groups.filter((group) => group.accountId === accountId);
    const teams = chance(index, 57) < 0.9 && own.length > 0 ? [pick(own, chance(index, 58))] : [];
    if (own.length > 0 && chance(index, 59) < 0.12) {
      const second = pick(own, chance(index, 60));
      if (!teams.includes(second)) teams.push(second);
    }
    for (const team of teams) groups[groups.indexOf(team)] = { ...team, memberIds: [...team.memberIds, id] };
    return {
      id,
      accountId,
      provider,
      name: personName(index),
      email: `${foldedName(personName(index))}@modrykolovrat.cz`,
      extension: provider === 'voipex' ? String(200 + index) : null,
      presence,
      presenceWord: provider === 'voipex' && presence === 'paused' ? 'isPaused' : word,
      since: isBusy || presence === 'unknown' ? null : now - Math.round(chance(index, 62) * 3_600_000),
      liveCallId: isBusy ? `live-${index}` : null,
      teamIds: teams.map((team) => team.id),
    };
  });
  return {
    sequence,
    parts: parts(scenario),
    people,
    lines: headcount > 0 ? lines(people) : [],
    groups,
    liveCalls,
  };
}

function parts(scenario: Scenario): SwitchboardPart[] {
  const failure = failures[scenario.name] ?? null;
  const age = scenario.name === 'offline' ? 47 * 60_000 : scenario.name === 'stale' ? 9 * 3_600_000 : 4_000;
  return fakeAccounts(scenario).map((account) => ({
    accountId: account.id,
    takenAt: scenario.name === 'first-pull' ? null : scenario.now - age,
    failure,
    pbx: account.pbx,
  }));
}

function lines(people: readonly Person[]): SwitchboardLine[] {
  const numbers = sides.flatMap(({ accountId, lines: own }, side) =>
    own.map((line, index): SwitchboardLine => ({
      id: line.id,
      accountId,
      name: line.name ?? 'Obchodní zástupci',
      number: line.number,
      kind: 'number',
      open: side === 1 ? 'unknown' : pick(['open', 'by-schedule', 'closed'], (index % 3) / 3),
      owner: null,
    })),
  );
  const extensions = people.flatMap(({ extension, accountId, name }): SwitchboardLine[] =>
    extension === null
      ? []
      : [
          {
            id: `ext-${extension}`,
            accountId,
            name: `Klapka ${extension}`,
            number: extension,
            kind: 'extension',
            open: 'unknown',
            owner: name,
          },
        ],
  );
  return [...numbers, ...extensions];
}

/** `Jana Nováková` as a mail address has it. */
const foldedName = (name: string): string =>
  name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replace(' ', '.');
