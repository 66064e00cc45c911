import { spawn } from 'node:child_process';
import path from 'node:path';

/**
 * Everything: types, lint and format side by side, then unit and integration tests, then end to end. Stops after the
 * first step that fails; of parts side by side, each says what it found. Each part says for itself what it had to leave
 * out; with CI set, leaving something out is a failure.
 */
const root = path.resolve(import.meta.dirname, '..');
const readings = ['typecheck', 'lint', 'format:check'] as const;
// These drive browsers and processes, which do not run truly beside each other on a small machine.
const runs = ['test:unit', 'test:e2e'] as const;

interface Outcome {
  readonly part: string;
  /** 0 when it passed. */
  readonly status: number;
  readonly seconds: number;
  /** What it said, when that was kept for the end. */
  readonly output: string;
}

const secondsSince = (from: number): number => Math.round((Date.now() - from) / 1000);

/** Runs one script of package.json, its output straight to the terminal or kept. */
function run(part: string, output: 'shown' | 'kept'): Promise<Outcome> {
  const from = Date.now();
  const shown = output === 'shown' ? 'inherit' : 'pipe';
  const child = spawn('npm', ['run', '--silent', part], {
    cwd: root,
    stdio: ['inherit', shown, shown],
    shell: process.platform === 'win32',
  });
  const said: Buffer[] = [];
  child.stdout?.on('data', (bytes: Buffer) => said.push(bytes));
  child.stderr?.on('data', (bytes: Buffer) => said.push(bytes));
  return new Promise((resolve) => {
    const end = (status: number): void => {
      resolve({ part, status, seconds: secondsSince(from), output: Buffer.concat(said).toString() });
    };
    child.once('error', (error) => {
      said.push(Buffer.from(`${error.message}\n`));
      end(1);
    });
    // After all it said has been read. Ended by a signal, it has not passed.
    child.once('close', (status) => end(status ?? 1));
  });
}

function tell({ part, status, seconds, output }: Outcome): void {
  process.stdout.write(output);
  if (status === 0) console.log(`✓ ${part} (${String(seconds)} s)`);
  else console.error(`✗ ${part} failed after ${String(seconds)} s. Run it alone with: npm run ${part}`);
}

/** Ends this script when something failed. */
function stopUnlessPassed(outcomes: readonly Outcome[]): void {
  const failed = outcomes.find(({ status }) => status !== 0);
  if (failed !== undefined) process.exit(failed.status);
}

const started = Date.now();
console.log(`\n── ${readings.join(', ')}`);
stopUnlessPassed(
  await Promise.all(
    readings.map(async (part) => {
      const outcome = await run(part, 'kept');
      tell(outcome);
      return outcome;
    }),
  ),
);
for (const part of runs) {
  console.log(`\n── ${part}`);
  const outcome = await run(part, 'shown');
  tell(outcome);
  stopUnlessPassed([outcome]);
}
console.log(`\n✓ everything passed in ${String(secondsSince(started))} s`);
