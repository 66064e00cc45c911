import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.join(import.meta.dirname, '../..');
const node = path.join(root, 'node_modules/node/bin/node');

/** The client secret of relays started so: with it `createSessions` makes sessions they know. */
export const relayProcessSecret = 'relay process secret';

/** A relay in a process of its own, as it is deployed behind a proxy. */
export interface RelayProcess {
  /** `http://127.0.0.1:…`. */
  readonly origin: string;
  readonly process: ChildProcess;
  /** SIGKILL: no last words. Resolves when it is gone. */
  kill(): Promise<void>;
}

/** Resolves once it takes requests. @param env beside what every relay needs. */
export async function startRelayProcess(env: Readonly<Record<string, string>> = {}): Promise<RelayProcess> {
  const child = spawn(node, [path.join(root, 'relay/index.ts')], {
    env: {
      PATH: process.env['PATH'],
      PUBLIC_URL: 'https://relay.example',
      HOST: '127.0.0.1',
      PORT: '0',
      TRUST_PROXY: '1',
      AIRCALL_CLIENT_ID: 'client',
      AIRCALL_CLIENT_SECRET: relayProcessSecret,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as { event: string; port?: number }; // the relay's own line
      if (said.event === 'listening') resolve(said.port ?? 0);
    });
    ended.then(() => reject(new Error('The relay ended before it listened')), reject);
  });
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    process: child,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
