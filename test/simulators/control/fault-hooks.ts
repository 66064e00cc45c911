import { Readable } from 'node:stream';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Fault, Faults } from './faults.ts';
import { withUnknownValues, withWrongTypes } from './spoil.ts';

/** Where the control plane lives on every simulator; faults, limits and credentials never apply to it. */
export const controlPrefix = '/__sim';
export const isControlPath = (url: string): boolean =>
  url === controlPrefix || url.startsWith(`${controlPrefix}/`);

const chunk = Buffer.alloc(64 * 1024, ' ');

function* padded(body: Buffer, bytes: number): Generator<Buffer> {
  for (let left = bytes - body.length; left > 0; left -= chunk.length) yield chunk.subarray(0, left);
  yield body;
}

/** Half of the body, then a failure: the server drops the connection although its head promised the whole. */
async function* brokenOff(body: Buffer): AsyncGenerator<Buffer> {
  yield body.subarray(0, Math.floor(body.length / 2));
  // Lets the half leave before the connection goes.
  await nextTurn();
  throw new Error('cut by a fault');
}

function bytesOf(payload: unknown): Buffer {
  if (typeof payload === 'string') return Buffer.from(payload);
  return Buffer.isBuffer(payload) ? payload : Buffer.alloc(0);
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
        reply.hijack();
        request.raw.destroy();
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
    const body = bytesOf(payload);
    if (fault?.kind === 'cut' && fault.after === 'half') {
      void reply.header('content-length', body.length);
      return Readable.from(brokenOff(body));
    }
    if (fault?.kind === 'malformed') {
      reply.removeHeader('content-length');
      if (fault.as === 'truncated') return body.subarray(0, Math.floor(body.length / 2));
      void reply.type('text/html; charset=utf-8');
      return '<!doctype html><title>Bad Gateway</title><h1>Bad Gateway</h1>';
    }
    if (fault?.kind === 'oversized') {
      reply.removeHeader('content-length');
      return Readable.from(padded(body, fault.bytes));
    }
    return payload;
  });
}
