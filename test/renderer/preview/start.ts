import { serveBuilt, serveWorking } from './serve.ts';

// node test/renderer/preview/start.ts [--built]: the page with a fake bridge, in any browser.
const preview = await (process.argv.includes('--built') ? serveBuilt() : serveWorking());
process.stdout.write(`${preview.url}/?scenario=everyday&lang=en&theme=light#/calls\n`);
