import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RelayRefusal } from '../domain/relay.ts';

/** Answers a desktop with why not. */
export const refuse = (reply: FastifyReply, status: number, error: RelayRefusal['error']): FastifyReply =>
  reply.code(status).send({ error } satisfies RelayRefusal);

/** Browsers name the origin of what their pages ask; the desktop is no browser and no page has business here. */
export const isFromPage = (request: FastifyRequest): boolean => request.headers.origin !== undefined;
