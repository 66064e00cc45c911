/**
 * The place where a provider's bus frame lives: a page that nobody sees. What is sent reaches that frame's window under
 * its exact origin and nothing else; what is heard comes from there and from nowhere else.
 */
export interface BusHost {
  /** Version of this app, as the bus is told. */
  readonly release: string;
  /**
   * Loads the bus frame and resolves when it is there, whatever it then says. Rejects with the signal's reason when that
   * aborts first; nothing is left open then. `address` is https, or http on loopback.
   */
  open(address: string, signal: AbortSignal): Promise<BusFrame>;
}

/** One loaded bus frame. */
export interface BusFrame {
  /** Origin of the page around the frame, as the bus sees it. */
  readonly origin: string;
  send(message: BusMessage): void;
  /** What the frame says, as it comes: not parsed, of any shape. One listener; messages without one are dropped. */
  onMessage(listener: (message: unknown) => void): void;
  /** Ends the frame and whatever it kept. Harmless when repeated. */
  close(): void;
}

/** A message of the bus protocol (aircall.md 1.5). */
export interface BusMessage {
  readonly type: string;
  readonly payload?: Readonly<Record<string, unknown>>;
}
