import { type BrowserServer, chromium } from 'playwright';
import type { TestProject } from 'vitest/node';
import { launchOptions } from './chromium.ts';
import { type Preview, serveBuilt } from './serve.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the page is served, without a trailing slash. */
    readonly pageUrl: string;
    /** Where the browser takes commands. */
    readonly browserEndpoint: string;
  }
}

let preview: Preview | undefined;
let browser: BrowserServer | undefined;

/** Once for all browser tests of a run, and only when there are any: the page as it ships, and one browser. */
export async function setup(project: TestProject): Promise<void> {
  [preview, browser] = await Promise.all([serveBuilt(), chromium.launchServer(await launchOptions())]);
  project.provide('pageUrl', preview.url);
  project.provide('browserEndpoint', browser.wsEndpoint());
}

export async function teardown(): Promise<void> {
  await browser?.close();
  await preview?.close();
}
