import { defineConfig } from 'playwright/test';

// Specs are ordinary Playwright Electron specs; `npm run test:e2e` says which executable they drive.
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  forbidOnly: true,
  outputDir: 'test-results',
});
