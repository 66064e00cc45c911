import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import tls from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSessions } from '../../relay/sessions.ts';
import { createMemoryStore } from '../../relay/store/memory-store.ts';
import { type Certificate, makeCertificate } from '../support/certificate.ts';

const entry = path.join(import.meta.dirname, '../../relay/index.ts');
const node = path.join(import.meta.dirname, '../../node_modules/node/bin/node');

interface Running {
  readonly process: ChildProcess;
  readonly port: number;
  readonly certificate: Certificate;
  readonly output: () => string;
  readonly ended: Promise<readonly unknown[]>;
}

/** The relay as it is deployed: a process of its own with TLS built in. */
async function startProcess(): Promise<Running> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'switchdeck-relay-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  const certificate = await makeCertificate();
  const [cert, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
  await Promise.all([writeFile(cert, certificate.cert), writeFile(key, certificate.key)]);
  const child = spawn(node, [entry], {
    env: {
      PATH: process.env['PATH'],
      PUBLIC_URL: 'https://localhost',
      HOST: '127.0.0.1',
      PORT: '0',
      TLS_CERT_FILE: cert,
      TLS_KEY_FILE: key,
      AIRCALL_CLIENT_ID: 'id',
      AIRCALL_CLIENT_SECRET: 'canary-secret',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  child.stderr.on('data', (data: Buffer) => lines.push(data.toString()));
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      const said = JSON.parse(line) as { event: string; port?: number }; // the relay's own line
      if (said.event === 'listening') resolve(said.port ?? 0);
    });
    ended.then(() => reject(new Error(lines.join('\n'))), reject);
  });
  return { process: child, port, certificate, output: () => lines.join('\n'), ended };
}

const delivery = JSON.stringify({
  resource: 'call',
  event: 'call.created',
  timestamp: 1,
  token: 't',
  data: {},
});

describe('the relay as a process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'at %s takes nobody new, finishes what is under way and ends well',
    async (signal) => {
      const running = await startProcess();
      const { port, certificate } = running;
      const options = { host: '127.0.0.1', port, ca: certificate.cert, agent: false } as const;
      await holdConnections(port, certificate.cert);
      const stream = await openStream(port, certificate.cert);
      const request = https.request({
        ...options,
        method: 'POST',
        path: '/aircall/webhook',
        headers: { 'content-type': 'application/json', 'content-length': delivery.length },
      });
      const answered = once(request, 'response');
      // Half of it is on its way, and a whole request behind it has been answered: so the first half has arrived.
      request.write(delivery.slice(0, 20));
      await once(request, 'socket').then(([socket]) => once(socket as NodeJS.EventEmitter, 'secureConnect')); // node's own socket
      const health = https.get({ ...options, path: '/health' });
      const [{ statusCode }] = (await once(health, 'response')) as [{ statusCode: number }];
      expect(statusCode).toBe(200);

      running.process.kill(signal);
      await refusedAt(options);
      request.end(delivery.slice(20));
      const [response] = (await answered) as [{ statusCode: number; resume: () => void }];
      response.resume();
      expect(response.statusCode).toBe(403); // nobody claimed its token
      expect(await stream.ended).toMatch(/^id: .*\nevent: hello\n.*\n\nretry: \d+\n\n$/);
      expect(await running.ended).toEqual([0, null]);
      expect(running.output()).not.toContain('canary-secret');
      expect(running.output()).not.toContain(stream.token);
    },
  );

  it('says which variables are wrong, and ends', async () => {
    const { exit, said } = await startInVain({});
    expect(exit).toEqual([2, null]);
    expect(said).toContain('PUBLIC_URL is missing');
    expect(said).toContain('AIRCALL_CLIENT_ID is missing');
    expect(said).not.toContain('canary-secret');
  });

  it('says in one line that its address is taken, and ends', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as net.AddressInfo; // it listens on TCP
    const { exit, said } = await startInVain({
      ...{ PUBLIC_URL: 'https://relay.example', AIRCALL_CLIENT_ID: 'id', TRUST_PROXY: '1' },
      ...{ HOST: '127.0.0.1', PORT: String(port) },
    });
    expect(exit).toEqual([2, null]);
    expect(said).toBe('The relay cannot start:\n  HOST and PORT cannot be listened at (EADDRINUSE)\n');
  });
});

/** Starts the relay with an environment it cannot use; how it ended and what it said to that. */
async function startInVain(env: NodeJS.ProcessEnv): Promise<{ exit: readonly unknown[]; said: string }> {
  const child = spawn(node, [entry], {
    env: { PATH: process.env['PATH'], AIRCALL_CLIENT_SECRET: 'canary-secret', ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said: string[] = [];
  child.stderr.on('data', (data: Buffer) => said.push(data.toString()));
  const exit = await once(child, 'close');
  return { exit, said: said.join('') };
}

/** Opens what browsers and others leave open: a connection without a word, and one that got no further than TLS. */
async function holdConnections(port: number, ca: string): Promise<void> {
  const silent = net.connect(port, '127.0.0.1');
  const ahead = tls.connect({ host: '127.0.0.1', port, ca, servername: 'localhost' });
  for (const socket of [silent, ahead]) {
    socket.on('error', () => undefined); // the relay may cut it
    onTestFinished(() => void socket.destroy());
  }
  await Promise.all([once(silent, 'connect'), once(ahead, 'secureConnect')]);
}

/** A desktop that listens; `ended` is all it heard. */
async function openStream(
  port: number,
  ca: string,
): Promise<{ readonly token: string; readonly ended: Promise<string> }> {
  const clock = { now: () => Date.now() };
  const { token } = await createSessions('canary-secret', createMemoryStore({ clock }), clock).open('7');
  const headers = { authorization: `Bearer ${token}` };
  const request = https.get({ host: '127.0.0.1', port, ca, agent: false, path: '/events', headers });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(200);
  response.setEncoding('utf8');
  let heard = '';
  response.on('data', (text: string) => {
    heard += text;
  });
  return { token, ended: once(response, 'end').then(() => heard) };
}

/** Resolves once connections are refused. */
async function refusedAt(options: https.RequestOptions): Promise<void> {
  for (;;) {
    const request = https.get({ ...options, path: '/health' });
    const outcome = await new Promise<'answered' | 'refused'>((resolve) => {
      request.on('response', (response) => {
        response.resume();
        response.on('end', () => resolve('answered'));
      });
      request.on('error', () => resolve('refused'));
    });
    if (outcome === 'refused') return;
  }
}
