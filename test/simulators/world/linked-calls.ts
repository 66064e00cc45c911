import { Draw } from './draw.ts';
import { type CallBody, type Company, inventMarks, inventRemote, inventRung } from './regular-calls.ts';
import { recordsCalls } from './staff.ts';
import type { Pair } from './timetable.ts';
import type { WorldCall } from './world.ts';

type Role = 'first' | 'second';

/**
 * One call of a pair. Both roles draw the same things in the same order from the pair's key, so the two calls agree:
 * one remote party, the second begins while the first runs, and each names the other.
 */
export function linkedCall(company: Company, pair: Pair, role: Role): CallBody & Pick<WorldCall, 'link'> {
  const body = pair.kind === 'forwarded' ? forwarded(company, pair, role) : transferred(company, pair, role);
  const { system, index } = role === 'first' ? pair.second : pair.first;
  return { ...body, link: { kind: pair.kind, role, partner: { system, index } } };
}

const unmarked = { tagIndexes: [], notes: [] } as const;

/** An inbound call that a line's forwarding passed on to a public number of the other system. */
function forwarded(company: Company, pair: Pair, role: Role): CallBody {
  const draw = new Draw(pair.key, 401);
  const here = company.staff[pair.first.system];
  const there = company.staff[pair.second.system];
  const line = draw.below(here.numbers.length);
  const target = draw.below(there.numbers.length);
  const team = target % there.teams.length;
  const caller = inventRemote(company, draw, here.numbers[line]?.country ?? 'CZ', true);
  const taken = draw.chance(0.85);
  const ringEnd = pair.second.startedAt * 1000 + draw.between(4, 35) * 1000;
  const endedAt = taken ? ringEnd + draw.seconds(130, 3600) * 1000 : ringEnd;
  const personIndex = taken ? draw.pick(there.members[team] ?? []) : null;
  const common = {
    direction: 'in',
    ...caller,
    // The first system hears the answer of the second: to it the forwarded call was answered.
    answeredAt: taken ? ringEnd : null,
    transferredToIndex: null,
  } as const;
  if (role === 'first') {
    return {
      ...common,
      ...unmarked,
      ending: taken ? 'answered' : 'no-agent',
      startedAt: pair.first.startedAt * 1000,
      endedAt: endedAt + draw.between(0, 1) * 1000,
      numberIndex: line,
      teamIndex: null,
      personIndex: null,
      rungIndexes: [],
      recorded: false,
    };
  }
  return {
    ...common,
    ...(personIndex === null ? unmarked : inventMarks(draw, personIndex, endedAt)),
    ending: taken ? 'answered' : 'missed',
    startedAt: pair.second.startedAt * 1000,
    endedAt,
    numberIndex: target,
    teamIndex: team,
    personIndex,
    rungIndexes: inventRung(there, draw, team, personIndex, taken ? 0 : 1),
    recorded: taken && recordsCalls(target),
  };
}

/** An inbound VoIPEX call that an agent took and handed to a colleague: a second leg of the same conversation. */
function transferred(company: Company, pair: Pair, role: Role): CallBody {
  const draw = new Draw(pair.key, 402);
  const staff = company.staff[pair.first.system];
  const line = draw.below(staff.numbers.length);
  const team = line % staff.teams.length;
  const caller = inventRemote(company, draw, staff.numbers[line]?.country ?? 'CZ', true);
  const personIndex = draw.pick(staff.members[team] ?? []);
  const others = staff.people.length - 1;
  const colleague =
    others === 0 ? personIndex : (personIndex + draw.between(1, others)) % staff.people.length;
  const handedAt = pair.second.startedAt * 1000;
  const taken = draw.chance(0.9);
  const ringEnd = handedAt + draw.between(3, 25) * 1000;
  const common = { direction: 'in', ...caller, numberIndex: line, teamIndex: team } as const;
  if (role === 'first') {
    const startedAt = pair.first.startedAt * 1000;
    return {
      ...common,
      ...unmarked,
      ending: 'answered',
      startedAt,
      answeredAt: Math.min(handedAt - 1000, startedAt + draw.between(1, 6) * 1000),
      // The first leg lasts until the colleague's phone has rung a moment.
      endedAt: handedAt + draw.between(1, 3) * 1000,
      personIndex,
      rungIndexes: [],
      transferredToIndex: colleague,
      recorded: recordsCalls(line),
    };
  }
  const endedAt = taken ? ringEnd + draw.seconds(150, 3600) * 1000 : ringEnd;
  return {
    ...common,
    ...(taken ? inventMarks(draw, colleague, endedAt) : unmarked),
    ending: taken ? 'answered' : 'missed',
    startedAt: handedAt,
    answeredAt: taken ? ringEnd : null,
    endedAt,
    personIndex: taken ? colleague : null,
    rungIndexes: taken ? [] : [colleague],
    transferredToIndex: null,
    recorded: taken && recordsCalls(line),
  };
}
