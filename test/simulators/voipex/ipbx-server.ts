import fastify, { type FastifyInstance } from 'fastify';
import { addAdministrationRoutes } from './administration-routes.ts';
import { addCallRoutes } from './calls-routes.ts';
import { addDirectoryRoutes } from './directory-routes.ts';
import { readJsonBodies } from './json-body.ts';
import { addLiveRoutes } from './live-routes.ts';
import type { Pbx } from './pbx.ts';
import { problemBody, problemHandler } from './problem.ts';
import { addRecordingRoutes } from './recordings-routes.ts';
import { addReportRoutes } from './reports-routes.ts';

/** `ipbxapi.voipex.io` without GraphQL (sections 4 and 5). `prepare` runs before any route is added. */
export function createIpbxServer(pbx: Pbx, prepare: (server: FastifyInstance) => void): FastifyInstance {
  // A recording's name is one path segment, folders and all, and percent-encoding triples its slashes.
  const server = fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: 500 } });
  readJsonBodies(server);
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
  addAdministrationRoutes(server, pbx);
  return server;
}
