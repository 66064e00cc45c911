import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright';

const installed = '/usr/bin/chromium';

/** `SWITCHDECK_CHROMIUM`, else an installed Chromium, else the one that an npm package carries. */
async function executable(): Promise<string> {
  const chosen = process.env['SWITCHDECK_CHROMIUM'];
  if (chosen !== undefined) return chosen;
  if (existsSync(installed)) return installed;
  const { default: carried } = await import('@sparticuz/chromium');
  return carried.executablePath();
}

/** A headless browser for the preview. Its sandbox cannot run as root, as in containers. */
export async function launchChromium(): Promise<Browser> {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: await executable(), args });
}
