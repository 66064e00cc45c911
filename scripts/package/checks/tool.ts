import { spawnSync } from 'node:child_process';

/** A tool of the system that a check would like; null when it is not installed. */
export function runTool(command: string, args: readonly string[], input?: Buffer): Buffer | null {
  const ran = spawnSync(command, args, { maxBuffer: 1 << 30, ...(input === undefined ? {} : { input }) });
  if (ran.error) {
    if ('code' in ran.error && ran.error.code === 'ENOENT') return null;
    throw ran.error;
  }
  if (ran.status !== 0) {
    throw new Error(
      `${command} failed: ${ran.stderr.toString('utf8').trim().split('\n')[0] ?? 'no reason given'}`,
    );
  }
  return ran.stdout;
}

/** The same, as text. */
export const readTool = (command: string, args: readonly string[]): string | null =>
  runTool(command, args)?.toString('utf8') ?? null;
