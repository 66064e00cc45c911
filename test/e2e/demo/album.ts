import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';

/** Numbered screenshots in one folder, which starts empty. */
export class Album {
  readonly folder: string;
  #count = 0;

  constructor(folder: string) {
    this.folder = folder;
    fs.mkdirSync(folder, { recursive: true });
    for (const file of fs.readdirSync(folder)) if (file.endsWith('.png')) fs.rmSync(path.join(folder, file));
  }

  get count(): number {
    return this.#count;
  }

  /** `notices: false` leaves out the notices that come and go at the window's edge. */
  async take(page: Page, name: string, { notices = true } = {}): Promise<void> {
    this.#count += 1;
    const file = `${String(this.#count).padStart(3, '0')}-${name}.png`;
    await page.screenshot({
      path: path.join(this.folder, file),
      animations: 'disabled',
      ...(notices ? {} : { style: '.mantine-Notification-root { visibility: hidden }' }),
    });
  }
}
