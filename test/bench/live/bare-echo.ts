import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** The least that brings a webhook into a page: Node's HTTP server, server-sent events, `EventSource`. */
export interface BareEcho {
  /** The page that listens. It shows an element with `data-echo` for every event. */
  readonly page: string;
  /** Where to POST to. */
  readonly hook: string;
  close(): Promise<void>;
}

const html = `<!doctype html><meta charset="utf-8"><ul></ul><script>
  new EventSource('/events').onmessage = ({ data }) => {
    const { id } = JSON.parse(data);
    const row = document.createElement('li');
    row.dataset.echo = id;
    row.textContent = id;
    document.querySelector('ul').replaceChildren(row);
  };
</script>`;

export async function startBareEcho(): Promise<BareEcho> {
  const listeners = new Set<http.ServerResponse>();
  const server = http.createServer((request, response) => {
    if (request.url === '/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(':\n\n');
      listeners.add(response);
      response.once('close', () => listeners.delete(response));
      return;
    }
    if (request.method !== 'POST') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(html);
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      for (const listener of listeners) listener.write(`data: ${body}\n\n`);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // It listens on TCP, so the address is no text.
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    page: `${origin}/`,
    hook: `${origin}/hook`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
