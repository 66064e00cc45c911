import type http from 'node:http';
import type { Socket } from 'node:net';

/** The connections of a server, of which closing it alone would wait for those that nobody asks anything on. */
export interface Connections {
  /** Resolves once no request is under way; every connection left then is ended. */
  end(): Promise<void>;
}

/** Browsers open connections ahead of need; anybody can open one and keep silent. `server` is not listening yet. */
export function watchConnections(server: http.Server): Connections {
  const open = new Set<Socket>();
  let underWay = 0;
  const quiet = Promise.withResolvers<void>();
  let ending = false;
  let over = false;

  const keep = (socket: Socket): void => {
    if (over) socket.destroy(); // it came before the server had ceased to listen
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  };
  server.on('connection', keep);
  server.on('secureConnection', keep);
  server.on('request', (_request, response) => {
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
      if (ending && underWay === 0) quiet.resolve();
    });
  });

  return {
    async end() {
      ending = true;
      if (underWay > 0) await quiet.promise;
      over = true;
      for (const socket of open) socket.destroySoon();
    },
  };
}
