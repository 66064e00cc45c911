import { spawn } from 'node:child_process';
import { root, type Runtime } from './runtime.ts';

export interface RunningApp {
  /** Its exit code; 1 when a signal ended it. */
  readonly ended: Promise<number>;
  /** Asks it to quit. */
  quit(): void;
}

/** Starts the built app with this process's terminal; signals to this process reach the app. */
export function runApp(runtime: Runtime, args: readonly string[]): RunningApp {
  const app = spawn(runtime.executable, [...runtime.flags, root, ...args], {
    stdio: 'inherit',
    env: runtime.env,
  });
  const pass = (signal: NodeJS.Signals): void => {
    app.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, pass);
  const ended = Promise.withResolvers<number>();
  app.on('error', ended.reject);
  app.on('exit', (code) => {
    for (const signal of signals) process.off(signal, pass);
    ended.resolve(code ?? 1);
  });
  return {
    ended: ended.promise,
    quit: () => {
      app.kill('SIGTERM');
    },
  };
}
