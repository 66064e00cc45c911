import type { FastifyInstance } from 'fastify';

/**
 * Starts a server on loopback, on a free port for 0. Returns its origin, `http://127.0.0.1:4020`.
 * Throws an Error that names the port and who wanted it when somebody else listens there; the server is closed then.
 */
export async function listenOn(server: FastifyInstance, port: number, who: string): Promise<string> {
  try {
    return await server.listen({ host: '127.0.0.1', port });
  } catch (error) {
    await server.close();
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new Error(`port ${String(port)} is taken: ${who} cannot listen there`, { cause: error });
    }
    throw error;
  }
}
