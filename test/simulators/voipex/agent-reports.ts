import type { FastifyInstance } from 'fastify';
import type { WorldPerson } from '../world/world.ts';
import { userIdOf } from './accesses.ts';
import { type AgentDay, agentAt, agentDay, companyDays, companyDayStart } from './agent-day.ts';
import { writeMoment } from './call-row.ts';
import { pbxUserIdOf } from './directory.ts';
import { type Pbx, queryOf, readerOf } from './pbx.ts';
import { homeZone, type Query } from './query.ts';
import { type ReportWindow, reportWindow, writtenCalls } from './report-window.ts';

interface AgentEvent {
  readonly at: number;
  readonly person: WorldPerson;
  readonly event: 'ADDMEMBER' | 'PAUSE' | 'UNPAUSE' | 'REMOVEMEMBER';
  readonly data?: { readonly reason: string };
}

function eventsOf(person: WorldPerson, day: AgentDay): readonly AgentEvent[] {
  return [
    { at: day.from, person, event: 'ADDMEMBER' },
    ...day.pauses.flatMap(({ pause, from, to }): AgentEvent[] => [
      { at: from, person, event: 'PAUSE', data: { reason: pause.name } },
      { at: to, person, event: 'UNPAUSE' },
    ]),
    { at: day.to, person, event: 'REMOVEMEMBER' },
  ];
}

const overlap = (from: number, to: number, window: ReportWindow): number =>
  Math.max(0, Math.min(to, window.to) - Math.max(from, window.from));

