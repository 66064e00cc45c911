import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { startSimulators } from './index.ts';

const Line = z.object({
  endpoints: z.object({
    aircall: z.object({ api: z.url() }),
    voipex: z.object({ auth: z.url(), ipbx: z.url(), central: z.url() }),
  }),
  aircall: z.object({ apiId: z.string(), apiToken: z.string(), accessToken: z.string() }),
  voipex: z.object({ email: z.string(), password: z.string(), impersonation: z.boolean() }),
});

describe('both simulators', () => {
  it('serve one world under one clock', async () => {
    const running = await startSimulators({
      calls: 300,
      days: 10,
      people: 12,
      now: Date.UTC(2026, 10, 20, 11),
    });
    onTestFinished(() => running.close());
    const { aircall, voipex, world, endpoints } = running;
    expect(world.count('aircall') + world.count('voipex')).toBe(300);
    expect(aircall.control.clock).toBe(voipex.control.clock);
    expect(endpoints.aircall.api).toBe(aircall.url);
    const [first] = world.people('voipex');
    expect(first?.system).toBe('voipex');
  });

  it('start from the command line, say first where they are and who may sign in, and stop when told', async () => {
    const script = path.join(import.meta.dirname, 'start.ts');
    const ports = ['aircall', 'voipex-auth', 'voipex-ipbx', 'voipex-central'].map(
      (name) => `--${name}-port=0`,
    );
    const child = spawn(process.execPath, [script, '--json', '--limited-access', '--calls=200', ...ports], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const lines = createInterface({ input: child.stdout });
    const [text] = z.tuple([z.string()]).parse(await once(lines, 'line'));
    const { endpoints, aircall, voipex } = Line.parse(JSON.parse(text));
    expect(voipex.impersonation).toBe(false);
    const authorization = `Bearer ${aircall.accessToken}`;
    const reply = await fetch(`${endpoints.aircall.api}/v1/ping`, { headers: { authorization } });
    expect(await reply.json()).toEqual({ ping: 'pong' });
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
  });
});
