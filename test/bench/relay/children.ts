import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const Listening = z.object({ port: z.number().int() });
const Memory = z.object({ residentBytes: z.number(), usedBytes: z.number() });
export type Memory = z.infer<typeof Memory>;

/** A server in a process of its own, so that what it costs is nobody else's. */
export interface MeasuredServer {
  readonly port: number;
  /** After everything it no longer needs was collected. */
  memory(): Promise<Memory>;
  stop(): Promise<void>;
}

/** What Node is told where the relay is deployed, as its image says. */
async function deployedFlags(): Promise<readonly string[]> {
  const image = await readFile(path.join(import.meta.dirname, '../../../relay/Dockerfile'), 'utf8');
  const [, command = '[]'] = /^CMD (\[.*\])$/mu.exec(image) ?? [];
  return z
    .array(z.string())
    .parse(JSON.parse(command))
    .filter((word) => word.startsWith('--'));
}

/** Starts one of the servers beside this file; it says where it listens by message. */
export async function startMeasured(
  file: 'bare-broadcaster.ts' | 'measured-relay.ts',
): Promise<MeasuredServer> {
  const execArgv = ['--expose-gc', ...(await deployedFlags())];
  const child: ChildProcess = fork(path.join(import.meta.dirname, file), [], { execArgv });
  const answer = async (): Promise<unknown> => {
    const [message] = (await once(child, 'message')) as [unknown]; // parsed by who asked
    return message;
  };
  const { port } = Listening.parse(await answer());
  return {
    port,
    async memory() {
      const answered = answer();
      child.send('memory');
      return Memory.parse(await answered);
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** In the child: says where it listens, and how much memory it holds whenever it is asked. */
export function reportTo(port: number): void {
  process.on('message', () => {
    void (async () => {
      // Several times with turns between: what closes a connection lets go of it in later turns.
      for (let turn = 0; turn < 5; turn += 1) {
        globalThis.gc?.();
        await new Promise((resolve) => setImmediate(resolve));
      }
      const { rss, heapUsed, external } = process.memoryUsage();
      process.send?.({ residentBytes: rss, usedBytes: heapUsed + external } satisfies Memory);
    })();
  });
  process.send?.({ port } satisfies z.infer<typeof Listening>);
}
