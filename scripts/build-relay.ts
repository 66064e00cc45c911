/** `node scripts/build-relay.ts <folder>`: the relay and its packages as one file, `<folder>/relay.mjs`. */
import path from 'node:path';
import { build } from 'vite';

const root = path.join(import.meta.dirname, '..');

/** Packages are bundled too, in the versions installed here: what runs it needs Node and nothing else. */
export async function buildRelay(folder: string): Promise<string> {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: 'relay/index.ts',
      outDir: path.resolve(folder),
      emptyOutDir: false,
      target: 'node24',
      minify: false, // stack traces in the log stay readable
      rolldownOptions: { output: { entryFileNames: 'relay.mjs', codeSplitting: false } },
    },
  });
  return path.resolve(folder, 'relay.mjs');
}

if (import.meta.main) {
  const folder = process.argv[2];
  if (folder === undefined) {
    process.stderr.write('Name the folder: node scripts/build-relay.ts <folder>\n');
    process.exit(2);
  }
  await buildRelay(folder);
}
