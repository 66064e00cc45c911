import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Up to this many records an answer is made in one piece; a longer one is sent as it is made. */
const atOnce = 20_000;
const perChunk = 500;

function* chunks(records: Iterable<unknown>): Generator<string> {
  let text = '[';
  let count = 0;
  for (const record of records) {
    text += (count > 0 ? ',' : '') + JSON.stringify(record);
    if (++count % perChunk === 0) {
      yield text;
      text = '';
    }
  }
  yield `${text}]`;
}

/** Answers with an array of any length without holding it. `expected`: about how many records there will be. */
export function sendArray(reply: FastifyReply, records: Iterable<unknown>, expected: number): FastifyReply {
  if (expected <= atOnce) return reply.send([...records]);
  return reply.type('application/json; charset=utf-8').send(Readable.from(chunks(records)));
}
