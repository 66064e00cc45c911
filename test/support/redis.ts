import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** What brings the program on Debian and Ubuntu. */
export const installRedis = 'apt-get install redis-server';

export const hasRedis = (): boolean => spawnSync('which', ['redis-server']).status === 0;

/** Says on the terminal what is not tested where there is no Redis; a test that was left out must not look passed. */
export function tellIfUntested(what: string): void {
  if (!hasRedis())
    process.stderr.write(`\nNOT TESTED: ${what}. Missing: redis-server.\n  ${installRedis}\n\n`);
}

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
