import { defineConfig } from 'vitest/config';

/** Tests that open the page in a browser. They share one build of it and one browser, made before the first of them. */
const inBrowser = [
  'test/renderer/screens.test.ts',
  'test/renderer/**/*-screen.test.ts',
  'test/renderer/frame/title-bar.test.ts',
];

// One glob: every *.test.ts under test/ is a unit or integration test, every *.spec.ts is Playwright's.
export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    // V8 loses track of a page of code now and then where threads come and go, and ends the process ("Check failed:
    // jit_page.has_value()", or a plain SIGSEGV): nodejs/node#64500. It was seen where a wrapper between WebAssembly (of
    // Node's own parsers) and JavaScript is replaced by a faster one; with this budget none ever is.
    execArgv: ['--no-memory-protection-keys', '--wasm-wrapper-tiering-budget=1000000000'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    reporters: ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['node_modules/**', 'out/**', ...inBrowser],
        },
      },
      {
        extends: true,
        test: {
          name: 'page',
          include: inBrowser,
          globalSetup: ['test/renderer/preview/browser-setup.ts'],
          // For a machine that is busy with other things; not an expectation.
          testTimeout: 90_000,
        },
      },
    ],
  },
});
