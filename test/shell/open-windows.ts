import type { StandInWindow } from './browser-window.ts';

/** The windows that have not been closed, in the order of their making. */
export class OpenWindows {
  readonly #all = new Set<StandInWindow>();
  focused: StandInWindow | null = null;

  get all(): readonly StandInWindow[] {
    return [...this.#all];
  }

  add(window: StandInWindow): void {
    this.#all.add(window);
  }

  remove(window: StandInWindow): void {
    this.#all.delete(window);
    if (this.focused === window) this.focused = null;
  }

  /** By what the browser calls the window's page. */
  ofTarget(targetId: string): StandInWindow | undefined {
    return this.all.find((window) => window.contents.targetId === targetId);
  }

  /** Asks all to close; false when one refused. */
  closeAll(): boolean {
    return this.all.every((window) => window.tryClose());
  }
}
