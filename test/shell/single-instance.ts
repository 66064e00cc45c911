import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** What a second instance tells the first one. */
export const SecondInstance = z.object({
  args: z.array(z.string()),
  folder: z.string(),
  /** As the codec wrote it. */
  data: z.unknown(),
});
export type SecondInstance = z.infer<typeof SecondInstance>;

/**
 * Runs in a child process, because Electron answers `requestSingleInstanceLock()` synchronously and the app may exit in
 * the same breath. A first instance that has just started may not be listening yet, so it tries while that one lives.
 */
const courier = `
const [socket, message, owner] = process.argv.slice(1);
const alive = () => { try { process.kill(Number(owner), 0); return true; } catch { return false; } };
const until = Date.now() + 3000;
const deliver = () => {
  const line = require('node:net').connect(socket, () => line.end(message));
  line.on('error', () => (alive() && Date.now() < until ? setTimeout(deliver, 25) : process.exit(1)));
  line.on('close', (failed) => { if (!failed) process.exit(0); });
  line.resume();
};
deliver();`;

/** One running app per profile: a lock file that names its owner, and a socket beside it to reach that owner. */
export class SingleInstance {
  readonly #lockFile: string;
  readonly #socket: string;
  readonly #node: string;
  #server: net.Server | null = null;

  /** `node` runs the courier. */
  constructor(profile: string, node: string) {
    this.#lockFile = path.join(profile, 'stand-in.lock');
    this.#node = node;
    // A socket's path may have 108 characters at most: profiles can be deeper than that.
    const hash = createHash('sha256').update(fs.realpathSync(profile)).digest('hex').slice(0, 16);
    this.#socket = path.join(os.tmpdir(), `switchdeck-${hash}.sock`);
  }

  get held(): boolean {
    return this.#server !== null;
  }

  /**
   * True when this process is the first, which then hears of others through `onSecond`; false when the first one has
   * been told. A lock whose owner does not answer is stale and is taken over.
   */
  acquire(message: SecondInstance, onSecond: (message: SecondInstance) => void): boolean {
    if (this.held) return true;
    while (!this.#writeLock()) {
      if (this.#deliver(message)) return false;
      fs.rmSync(this.#lockFile, { force: true });
    }
    this.#listen(onSecond);
    return true;
  }

  release(): void {
    if (!this.#server) return;
    this.#server.close();
    this.#server = null;
    fs.rmSync(this.#socket, { force: true });
    fs.rmSync(this.#lockFile, { force: true });
  }

  /** Linking a finished file is one step: nobody ever reads a lock without its owner in it. */
  #writeLock(): boolean {
    const draft = `${this.#lockFile}.${process.pid}`;
    fs.writeFileSync(draft, String(process.pid));
    try {
      fs.linkSync(draft, this.#lockFile);
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw error;
    } finally {
      fs.rmSync(draft, { force: true });
    }
  }

  #deliver(message: SecondInstance): boolean {
    let owner: string;
    try {
      owner = fs.readFileSync(this.#lockFile, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false; // released meanwhile
      throw error;
    }
    const sent = spawnSync(this.#node, ['-e', courier, this.#socket, JSON.stringify(message), owner], {
      env: { PATH: process.env['PATH'] },
      timeout: 10_000,
    });
    return sent.status === 0;
  }

  #listen(onSecond: (message: SecondInstance) => void): void {
    fs.rmSync(this.#socket, { force: true });
    this.#server = net.createServer({ allowHalfOpen: true }, (line) => {
      let text = '';
      line.setEncoding('utf8');
      line.on('data', (part: string) => {
        text += part;
      });
      line.on('end', () => {
        line.end();
        onSecond(SecondInstance.parse(JSON.parse(text)));
      });
    });
    this.#server.listen(this.#socket);
    this.#server.unref();
  }
}
