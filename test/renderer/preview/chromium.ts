import { type Browser, chromium, type LaunchOptions } from 'playwright';
import { findBrowser } from '../../shell/find-browser.ts';

/** The browser that the app's stand-in would run on too. Its sandbox cannot run as root, as in containers. */
export async function launchOptions(): Promise<LaunchOptions> {
  const { executable } = await findBrowser();
  return { executablePath: executable, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] };
}

/** A headless browser for the preview. */
export const launchChromium = async (): Promise<Browser> => chromium.launch(await launchOptions());
