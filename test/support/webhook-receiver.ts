import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Certificate } from './certificate.ts';

/** What Aircall posts to a webhook (aircall.md 6.1): these five fields and no other. */
export const Envelope = z.strictObject({
  resource: z.string(),
  event: z.string(),
  timestamp: z.number().int(),
  token: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type Envelope = z.infer<typeof Envelope>;

/** Takes deliveries of webhooks as a relay would, and keeps all that came. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: readonly Envelope[];
  /** Of the request that came last. */
  readonly headers: http.IncomingHttpHeaders;
  /** The status of each answer to come; null: none at all. 200 unless set. */
  answer: (envelope: Envelope) => number | null;
  close(): Promise<void>;
}

/** On a free port of loopback, over TLS where there is a certificate. */
export async function receiveWebhooks(certificate: Certificate | null = null): Promise<WebhookReceiver> {
  const received: Envelope[] = [];
  let headers: http.IncomingHttpHeaders = {};
  const take: http.RequestListener = (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      headers = request.headers;
      const envelope = Envelope.parse(JSON.parse(Buffer.concat(parts).toString()));
      received.push(envelope);
      const status = receiver.answer(envelope);
      if (status !== null) response.writeHead(status).end();
    });
  };
  const server = certificate === null ? http.createServer(take) : https.createServer(certificate, take);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a server on TCP has such an address
  const receiver: WebhookReceiver = {
    url: `${certificate === null ? 'http' : 'https'}://127.0.0.1:${String(port)}/hook`,
    received,
    get headers() {
      return headers;
    },
    answer: () => 200,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
