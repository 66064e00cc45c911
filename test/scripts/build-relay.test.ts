import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { buildRelay } from '../../scripts/build-relay.ts';

const root = path.join(import.meta.dirname, '../..');
const node = path.join(root, 'node_modules/node/bin/node');

it('makes one file that serves, keeps healthy and stops without the project around it', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'switchdeck-relay-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  const file = await buildRelay(folder);
  expect(await readdir(folder)).toEqual(['relay.mjs']);

  const relay = spawn(node, [file], {
    cwd: folder,
    env: {
      ...{ PUBLIC_URL: 'https://relay.example', HOST: '127.0.0.1', PORT: '0', TRUST_PROXY: '1' },
      ...{ AIRCALL_CLIENT_ID: 'id', AIRCALL_CLIENT_SECRET: 'secret' },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void relay.kill('SIGKILL'));
  const ended = once(relay, 'exit');
  const [line] = (await once(createInterface({ input: relay.stdout }), 'line')) as [string]; // a line is text
  const { port } = JSON.parse(line) as { port: number }; // the relay's own line

  const page = await fetch(`http://127.0.0.1:${String(port)}/aircall/install`);
  expect([page.status, (await page.text()).includes('Continue to Aircall')]).toEqual([200, true]);
  const check = (env: NodeJS.ProcessEnv): Promise<number> =>
    new Promise((resolve) => {
      const asked = execFile(node, [path.join(root, 'relay/healthcheck.ts')], { env });
      asked.on('exit', (code) => resolve(code ?? -1));
    });
  expect(await check({ PORT: String(port) })).toBe(0);
  expect(await check({ PORT: String(port), TLS_CERT_FILE: '/some/certificate' })).toBe(1);
  relay.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
