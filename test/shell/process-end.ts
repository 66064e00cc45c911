import { spawn } from 'node:child_process';

/** Ends its parent when that has not gone by itself; the pipe closes the moment it has. */
const watchdog = `
process.stdin.on('end', () => process.exit()).resume();
setTimeout(() => { process.kill(Number(process.argv[1]), 'SIGKILL'); process.exit(); }, 3000);`;

/**
 * Makes sure that this process ends. `process.exit` waits for threads, and one inside a native call that never returns
 * (a keychain whose prompt nobody answers) would keep it for ever.
 */
export function ensureEnd(node: string): void {
  const child = spawn(node, ['-e', watchdog, String(process.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: {},
  });
  child.unref();
}
