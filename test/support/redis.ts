import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** The program these tests start, and the package it comes in. */
export const redisPrograms = { 'redis-server': 'redis-server' } as const;

export interface RunningRedis {
  /** As `REDIS_URL` takes it. */
  readonly url: string;
  /** Ends it; what it held is lost. `resume` starts it again at the same address. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** A Redis of its own on a socket in a scratch folder, which writes nothing to disk. */
export async function startRedis(): Promise<RunningRedis> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'switchdeck-redis-'));
  const socket = path.join(folder, 'redis.sock');
  let server = await startServer(folder, socket);
  const pause = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill();
    await ended;
  };
  return {
    url: `unix://${socket}`,
    pause,
    async resume() {
      server = await startServer(folder, socket);
    },
    async stop() {
      await pause();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startServer(folder: string, socket: string): Promise<ChildProcess> {
  const settings = [
    '--port',
    '0',
    '--unixsocket',
    socket,
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder,
  ];
  const server = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      if (/ready to accept connections/i.test(line)) resolve();
    });
    server.on('error', reject);
    server.on('exit', () => reject(new Error('redis-server ended before it was ready')));
  });
  return server;
}
