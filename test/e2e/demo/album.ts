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

  async take(page: Page, name: string): Promise<void> {
    this.#count += 1;
    const file = `${String(this.#count).padStart(3, '0')}-${name}.png`;
    await page.screenshot({ path: path.join(this.folder, file), animations: 'disabled' });
  }
}
