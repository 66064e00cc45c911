/** `npm run relay`: the relay alone, configured by its environment (docs/relay.md), until SIGTERM or SIGINT. */
import { ConfigError, readConfig, type RelayConfig } from './config.ts';
import { createRelay } from './create-relay.ts';

/** Requests under way may take so long; then the process ends anyway. */
const patienceMs = 15_000;

async function configOrExit(): Promise<RelayConfig> {
  try {
    return await readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`The relay cannot start:\n${error.problems.map((line) => `  ${line}\n`).join('')}`);
    process.exit(2);
  }
}

const relay = await createRelay(await configOrExit());
await relay.listen();

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), patienceMs).unref();
    void relay.close().then(() => process.exit(0));
  });
}