/** What agents did at the queues (5.7). Days are invented in `agent-day.ts`, calls are the world's. */
export function addAgentReportRoutes(server: FastifyInstance, pbx: Pbx): void {
  const { world, clock, switches } = pbx;
  const { seed } = world.options;

  /** The agents a query names by login, or all. */
  const agentsOf = (query: Query): readonly WorldPerson[] => {
    const logins = query.list('agents').map((login) => login.toLowerCase());
    const ids = query.list('usersId');
    return world
      .people('voipex')
      .filter(({ email }) => logins.length === 0 || logins.includes(email.toLowerCase()))
      .filter(({ index }) => ids.length === 0 || ids.includes(userIdOf(seed, index)));
  };
  const queueOf = (person: WorldPerson): string =>
    world.teams('voipex')[person.teamIndexes[0] ?? 0]?.name ?? '';

  // GET /reports/agents/activity: 5.7. `links` are texts here.
  server.get('/reports/agents/activity', async (request) => {
    readerOf(pbx, request, 'ipbx');
    const query = queryOf(request);
    const window = reportWindow(query, clock.now());
    const { page, pageSize } = query.page({ usual: 1000, most: 5000 });
    const queues = query.list('queues');
    const wanted = query.list('events');
    const agents = agentsOf(query).filter(
      (person) => queues.length === 0 || queues.includes(queueOf(person)),
    );
    const events = [...companyDays(world, window.from, window.to)]
      .flatMap((begin) =>
        agents.flatMap((person) => {
          const day = agentDay(world, person, begin);
          return day === null ? [] : eventsOf(person, day);
        }),
      )
      .filter(
        ({ at, event }) =>
          at >= window.from && at < window.to && (wanted.length === 0 || wanted.includes(event)),
      )
      .sort((a, b) => a.at - b.at);
    const totalPages = Math.ceil(events.length / pageSize);
    const link = (to: number): string => `/reports/agents/activity?${query.with({ page: String(to) })}`;
    return {
      links: page < totalPages ? [link(page + 1), link(totalPages)] : [],
      currentPage: page,
      totalPages,
      items: events.slice((page - 1) * pageSize, page * pageSize).map(({ at, person, event, data }) => ({
        time: writeMoment(at, window.zone, switches()),
        queue: queueOf(person),
        agent: person.email,
        event,
        ...(data === undefined ? {} : { data }),
      })),
    };
  });

  // GET /reports/agents/activity-durations: 5.7.
  server.get('/reports/agents/activity-durations', async (request) => {
    readerOf(pbx, request, 'ipbx');
    const query = queryOf(request);
    const now = clock.now();
    const window = reportWindow(query, now);
    const talk = new Map<number, { in: number; out: number }>();
    for (const call of writtenCalls(pbx, window)) {
      if (call.personIndex === null || call.answeredAt === null || call.endedAt === null) continue;
      const sum = talk.get(call.personIndex) ?? { in: 0, out: 0 };
      sum[call.direction === 'in' ? 'in' : 'out'] += (call.endedAt - call.answeredAt) / 1000;
      talk.set(call.personIndex, sum);
    }
    return agentsOf(query).map((person) => {
      const days = [...companyDays(world, window.from, window.to)].flatMap(
        (begin) => agentDay(world, person, begin) ?? [],
      );
      const login = days.reduce((sum, day) => sum + overlap(day.from, day.to, window), 0) / 1000;
      const paused =
        days.flatMap((day) => day.pauses).reduce((sum, { from, to }) => sum + overlap(from, to, window), 0) /
        1000;
      const { loggedIn, pause } = agentAt(world, person, now);
      const today = agentDay(world, person, now);
      const queues = person.teamIndexes.map((team) => world.teams('voipex')[team]?.name ?? '');
      const sum = talk.get(person.index) ?? { in: 0, out: 0 };
      return {
        id: pbxUserIdOf(person),
        loggedIn: loggedIn ? queues : [],
        pausedIn: pause === null ? [] : queues,
        isDynamic: true,
        wasOncePaused: paused > 0,
        wasOnceLogged: login > 0,
        ...(loggedIn && today !== null ? { logonStartTime: new Date(today.from).toISOString() } : {}),
        ...(pause === null ? {} : { pauseStartTime: new Date(pause.from).toISOString() }),
        durations: {
          incomingCalls: Math.round(sum.in),
          outgoingCalls: Math.round(sum.out),
          pauses: Math.round(paused),
          login: Math.round(login),
          idle: Math.max(0, Math.round(login - paused - sum.in - sum.out)),
        },
      };
    });
  });

  // GET /reports/agents/daily-stats: 5.7; since the company's midnight [I].
  server.get('/reports/agents/daily-stats', async (request) => {
    readerOf(pbx, request, 'ipbx');
    const query = queryOf(request);
    const now = clock.now();
    const today = { from: companyDayStart(world, now), to: now + 1, zone: homeZone };
    const calls = [...writtenCalls(pbx, today)];
    return agentsOf(query).map((person) => {
      const own = calls.filter(({ personIndex }) => personIndex === person.index);
      const out = own.filter(({ direction }) => direction === 'out');
      const talk = own.reduce(
        (sum, c) => sum + (c.answeredAt === null ? 0 : (c.endedAt ?? c.answeredAt) - c.answeredAt),
        0,
      );
      const day = agentDay(world, person, now);
      const pauseTime = (billable: boolean): number =>
        (day?.pauses ?? [])
          .filter(({ pause }) => pause.billable === billable)
          .reduce((sum, { from, to }) => sum + overlap(from, to, today), 0) / 1000;
      return {
        agent: person.email,
        userId: userIdOf(seed, person.index),
        callsTaken: own.filter((c) => c.direction === 'in' && c.answeredAt !== null).length,
        outgoingCallsAnswered: out.filter((c) => c.answeredAt !== null).length,
        outgoingCallsUnanswered: out.filter((c) => c.answeredAt === null).length,
        cbCalls: 0,
        talkTime: Math.round(talk / 1000),
        logonTime: day !== null && day.from <= now ? new Date(day.from).toISOString() : null,
        ringNoAnswer: calls.filter((c) => c.rungIndexes.includes(person.index)).length,
        billPauseTime: pauseTime(true),
        nonBillPauseTime: pauseTime(false),
      };
    });
  });
}
