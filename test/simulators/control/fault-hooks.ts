import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault, Faults } from './faults.ts';
import { withUnknownValues, withWrongTypes } from './spoil.ts';

/** Where the control plane lives on every simulator; faults, limits and credentials never apply to it. */
export const controlPrefix = '/__sim';
export const isControlPath = (url: string): boolean =>
  url === controlPrefix || url.startsWith(`${controlPrefix}/`);

const chunk = Buffer.alloc(64 * 1024, ' ');

function* padded(payload: string, bytes: number): Generator<Buffer> {
  const body = Buffer.from(payload);
  for (let left = bytes - body.length; left > 0; left -= chunk.length) yield chunk.subarray(0, left);
  yield body;
}

/** Sends the true head and half of the body, then drops the connection. */
function cutHalfWay(reply: FastifyReply, payload: string): void {
  const body = Buffer.from(payload);
  reply.hijack();
  reply.raw.writeHead(reply.statusCode, {
    'content-type': 'application/json',
    'content-length': body.length,
  });
  reply.raw.write(body.subarray(0, Math.floor(body.length / 2)), () => reply.raw.destroy());
}

/**
 * Puts the faults in front of every route that is registered afterwards. `bodyOf` gives the provider's own body of
 * an error status.
 */
export function addFaultHooks(
  server: FastifyInstance,
  faults: Faults,
  bodyOf: (status: number) => unknown,
): void {
  const struck = new WeakMap<FastifyRequest, Fault>();
  const closing = new AbortController();
  server.addHook('preClose', async () => closing.abort());

  server.addHook('onRequest', async (request, reply) => {
    if (isControlPath(request.url)) return;
    const fault = faults.strike(request.method, request.url);
    if (fault === null) return;
    struck.set(request, fault);
    if (fault.kind === 'delay') {
      await delay(fault.ms, undefined, { signal: closing.signal }).catch((error: unknown) => {
        if (!closing.signal.aborted) throw error;
      });
    } else if (fault.kind === 'cut' && fault.after === 'nothing') {
      reply.hijack();
      request.raw.destroy();
    } else if (fault.kind === 'status') {
      await reply
        .code(fault.status)
        .headers(fault.headers ?? {})
        .send(fault.body ?? bodyOf(fault.status));
    }
  });

  server.addHook('preSerialization', async (request, _reply, payload: unknown) => {
    const fault = struck.get(request);
    if (fault?.kind === 'wrong-types') return withWrongTypes(payload, fault.fields, fault.records);
    if (fault?.kind === 'unknown-values') return withUnknownValues(payload, fault.fields, fault.records);
    return payload;
  });

  server.addHook('onSend', async (request, reply, payload: unknown) => {
    const fault = struck.get(request);
    const text =
      typeof payload === 'string' ? payload : Buffer.isBuffer(payload) ? payload.toString('latin1') : '';
    if (fault?.kind === 'cut' && fault.after === 'half') {
      cutHalfWay(reply, text);
      return payload;
    }
    if (fault?.kind === 'malformed') {
      reply.removeHeader('content-length');
      if (fault.as === 'truncated') return text.slice(0, Math.floor(text.length / 2));
      void reply.type('text/html; charset=utf-8');
      return '<!doctype html><title>Bad Gateway</title><h1>Bad Gateway</h1>';
    }
    if (fault?.kind === 'oversized') {
      reply.removeHeader('content-length');
      return Readable.from(padded(text, fault.bytes));
    }
    return payload;
  });
}
