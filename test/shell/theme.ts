import { EventEmitter } from 'node:events';
import { type CdpSession, ignoreGone } from './cdp.ts';
import type { ThemeMembers } from './members.ts';

/** Electron's `nativeTheme`. A headless browser has no system theme: `system` is light. Emits: updated. */
export class StandInTheme extends EventEmitter implements ThemeMembers {
  readonly #pages: () => Iterable<CdpSession>;
  #source: ThemeMembers['themeSource'] = 'system';

  /** `pages` are the open ones, which follow every change. */
  constructor(pages: () => Iterable<CdpSession>) {
    super();
    this.#pages = pages;
  }

  get themeSource(): ThemeMembers['themeSource'] {
    return this.#source;
  }
  set themeSource(source: ThemeMembers['themeSource']) {
    if (source === this.#source) return;
    this.#source = source;
    for (const page of this.#pages()) void this.apply(page);
    this.emit('updated');
  }
  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }

  /** To be repeated after every navigation: of several debugging clients, the last one to set it wins. */
  async apply(page: CdpSession): Promise<void> {
    const value = this.#source === 'system' ? '' : this.#source;
    const features = [{ name: 'prefers-color-scheme', value }];
    await page.send('Emulation.setEmulatedMedia', { features }).catch(ignoreGone);
  }
}
