import type { FastifyInstance } from 'fastify';
import { asOf, startedBy } from '../world/as-of.ts';
import type { WorldCall } from '../world/world.ts';
import { callFilter, sortValue } from './call-filter.ts';
import { callsOf, linkedIdOf } from './call-ids.ts';
import { callRow, recordingOf, writeMoment, writtenAt } from './call-row.ts';
import type { RowList, RowWindow } from './call-rows.ts';
import { legsOf } from './legs.ts';
import { type Pbx, queryOf, readerOf } from './pbx.ts';
import { formatNumber } from './phone-format.ts';
import { Problem } from './problem.ts';
import type { Query } from './query.ts';

interface Link {
  readonly rel: 'prev' | 'next' | 'last';
  readonly href: string;
  readonly method: 'GET';
}

/** `links` of 5.1.1: `{rel, href, method}`. */
function pageLinks(
  path: string,
  query: Query,
  page: number,
  pageSize: number,
  totalPages: number,
): readonly Link[] {
  const link = (rel: Link['rel'], to: number): Link => ({
    rel,
    href: `${path}?${query.with({ page: String(to), pageSize: String(pageSize) })}`,
    method: 'GET',
  });
  return [
    ...(page > 1 && totalPages > 0 ? [link('prev', Math.min(page - 1, totalPages))] : []),
    ...(page < totalPages ? [link('next', page + 1)] : []),
    ...(totalPages > 0 ? [link('last', totalPages)] : []),
  ];
}

/** How far back the queues' missed calls are looked for; enough for 200 even on quiet days. */
const missedLookback = 6000;
const missedShown = 200;
const unanswered = new Set(['missed', 'no-agent', 'abandoned-queue', 'voicemail']);

