import type { ServerResponse } from 'node:http';
import type { Session } from '../sessions.ts';

/** What may wait for a desktop before it is cut. It comes again and resumes, so nothing is lost by that. */
const mostWaitingBytes = 256 * 1024;

/** The answer to one desktop that listens. */
export class EventStream {
  readonly session: Session;
  /** What stands up to here in the log it has been given already, though its company's hub has not come so far. */
  ahead: string | null = null;
  readonly #response: ServerResponse;
  #takenBefore = -1;

  /** @param response with its head written. */
  constructor(session: Session, response: ServerResponse) {
    this.session = session;
    this.#response = response;
  }

  /** Nothing more will be written. */
  get isOver(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  /** Whether the connection is gone, too. */
  get isClosed(): boolean {
    return this.#response.destroyed;
  }

  onClose(told: () => void): void {
    this.#response.once('close', told);
  }

  /** Sends it, or cuts a desktop that has not taken what came before. Never waits. False when it was cut now. */
  send(frame: Buffer): boolean {
    if (this.isOver) return true;
    if (this.#response.writableLength > mostWaitingBytes) {
      this.cut();
      return false;
    }
    this.#response.write(frame);
    return true;
  }

  /** Resolves when what was sent is on its way, or the stream over. */
  async drained(): Promise<void> {
    const response = this.#response;
    if (!response.writableNeedDrain || this.isOver) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        response.off('drain', done).off('close', done);
        resolve();
      };
      response.on('drain', done).on('close', done);
    });
  }

  /** Whether something waits for the desktop and nothing went off since this was asked last. */
  hasStalled(): boolean {
    const waiting = this.#response.writableLength;
    const taken = (this.#response.socket?.bytesWritten ?? 0) - waiting;
    const isStalled = waiting > 0 && taken === this.#takenBefore;
    this.#takenBefore = taken;
    return isStalled;
  }

  /** Says a last thing and closes once the desktop has taken it. */
  end(last?: Buffer): void {
    if (!this.isOver) this.#response.end(last);
  }

  cut(): void {
    this.#response.destroy();
  }
}
