import { spawnSync } from 'node:child_process';
import path from 'node:path';

/**
 * Everything: types, lint, format, unit and integration tests, end to end. Stops at the first part that fails.
 * Each part says for itself what it had to leave out; with CI set, leaving something out is a failure.
 */
const root = path.resolve(import.meta.dirname, '..');
const parts = ['typecheck', 'lint', 'format:check', 'test:unit', 'test:e2e'] as const;

const started = Date.now();
for (const part of parts) {
  const from = Date.now();
  console.log(`\n── ${part}`);
  const { status } = spawnSync('npm', ['run', '--silent', part], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const seconds = Math.round((Date.now() - from) / 1000);
  if (status !== 0) {
    console.error(`\n✗ ${part} failed after ${String(seconds)} s. Run it alone with: npm run ${part}`);
    process.exit(status ?? 1);
  }
  console.log(`✓ ${part} (${String(seconds)} s)`);
}
console.log(`\n✓ everything passed in ${String(Math.round((Date.now() - started) / 1000))} s`);
