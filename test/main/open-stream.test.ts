import http from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createOpenStream } from '../../main/open-stream.ts';

const open = createOpenStream(fetch);
const stream = (url: string) => open({ url, headers: {}, signal: new AbortController().signal });
const listening = async (answer: http.RequestListener): Promise<{ url: string; server: http.Server }> => {
  const server = http.createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // It listens on TCP, so the address is no text.
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
};

describe('a stream that cannot be opened', () => {
  it('says that the server is away where nobody listens, and that there is no way where there is no such name', async () => {
    const { url, server } = await listening(() => undefined);
    server.close();
    await expect(stream(url)).rejects.toMatchObject({ code: 'provider-unavailable', where: 'stream' });
    await expect(stream('https://relay.invalid/')).rejects.toMatchObject({ code: 'offline' });
  });

  it('follows no redirect', async () => {
    const { url, server } = await listening((_request, response) =>
      response.writeHead(302, { location: 'https://elsewhere.example/' }).end(),
    );
    await expect(stream(url)).rejects.toMatchObject({ code: 'provider-contract-broken', where: 'redirect' });
    server.close();
  });
});

describe('a stream', () => {
  it('gives its text as it comes, a letter in two parts too, and says when it broke', async () => {
    const { url, server } = await listening((_request, response) => {
      response.writeHead(200);
      response.write(Buffer.from('č').subarray(0, 1));
      setImmediate(() => response.write(Buffer.from('č').subarray(1), () => response.destroy()));
    });
    const { body } = await stream(url);
    let text = '';
    const read = async (): Promise<void> => {
      for await (const part of body) text += part;
    };
    await expect(read()).rejects.toMatchObject({ code: 'provider-unavailable' });
    expect(text).toBe('č');
    server.close();
  });
});
