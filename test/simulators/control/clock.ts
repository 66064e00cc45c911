/**
 * The simulators' idea of now. It runs with real time from where it was set, or stands still (`frozen`) and moves
 * only when told to: what expires, resets or rings then does so exactly when a test says.
 */
export class SimulatorClock {
  #frozenAt: number | null;
  /** Simulated minus real time while running. */
  #offset: number;
  readonly #real: () => number;
  readonly #watchers = new Set<() => void>();

  /** Starts at `instant` (epoch ms; real time when left out), running unless `frozen`. */
  constructor(options: { instant?: number; frozen?: boolean; real?: () => number } = {}) {
    this.#real = options.real ?? Date.now;
    const instant = options.instant ?? this.#real();
    this.#offset = instant - this.#real();
    this.#frozenAt = options.frozen === true ? instant : null;
  }

  /** Epoch ms. */
  now(): number {
    return this.#frozenAt ?? this.#real() + this.#offset;
  }

  get frozen(): boolean {
    return this.#frozenAt !== null;
  }

  /** Jumps to an instant (epoch ms) and stays running or frozen. */
  set(instant: number): void {
    this.#offset = instant - this.#real();
    if (this.#frozenAt !== null) this.#frozenAt = instant;
    for (const watcher of this.#watchers) watcher();
  }

  /** Tells whenever the time was set, not that it passes. Returns what ends it. */
  onSet(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  advance(ms: number): void {
    this.set(this.now() + ms);
  }

  freeze(): void {
    this.#frozenAt = this.now();
  }

  run(): void {
    const now = this.now();
    this.#frozenAt = null;
    this.set(now);
  }
}
