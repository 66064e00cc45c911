import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { hash } from '../world/draw.ts';
import type { WorldCall, WorldTeam } from '../world/world.ts';
import { addAgentReportRoutes } from './agent-reports.ts';
import { linkedIdOf, uniqueIdOf } from './call-ids.ts';
import { recordingOf } from './call-row.ts';
import { sendArray } from './json-array.ts';
import { legsOf } from './legs.ts';
import { wallClock } from './moments.ts';
import { type Pbx, queryOf, readerOf } from './pbx.ts';
import { formatNumber } from './phone-format.ts';
import { reportWindow, writtenCalls } from './report-window.ts';

const seconds = (ms: number): number => Math.round(ms / 1000);
const waited = (call: WorldCall): number =>
  seconds((call.answeredAt ?? call.endedAt ?? call.startedAt) - call.startedAt);
const talked = (call: WorldCall): number =>
  call.answeredAt === null ? 0 : seconds((call.endedAt ?? call.answeredAt) - call.answeredAt);

class QueueTally {
  #total = 0;
  #answered = 0;
  #inSla = 0;
  #waitSum = 0;
  #waitMost = 0;
  #talkSum = 0;
  #talkMost = 0;
  readonly #unanswered = new Map<string, number>();

  add(call: WorldCall, sla: number): void {
    const wait = waited(call);
    this.#total++;
    this.#waitSum += wait;
    this.#waitMost = Math.max(this.#waitMost, wait);
    if (call.answeredAt === null) {
      const caller = call.remote ?? `withheld ${String(call.index)}`;
      this.#unanswered.set(caller, (this.#unanswered.get(caller) ?? 0) + 1);
      return;
    }
    this.#answered++;
    if (wait <= sla) this.#inSla++;
    this.#talkSum += talked(call);
    this.#talkMost = Math.max(this.#talkMost, talked(call));
  }

  row(name: string) {
    const mean = (sum: number, count: number): number => (count === 0 ? 0 : Math.round(sum / count));
    return {
      name,
      total: this.#total,
      answered: this.#answered,
      noanswer: this.#total - this.#answered,
      afterSla: this.#answered - this.#inSla,
      inSla: this.#inSla,
      avgWait: mean(this.#waitSum, this.#total),
      maxWait: this.#waitMost,
      avgDur: mean(this.#talkSum, this.#answered),
      maxDur: this.#talkMost,
      noanswerRecur: [...this.#unanswered.values()].filter((times) => times > 1).length,
      noanswerUniq: this.#unanswered.size,
    };
  }
}

const isQueueCall = (call: WorldCall): boolean => call.direction === 'in' && call.teamIndex !== null;

/** Reports (5.7). */
export function addReportRoutes(server: FastifyInstance, pbx: Pbx): void {
  const { world, clock, switches } = pbx;

  // GET /reports/queues: 5.7. Averages are over all calls that waited, and over those that were talked [I].
  server.get('/reports/queues', async (request) => {
    readerOf(pbx, request, 'ipbx');
    const query = queryOf(request);
    const names = query.list('queues');
    const sla = query.number('sla') ?? 20;
    const teams = world.teams('voipex').filter(({ name }) => names.length === 0 || names.includes(name));
    const tallies = new Map(
      teams.map((team): [number, [WorldTeam, QueueTally]] => [team.index, [team, new QueueTally()]]),
    );
    let seen = 0;
    for (const call of writtenCalls(pbx, reportWindow(query, clock.now()))) {
      if (isQueueCall(call)) tallies.get(call.teamIndex ?? -1)?.[1].add(call, sla);
      if (++seen % 4096 === 0) await nextTurn();
    }
    return [...tallies.values()].map(([team, tally]) => tally.row(team.name));
  });

  const reportRow = (call: WorldCall, zone: string) => {
    const format = switches().numberFormat;
    const [date, time] = wallClock(call.startedAt, zone).split(' ');
    const contact = call.contactIndex === null ? null : world.contact(call.contactIndex);
    const recording = legsOf(world, call)
      .map((leg) => recordingOf(leg))
      .find((name) => name !== '');
    const queue = call.teamIndex === null ? null : (world.teams('voipex')[call.teamIndex]?.name ?? null);
    return {
      date: date ?? '',
      time: time ?? '',
      ivr: null,
      queue,
      user: world.people('voipex')[call.personIndex ?? -1]?.email ?? null,
      direction: call.direction === 'out' ? 'outgoing' : 'incoming',
      answered: call.answeredAt !== null,
      cb: null,
      cbId: null,
      cbWho: null,
      cbDate: null,
      cbTime: null,
      cbDiff: null,
      // Whether somebody looked after it: an answered call is, of the others some are. [I]
      checked: call.answeredAt !== null || hash(call.index, 74) % 3 === 0,
      cid: formatNumber(call.remote ?? 'anonymous', format),
      callId: uniqueIdOf(call, 0),
      org: contact?.organisation ?? null,
      orgPerson: contact === null ? null : `${contact.firstName} ${contact.lastName}`,
      duration: talked(call),
      wait: queue === null ? null : waited(call),
      ringing: waited(call),
      holdtime: queue === null ? 0 : waited(call),
      membersCount: null,
      waitingCalls: null,
      lastRinging: null,
      exit: null,
      position: queue === null ? null : 1,
      attempt: queue === null ? null : 1,
      customerRating: null,
      customerSuccess: null,
      resolvedStatus: null,
      recording: recording ?? null,
      linkedid: linkedIdOf(world, call),
    };
  };

  // GET /reports/calls: 5.7, not paged. Calls of queues and outgoing ones; words of `direction` are free text [I].
  server.get('/reports/calls', async (request, reply) => {
    readerOf(pbx, request, 'ipbx');
    const query = queryOf(request);
    const window = reportWindow(query, clock.now());
    const queues = query.list('queues');
    const agents = query.list('agents').map((login) => login.toLowerCase());
    const answered = query.flag('answered');
    const direction = query.text('direction');
    function* rows(): Generator<object> {
      for (const call of writtenCalls(pbx, window)) {
        if (!isQueueCall(call) && call.direction !== 'out') continue;
        const row = reportRow(call, window.zone);
        if (queues.length > 0 && !queues.includes(row.queue ?? '')) continue;
        if (agents.length > 0 && !agents.includes((row.user ?? '').toLowerCase())) continue;
        if (answered !== null && row.answered !== answered) continue;
        if (direction !== null && row.direction !== direction) continue;
        yield row;
      }
    }
    return sendArray(
      reply,
      rows(),
      world.indexAt('voipex', window.to) - world.indexAt('voipex', window.from),
    );
  });

  addAgentReportRoutes(server, pbx);
}