/** The call log and what is known about single calls (5.1, 5.2). */
export function addCallRoutes(server: FastifyInstance, pbx: Pbx): void {
  const { world, clock, rows, switches } = pbx;

  const rowsAsked = async (
    query: Query,
    window: RowWindow,
    filter: ReturnType<typeof callFilter>,
  ): Promise<RowList> => {
    // A conversation is found by its id, not by searching for it.
    const linkedId = query.text('linkedid');
    if (linkedId !== null)
      return rows.ofCalls(window, callsOf(world, linkedId), filter?.test ?? (() => true));
    return filter === null ? rows.all(window) : rows.matching(window, filter.key, filter.test);
  };

  // GET /calls: 5.1. The window takes both its ends in [I]; without one it is the whole history [I].
  server.get('/calls', async (request) => {
    const reader = readerOf(pbx, request, 'ipbx-calls');
    const query = queryOf(request);
    const zone = query.zone();
    const { page, pageSize } = query.page({ usual: 100, most: 5000 });
    const descending =
      (query.oneOf('sortDirection', ['asc', 'desc', 'ASC', 'DESC']) ?? 'asc').toLowerCase() === 'desc';
    const metadata = query.flag('metadata') ?? false;
    const order = sortValue(world, query.text('sortColumn') ?? 'calldate', (call) =>
      writtenAt(call, switches()),
    );
    const filter = callFilter(query, reader, switches().usersRead);
    const window = rows.window(query.moment('startTime', zone), query.moment('endTime', zone));

    const asked = await rowsAsked(query, window, filter);
    const list = order === 'time' ? asked : await rows.sortedBy(asked, order);
    const totalPages = Math.ceil(list.total / pageSize);
    const offset = (page - 1) * pageSize;
    const positions = descending
      ? [...list.slice(list.total - offset - pageSize, pageSize)].reverse()
      : list.slice(offset, pageSize);
    const style = { world, switches: switches(), zone, metadata, now: window.now };
    return {
      items: positions.map((position) => callRow(rows.leg(position), style)),
      links: pageLinks('/calls', query, page, pageSize, totalPages),
      currentPage: page,
      totalPages,
      totalResults: list.total,
    };
  });

  // GET /calls/missed: 5.2; the last 200 as the operator panel shows. Attempts and callbacks are counted over them [I].
  server.get('/calls/missed', async (request) => {
    readerOf(pbx, request, 'ipbx');
    const now = clock.now();
    const format = switches().numberFormat;
    const end = startedBy(world, 'voipex', now);
    const missed: WorldCall[] = [];
    const callbacks = new Map<string, number>();
    const inProgress = new Map<string, string | null>();
    for (
      let index = end - 1;
      index >= Math.max(0, end - missedLookback) && missed.length < missedShown;
      index--
    ) {
      if (world.isRemoved('voipex', index)) continue;
      const call = asOf(world.call('voipex', index), now);
      if (call.direction === 'out' && call.remote !== null) {
        callbacks.set(call.remote, (callbacks.get(call.remote) ?? 0) + 1);
        const agent = world.people('voipex')[call.personIndex ?? -1];
        if (call.endedAt === null) inProgress.set(call.remote, agent?.email ?? null);
      }
      if (call.direction !== 'in' || call.teamIndex === null || call.endedAt === null) continue;
      if (unanswered.has(call.ending)) missed.push(call);
    }
    return missed.map((call) => {
      const contact = call.contactIndex === null ? null : world.contact(call.contactIndex);
      const remote = call.remote ?? 'anonymous';
      const endedAt = call.endedAt ?? call.startedAt;
      return {
        callId: linkedIdOf(world, call),
        agent: inProgress.get(remote) ?? null,
        attempts: missed.filter((other) => other.remote === call.remote).length,
        outgoingAttempts: callbacks.get(remote) ?? 0,
        callerId: formatNumber(remote, format),
        callerIdentity: contact === null ? '' : `${contact.firstName} ${contact.lastName}`,
        calldate: new Date(call.startedAt).toISOString(),
        holdTime: Math.round((endedAt - call.startedAt) / 1000),
        ivrValue: null,
        lastUpdate: new Date(endedAt).toISOString(),
        queue: world.teams('voipex')[call.teamIndex ?? -1]?.name ?? null,
        state: inProgress.has(remote) ? 'inProgress' : 'noChange',
      };
    });
  });

  const callsNamed = (id: string): readonly WorldCall[] => {
    const now = clock.now();
    const calls = callsOf(world, id).map((index) => world.call('voipex', index));
    if (calls.length === 0 || calls.every(({ startedAt }) => startedAt > now))
      throw new Problem(404, 'Call not found');
    return calls.filter(({ startedAt }) => startedAt <= now);
  };

  // GET /calls/{callId}/detail: 5.2. Event names are Asterisk's channel events [I].
  server.get<{ Params: { callId: string } }>('/calls/:callId/detail', async (request) => {
    readerOf(pbx, request, 'ipbx-calls');
    const query = queryOf(request);
    const zone = query.zone();
    const now = clock.now();
    const format = switches().numberFormat;
    const events = callsNamed(request.params.callId).flatMap((call) =>
      legsOf(world, call).flatMap((leg) => {
        const ended = call.endedAt === null ? null : leg.endedAt;
        const at = (eventtype: string, instant: number | null) =>
          instant === null ? [] : [{ eventtype, instant, leg }];
        return [
          ...at('CHAN_START', call.startedAt),
          ...(call.teamIndex !== null && leg.ordinal === 0 ? at('QUEUE_ENTER', call.startedAt) : []),
          ...at('ANSWER', leg.answeredAt),
          ...(leg.userAnswered ? at('BRIDGE_ENTER', leg.answeredAt) : []),
          ...at('HANGUP', ended),
          ...at('CHAN_END', ended),
        ];
      }),
    );
    return events
      .filter(({ instant }) => instant <= now)
      .sort((a, b) => a.instant - b.instant)
      .map(({ eventtype, instant, leg }) => ({
        eventtype,
        eventtime: writeMoment(instant, zone, switches()),
        src: formatNumber(leg.src, format),
        dst: formatNumber(leg.dst, format),
      }));
  });

  const recordingsOf = (callId: string) =>
    callsNamed(callId)
      .filter((call) => call.endedAt !== null && writtenAt(call, switches()) <= clock.now())
      .flatMap((call) => legsOf(world, call))
      .map((leg) => ({ leg, name: recordingOf(leg) }))
      .filter(({ name }) => name !== '');

  // GET /calls/{callId}/recordings: 5.2; `extensions` are those of the files, `["mp3"]` by default.
  server.get<{ Params: { callId: string } }>('/calls/:callId/recordings', async (request) => {
    readerOf(pbx, request, 'ipbx');
    const asked = queryOf(request).list('extensions');
    const format = switches().numberFormat;
    return recordingsOf(request.params.callId).flatMap(({ leg, name }) =>
      (asked.length === 0 ? ['mp3'] : asked)
        .filter((extension) => extension === 'mp3' || extension === 'wav')
        .map((extension) => ({
          name: name.replace(/mp3$/u, extension),
          src: formatNumber(leg.src, format),
          dst: formatNumber(leg.dst, format),
        })),
    );
  });

  // GET /calls/{callId}/transcript: 5.2. Two channels of a stereo recording; the words are invented [I].
  server.get<{ Params: { callId: string } }>('/calls/:callId/transcript', async (request) => {
    readerOf(pbx, request, 'ipbx');
    queryOf(request);
    const format = switches().numberFormat;
    return recordingsOf(request.params.callId).map(({ leg, name }) => ({
      filename: name,
      src: formatNumber(leg.src, format),
      dst: formatNumber(leg.dst, format),
      recognition: [
        { channel: 1, transcript: 'Dobrý den, volám kvůli objednávce z minulého týdne.' },
        { channel: 2, transcript: 'Dobrý den, hned se na to podívám.' },
      ],
    }));
  });
}
