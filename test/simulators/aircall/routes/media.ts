import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callById } from '../call-lists.ts';
import type { Desk } from '../desk.ts';
import { idOf } from '../identity.ts';
import type { MediaKind } from '../media.ts';
import { silentMp3 } from '../mp3.ts';
import { single } from '../paging.ts';
import { mediaOf } from '../wire/calls.ts';
import { pathOf, queryOf } from './reply.ts';

interface Named {
  Params: { id: string };
}

/** Audio behind signed addresses that expire (4.1). No credential, no rate limit: they are not the API. */
export function addMediaRoutes(server: FastifyInstance, desk: Desk): void {
  const signed = (request: FastifyRequest): boolean => {
    const query = queryOf(request);
    const [expires, signature] = [single(query, 'expires') ?? '', single(query, 'signature') ?? ''];
    return desk.media.accepts(pathOf(request), expires, signature, desk.clock.now());
  };
  /** As object stores word it: [I]. */
  const refuse = (reply: FastifyReply, status: 403 | 404) =>
    reply
      .code(status)
      .type('application/xml')
      .send(
        status === 403
          ? '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>'
          : '<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchKey</Code></Error>',
      );
  const found = (request: FastifyRequest<Named>, kind: MediaKind) => {
    const call = callById(desk, request.params.id);
    return call !== null && mediaOf(desk, call) === kind ? call : null;
  };

  const kinds = [
    ['recording', 'recordings', 'r'],
    ['voicemail', 'voicemails', 'v'],
  ] as const;
  for (const [kind, folder, short] of kinds) {
    server.get<Named>(`/media/${folder}/:id.mp3`, async (request, reply) => {
      if (!signed(request)) return refuse(reply, 403);
      const call = found(request, kind);
      if (call?.endedAt == null) return refuse(reply, 404);
      const audio = silentMp3((call.endedAt - (call.answeredAt ?? call.startedAt)) / 1000);
      void reply.type('audio/mpeg').header('accept-ranges', 'bytes');
      const range = /^bytes=(\d+)-(\d*)$/u.exec(request.headers.range ?? '');
      if (range === null) return reply.send(audio);
      const first = Number(range[1]);
      const last = Math.min(audio.length - 1, range[2] === '' ? Infinity : Number(range[2]));
      if (first > last)
        return reply
          .code(416)
          .header('content-range', `bytes */${String(audio.length)}`)
          .send('');
      return reply
        .code(206)
        .header('content-range', `bytes ${String(first)}-${String(last)}/${String(audio.length)}`)
        .send(audio.subarray(first, last + 1));
    });

    server.get<Named>(`/s/${short}/:id`, async (request, reply) => {
      if (!signed(request)) return refuse(reply, 403);
      const call = found(request, kind);
      if (call === null) return refuse(reply, 404);
      const expires = Math.floor(desk.clock.now() / 1000) + desk.switches().recordingLife;
      return reply.redirect(desk.origin() + desk.media.file(kind, idOf('call', call.index), expires));
    });
  }
}
