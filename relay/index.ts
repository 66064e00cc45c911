/** `npm run relay`: the relay alone, configured by its environment (docs/relay.md), until SIGTERM or SIGINT. */
import { ConfigError, readConfig, type RelayConfig } from './config.ts';
import { createRelay } from './create-relay.ts';

/** Requests under way may take so long; then the process ends anyway. */
const patienceMs = 15_000;

/** Ends the process with what to put right. */
function cannotStart(problems: readonly string[]): never {
  process.stderr.write(`The relay cannot start:\n${problems.map((line) => `  ${line}\n`).join('')}`);
  process.exit(2);
}

async function configOrExit(): Promise<RelayConfig> {
  try {
    return await readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    cannotStart(error.problems);
  }
}

const relay = await createRelay(await configOrExit());
try {
  await relay.listen();
} catch (error) {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
  cannotStart([`HOST and PORT cannot be listened at (${String(error.code)})`]);
}

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), patienceMs).unref();
    void relay.close().then(() => process.exit(0));
  });
}
