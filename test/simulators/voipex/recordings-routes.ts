import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { World } from '../world/world.ts';
import { callsOf, decodeId } from './call-ids.ts';
import { recordingOf, writtenAt } from './call-row.ts';
import { type Leg, legsOf } from './legs.ts';
import { type Pbx, pbx as ownPbx, queryOf, readerOf } from './pbx.ts';
import { Problem } from './problem.ts';
import { silentMp3, speechLikeWav, storedZip } from './recording-audio.ts';

interface Recording {
  readonly leg: Leg;
  readonly extension: 'mp3' | 'wav';
}

/** The recording with this name, or null. `.flac` belongs to a module that this PBX does not have (5.6). */
export function findRecording(world: World, filename: string): Recording | null {
  const match = /^\d{4}\/\d{2}\/\d{2}\/(\d+\.\d+)-[^/]+\.(mp3|wav)$/u.exec(filename);
  const call = match?.[1] === undefined ? null : (decodeId(world, match[1])?.call ?? null);
  if (call === null) return null;
  const wanted = filename.replace(/(mp3|wav)$/u, 'mp3');
  const leg = legsOf(world, call).find((each) => recordingOf(each) === wanted);
  return leg === undefined ? null : { leg, extension: match?.[2] === 'wav' ? 'wav' : 'mp3' };
}

/** As many seconds of sound as were talked. */
function sound({ leg, extension }: Recording): Buffer {
  const seconds = Math.round((leg.endedAt - (leg.answeredAt ?? leg.endedAt)) / 1000);
  return extension === 'mp3' ? silentMp3(seconds) : speechLikeWav(seconds, 180 + (leg.call.index % 9) * 15);
}

const mostDownloads = 50;

/** Recordings (5.6). Deleting them is an administrator's: `administration-routes.ts`. */
export function addRecordingRoutes(server: FastifyInstance, pbx: Pbx): void {
  const { world, rows, clock, switches } = pbx;

  const written = (leg: Leg): boolean => writtenAt(leg.call, switches()) <= clock.now();

  // GET /recordings: 5.6, oldest first [I].
  server.get('/recordings', async (request) => {
    readerOf(pbx, request, 'ipbx');
    const query = queryOf(request);
    const zone = query.zone();
    const { page, pageSize } = query.page({ usual: 1000, most: 1000 });
    const window = rows.window(query.moment('startTime', zone), query.moment('endTime', zone));
    const list = await rows.matching(window, 'recordings', (leg) => leg.recorded && leg.answeredAt !== null);
    return {
      files: list.slice((page - 1) * pageSize, pageSize).map((position) => recordingOf(rows.leg(position))),
      currentPage: page,
      totalPages: Math.ceil(list.total / pageSize),
    };
  });

  // GET /recordings/download: 5.6, a zip of up to fifty calls.
  server.get('/recordings/download', async (request, reply) => {
    readerOf(pbx, request, 'ipbx');
    const callIds = queryOf(request)
      .list('callId')
      .flatMap((value) => value.split(','));
    if (callIds.length === 0) throw new Problem(400, '"callId" is required');
    if (callIds.length > mostDownloads)
      throw new Problem(400, '"callId" must contain less than or equal to 50 items');
    const files = [...new Set(callIds)]
      .flatMap((callId) => callsOf(world, callId))
      .flatMap((index) => legsOf(world, world.call('voipex', index)))
      .filter((leg) => written(leg) && recordingOf(leg) !== '')
      .map((leg) => ({
        name: recordingOf(leg).replaceAll('/', '-'),
        content: sound({ leg, extension: 'mp3' }),
      }));
    if (files.length === 0) throw new Problem(404, 'Recording not found');
    return reply
      .type('application/zip')
      .header('content-disposition', 'attachment; filename="recordings.zip"')
      .send(storedZip(files));
  });

  const play = (request: FastifyRequest, reply: FastifyReply, filename: string): FastifyReply => {
    readerOf(pbx, request, 'ipbx');
    queryOf(request);
    const recording = findRecording(world, filename);
    if (recording === null || !written(recording.leg)) throw new Problem(404, 'Recording not found');
    return reply.type(recording.extension === 'mp3' ? 'audio/mpeg' : 'audio/wav').send(sound(recording));
  };

  // GET /recordings/{filename}: 5.6. The description says JSON; real bytes come with their own type [I].
  server.get<{ Params: { filename: string } }>('/recordings/:filename', async (request, reply) =>
    play(request, reply, request.params.filename),
  );

  // GET /recordings/{filename}/ipbx/{pbxId}: 5.6, the older form.
  server.get<{ Params: { filename: string; pbxId: string } }>(
    '/recordings/:filename/ipbx/:pbxId',
    async (request, reply) => {
      if (Number(request.params.pbxId) !== ownPbx.pbxId) throw new Problem(404, 'Unknown pbxId');
      return play(request, reply, request.params.filename);
    },
  );
}
