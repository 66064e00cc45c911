import type { FastifyInstance } from 'fastify';
import { Problem } from './problem.ts';

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Problem(400, 'Invalid request payload JSON format');
    throw error;
  }
}

/** Reads JSON bodies; an empty one counts as none, because generated clients send DELETE with a JSON type and no body. */
export function readJsonBodies(server: FastifyInstance): void {
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: unknown, body: string) => (body === '' ? undefined : parseJson(body)),
  );
}
