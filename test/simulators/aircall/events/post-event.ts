import http from 'node:http';
import https from 'node:https';
import { randomBytes } from 'node:crypto';

/** Sends events to webhooks, as seen on a real delivery (6.1). */
export interface EventPost {
  /** Whether the address took it: any 2xx within the time (6.2). Redirects are not followed. */
  send(url: string, body: string, timeoutMs: number): Promise<boolean>;
  /** Certificates (PEM) to trust beside the public ones: those of a relay on loopback. */
  trust(pem: string): void;
  close(): void;
}

export function createEventPost(): EventPost {
  const ended = new AbortController();
  const trusted: string[] = [];
  const plain = new http.Agent({ keepAlive: true, maxSockets: 8 });
  let secure = new https.Agent({ keepAlive: true, maxSockets: 8 });
  return {
    trust(pem) {
      trusted.push(pem);
      secure.destroy();
      secure = new https.Agent({ keepAlive: true, maxSockets: 8, ca: trusted });
    },
    send: (url, body, timeoutMs) =>
      new Promise((resolve) => {
        const isPlain = url.startsWith('http:');
        const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(timeoutMs)]);
        const headers = {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'axios/1.12.2',
          'aircall-origin': 'webhooks',
          traceparent: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`,
        };
        const options = { method: 'POST', headers, signal, agent: isPlain ? plain : secure };
        const request = (isPlain ? http : https).request(url, options, (response) => {
          response.on('error', () => resolve(false));
          response.on('end', () => {
            const { statusCode = 0 } = response;
            resolve(statusCode >= 200 && statusCode < 300);
          });
          response.resume();
        });
        // Whatever went wrong, the event was not taken.
        request.on('error', () => resolve(false));
        request.end(body);
      }),
    close() {
      ended.abort();
      plain.destroy();
      secure.destroy();
    },
  };
}
