import type { FrameMembers } from './members.ts';
import type { StandInContents } from './web-contents.ts';

/** Electron's `WebFrameMain` of a page's main frame: the only frame the stand-in reports. */
export class StandInFrame implements FrameMembers {
  readonly parent = null;
  readonly top = null;
  readonly processId = 1;
  readonly routingId = 1;
  readonly #contents: StandInContents;

  constructor(contents: StandInContents) {
    this.#contents = contents;
  }

  get url(): string {
    return this.#contents.getURL();
  }
  /** Scheme and host, as Electron gives it for standard schemes. */
  get origin(): string {
    return /^[a-z][\w.+-]*:\/\/[^/?#]*/i.exec(this.url)?.[0] ?? 'null';
  }
  isDestroyed(): boolean {
    return this.#contents.isDestroyed();
  }
  send(channel: string, ...values: unknown[]): void {
    this.#contents.send(channel, ...values);
  }
  async executeJavaScript(code: string): Promise<unknown> {
    return (await this.#contents.page).evaluate(code);
  }
}
