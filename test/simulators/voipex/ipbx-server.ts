import fastify, { type FastifyInstance } from 'fastify';
import { addCallRoutes } from './calls-routes.ts';
import { addDirectoryRoutes } from './directory-routes.ts';
import { addLiveRoutes } from './live-routes.ts';
import type { Pbx } from './pbx.ts';
import { Problem, problemBody, problemHandler } from './problem.ts';
import { addRecordingRoutes } from './recordings-routes.ts';
import { addReportRoutes } from './reports-routes.ts';

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Problem(400, 'Invalid request payload JSON format');
    throw error;
  }
}

/** `ipbxapi.voipex.io` without GraphQL (sections 4 and 5). `prepare` runs before any route is added. */
export function createIpbxServer(pbx: Pbx, prepare: (server: FastifyInstance) => void): FastifyInstance {
  // A recording's name is one path segment, folders and all, and percent-encoding triples its slashes.
  const server = fastify({ routerOptions: { maxParamLength: 500 } });
  // Generated clients send DELETE with a JSON type and no body.
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: unknown, body: string) => (body === '' ? undefined : parseJson(body)),
  );
  prepare(server);
  server.setErrorHandler(problemHandler(pbx.switches));
  server.setNotFoundHandler(async (_request, reply) =>
    reply.code(404).send(problemBody(pbx.switches(), 404, 'Not Found')),
  );
  addCallRoutes(server, pbx);
  addLiveRoutes(server, pbx);
  addDirectoryRoutes(server, pbx);
  addRecordingRoutes(server, pbx);
  addReportRoutes(server, pbx);
  return server;
}
