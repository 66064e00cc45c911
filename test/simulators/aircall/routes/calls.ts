import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { WorldCall } from '../../world/world.ts';
import { withoutEmoji } from '../books/text.ts';
import { allCalls, callById, CallSearch } from '../call-lists.ts';
import type { Desk } from '../desk.ts';
import { AircallError, badRequest, notFound } from '../errors.ts';
import { idOf, indexOf, unix } from '../identity.ts';
import { callRecord, fetchesOf } from '../wire/calls.ts';
import { callInEvent } from '../wire/events.ts';
import { bodyOf, listReply, queryOf } from './reply.ts';

interface Named {
  Params: { id: string };
}

const Comment = z.object({ content: z.string().min(1) });
const Tags = z.object({ tags: z.array(z.union([z.number().int(), z.string()])).min(1) });
const mostComments = 5;

export function callOr404(desk: Desk, request: FastifyRequest<Named>): WorldCall {
  const call = callById(desk, request.params.id);
  if (call === null) throw notFound('The call');
  return call;
}

const intelligence = [
  ...['transcription', 'realtime_transcription', 'summary', 'topics', 'sentiments', 'action_items'],
  ...['predicted_csat', 'custom_summary_result', 'playbook_result', 'evaluations'],
];

/** Calls (5.1): reading, and the writes that leave something behind. Those on running calls are in `live-calls.ts`. */
export function addCallRoutes(server: FastifyInstance, desk: Desk): void {
  const search = new CallSearch(desk);
  const single = (request: FastifyRequest, call: WorldCall) => ({
    call: callRecord(desk, call, fetchesOf(queryOf(request))),
  });
  const write = (request: FastifyRequest) => {
    const fetches = fetchesOf(queryOf(request));
    return (call: WorldCall) => callRecord(desk, call, fetches);
  };

  server.get('/v1/calls', async (request) =>
    listReply(desk, request, 'calls', allCalls(desk, queryOf(request)), write(request)),
  );
  server.get('/v1/calls/search', async (request) =>
    listReply(desk, request, 'calls', await search.listing(queryOf(request)), write(request)),
  );
  server.get<Named>('/v1/calls/:id', async (request) => single(request, callOr404(desk, request)));

  /** 400 after the fifth; no author. The body of the 201 is [I]. */
  server.post<Named>('/v1/calls/:id/comments', async (request, reply) => {
    const call = callOr404(desk, request);
    const { content } = bodyOf(request, Comment);
    const { notes } = desk.world.call('aircall', call.index);
    if (notes.length >= mostComments) throw badRequest('A call cannot have more than 5 comments.');
    const note = {
      text: withoutEmoji(content),
      personIndex: null,
      at: Math.floor(desk.clock.now() / 1000) * 1000,
    };
    desk.world.amend('aircall', call.index, { notes: [...notes, note] });
    const id = idOf('comment', call.index * mostComments + notes.length);
    return reply
      .code(201)
      .send({ comment: { id, content: note.text, posted_at: unix(note.at), posted_by: null } });
  });

  /** Tag ids that must exist. Appends without duplicates (9 no. 21). [I] */
  server.post<Named>('/v1/calls/:id/tags', async (request, reply) => {
    const call = callOr404(desk, request);
    const { tags } = bodyOf(request, Tags);
    const indexes = tags.map((id) => indexOf('tag', id));
    const known = indexes.filter((index) => index !== null && desk.tags.find(index) !== null) as number[]; // nulls are out
    if (known.length < tags.length) throw badRequest('tags holds an unknown tag.');
    const before = desk.world.call('aircall', call.index).tagIndexes;
    desk.world.amend('aircall', call.index, { tagIndexes: [...new Set([...before, ...known])] });
    const { tags: written } = callRecord(desk, callOr404(desk, request), fetchesOf({}));
    return reply.code(201).send({ tags: written });
  });

  for (const [verb, archived] of [
    ['archive', true],
    ['unarchive', false],
  ] as const) {
    server.put<Named>(`/v1/calls/:id/${verb}`, async (request) => {
      const call = callOr404(desk, request);
      desk.archived.set(call.index, archived);
      if (archived) desk.tell('call.archived', callInEvent(desk, call));
      return single(request, call);
    });
  }

  /** Irreversible. Which 2xx is not told: [I]. */
  for (const kind of ['recording', 'voicemail'] as const) {
    server.delete<Named>(`/v1/calls/:id/${kind}`, async (request, reply) => {
      desk.erased.add(`${kind} ${String(callOr404(desk, request).index)}`);
      return reply.code(204).send();
    });
  }

  /** 4.6: 403 without the entitlement, 404 when nothing was generated. */
  for (const name of intelligence) {
    server.get<Named>(`/v1/calls/:id/${name}`, async (request) => {
      callOr404(desk, request);
      if (desk.switches().intelligence === 'none') {
        throw new AircallError(403, 'Your plan does not include conversation intelligence.');
      }
      throw notFound('The conversation intelligence');
    });
  }
}
