import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { reportTo } from './children.ts';

/**
 * The least that can be called a broadcaster of server-sent events: whatever is posted is written to whoever listens. No
 * companies, no sessions, no duplicates, nothing to resume from, and nobody is ever cut.
 */
const listening = new Set<ServerResponse>();
let last = 0;

const server = http.createServer((request, response) => {
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.flushHeaders();
    listening.add(response);
    response.on('close', () => listening.delete(response));
    return;
  }
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (text: string) => {
    body += text;
  });
  request.on('end', () => {
    response.writeHead(204).end();
    last += 1;
    const message = `id: ${String(last)}\nevent: provider-event\ndata: ${body}\n\n`;
    for (const one of listening) one.write(message);
  });
});
server.listen(0, '127.0.0.1', () => {
  reportTo((server.address() as AddressInfo).port); // it listens on TCP
});
