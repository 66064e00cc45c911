import type { Agent, Call, CallJoin, CallStep } from '../../domain/call.ts';
import { fullNumber } from './sides.ts';

const seconds = (from: number, to: number): number => Math.max(0, Math.round((to - from) / 1000));

const remoteName = (call: Call): string | null =>
  call.remote.name ?? call.remote.e164 ?? (call.remote.raw === '' ? null : call.remote.raw);

const lineName = (call: Call): string | null => call.line?.name ?? call.line?.number ?? null;

const agentName = (agent: Agent | null | undefined): string | null => agent?.name ?? null;

/** How long it rang or waited: as told, else until it was answered or ended; null while nobody can know. */
function waited(call: Call): number | null {
  if (call.waitSeconds !== null) return call.waitSeconds;
  const until = call.answeredAt ?? call.endedAt;
  return until === null ? null : seconds(call.startedAt, until);
}

function talked(call: Call): number | null {
  if (call.talkSeconds !== null) return call.talkSeconds;
  return call.answeredAt === null || call.endedAt === null ? null : seconds(call.answeredAt, call.endedAt);
}

/** Where the call went next: a colleague or a number, or the one who took it from `transferredBy`. */
function transferTarget(call: Call): string | null {
  if (call.transferredTo !== null) return agentName(call.transferredTo.agent) ?? call.transferredTo.number;
  return call.transferredBy === null ? null : agentName(call.agent);
}

/** The middle of one leg's story, in order; instants that nobody told are null. */
function stepsOfLeg(call: Call, conversationAnswered: boolean): CallStep[] {
  const steps: CallStep[] = [];
  const wait = waited(call);
  const agent = agentName(call.agent);
  for (const team of call.direction === 'in' ? call.teams : []) {
    steps.push({ kind: 'queued', at: call.startedAt, who: team.name, seconds: wait });
  }
  const whoRang = call.direction === 'in' ? (agent ?? lineName(call)) : remoteName(call);
  if (wait !== null && wait > 0) {
    steps.push({ kind: 'rang', at: call.startedAt, who: whoRang, seconds: wait });
  }
  if (call.answeredAt !== null) {
    // Outside, nobody tells who picked up: the number that was called did.
    const who = call.direction === 'in' ? agent : remoteName(call);
    steps.push({ kind: 'answered', at: call.answeredAt, who, seconds: wait });
  }
  if (call.transferredTo !== null || call.transferredBy !== null) {
    steps.push({ kind: 'transferred', at: null, who: transferTarget(call), seconds: null });
  }
  if (call.hasVoicemail || call.outcome === 'voicemail') {
    steps.push({ kind: 'voicemail', at: null, who: lineName(call), seconds: null });
  }
  // A leg that rang beside the one that was answered was not missed: somebody else was quicker.
  const missed = call.outcome === 'missed' || call.outcome === 'abandoned';
  if (missed && call.direction !== 'out' && !conversationAnswered) {
    const teams = call.teams.map((team) => team.name).join(', ');
    const who = agent ?? (teams === '' ? lineName(call) : teams);
    steps.push({ kind: 'missed-by', at: call.endedAt, who, seconds: null });
  }
  return steps;
}

/** Sorts by instant; a step without one stays behind the step it was told after. */
function inOrder(steps: readonly CallStep[]): CallStep[] {
  let last = Number.NEGATIVE_INFINITY;
  const timed = steps.map((step) => {
    last = step.at ?? last;
    return { step, at: last };
  });
  return timed.sort((a, b) => a.at - b.at).map(({ step }) => step);
}

const sameStep = (a: CallStep, b: CallStep): boolean =>
  a.kind === b.kind &&
  a.who === b.who &&
  a.accountId === b.accountId &&
  (a.at === b.at || (a.kind === 'transferred' && b.kind === 'transferred'));

/** Where a call went on as another: when it arrived there, and at whom. An extension is no line that it came in at. */
const goneOn = ({ kind }: CallJoin, to: Call): CallStep => ({
  kind,
  at: to.startedAt,
  who:
    (kind === 'transferred' ? agentName(to.agent) : null) ??
    to.line?.name ??
    (fullNumber(to.line?.number) === null ? null : lineName(to)),
  seconds: null,
});

/**
 * What a leg tells in a story that went on elsewhere: the line that passed it on did not answer it, though it heard the
 * answer, and the row of the call that left it tells what the other system tells better.
 */
function stepsOfPassedOn(leg: Call, answered: boolean): CallStep[] {
  if (leg.direction === 'out') return [];
  return stepsOfLeg(leg, answered).filter(({ kind, who }) => kind !== 'answered' || who !== null);
}

/**
 * The story of a call from its own facts and those of the other legs (any order, without the call itself), which are
 * of its conversation or joined with it. Begins with `started`; ends with `ended`, carrying the talk time of `call`,
 * once no leg runs. In a story over several accounts each step names its own.
 */
export function storyOf(call: Call, legs: readonly Call[], joins: readonly CallJoin[] = []): CallStep[] {
  const all = [call, ...legs].sort((a, b) => a.startedAt - b.startedAt);
  const first = all[0] ?? call;
  const answered = all.some((leg) => leg.answeredAt !== null);
  const several = all.some(({ accountId }) => accountId !== call.accountId);
  const of = (leg: Call, steps: readonly CallStep[]): CallStep[] =>
    several ? steps.map((step) => ({ ...step, accountId: leg.accountId })) : [...steps];
  const ways = joins.flatMap((join) => {
    const [from, to] = [join.from, join.to].map((id) => all.find((leg) => leg.id === id));
    return join.parted || from === undefined || to === undefined ? [] : [{ join, from, to }];
  });
  const isPassedOn = (leg: Call): boolean =>
    ways.some(
      ({ join, from }) =>
        join.kind === 'forwarded' &&
        from.accountId === leg.accountId &&
        (from.id === leg.id || (leg.conversationId !== null && from.conversationId === leg.conversationId)),
    );
  const started: CallStep = {
    kind: 'started',
    at: first.startedAt,
    who: first.direction === 'in' ? remoteName(first) : agentName(first.agent),
    seconds: null,
  };
  const middle = inOrder([
    // It goes on before it rings there.
    ...ways.flatMap(({ join, to }) => of(to, [goneOn(join, to)])),
    ...all.flatMap((leg) => of(leg, (isPassedOn(leg) ? stepsOfPassedOn : stepsOfLeg)(leg, answered))),
  ]);
  const told = middle.filter((step, place) => middle.findIndex((other) => sameStep(other, step)) === place);
  if (all.some((leg) => leg.state !== 'ended')) return [...of(first, [started]), ...told];
  const ends = all.map((leg) => leg.endedAt).filter((at) => at !== null);
  const ended: CallStep = {
    kind: 'ended',
    at: ends.length === 0 ? null : Math.max(...ends),
    who: null,
    seconds: talked(call),
  };
  return [...of(first, [started]), ...told, ended];
}
