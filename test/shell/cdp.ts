import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import type { CDPSession } from 'playwright';

// Playwright ships the protocol's declarations but exports them only through `CDPSession`.
type Send = CDPSession['send'];
export type CdpMethod = Parameters<Send>[0];
export type CdpParams<M extends CdpMethod> = Parameters<typeof _declared.send<M>>[1];
export type CdpReply<M extends CdpMethod> = Awaited<ReturnType<typeof _declared.send<M>>>;

/** The events that anybody here listens to. */
export type CdpEventName =
  | 'Fetch.requestPaused'
  | 'Inspector.targetCrashed'
  | 'Page.frameNavigated'
  | 'Page.lifecycleEvent'
  | 'Page.navigatedWithinDocument'
  | 'Page.windowOpen'
  | 'Runtime.bindingCalled'
  | 'Runtime.consoleAPICalled'
  | 'Runtime.executionContextCreated'
  | 'Runtime.executionContextsCleared'
  | 'Target.attachedToTarget'
  | 'Target.targetDestroyed'
  | 'Target.targetInfoChanged';
export type CdpEvent<E extends CdpEventName> = Parameters<Parameters<typeof _declared.on<E>>[1]>[0];
/** Only for its type: TypeScript can give a generic method of a value, but not of a type, its parameter. */
declare const _declared: CDPSession;

/** The browser refused a command, most often because the page it was for is going or gone. */
export class CdpRefusal extends Error {}

/** For commands to a page that may be ending meanwhile: that it has gone is no failure. Other errors are thrown on. */
export function ignoreGone(error: unknown): void {
  if (!(error instanceof CdpRefusal)) throw error;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
  readonly method: string;
}

/** What travels over the pipe; the parts are trusted because the browser is our own child. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly sessionId?: string };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

/** One target of the browser, or, without an id, the browser itself. */
export class CdpSession {
  readonly #events = new EventEmitter().setMaxListeners(0);
  readonly #send: (method: string, params: unknown) => Promise<unknown>;
  /** The session of a target that this one attached to. */
  readonly attached: (id: string) => CdpSession;

  constructor(
    send: (method: string, params: unknown) => Promise<unknown>,
    attached: (id: string) => CdpSession,
  ) {
    this.#send = send;
    this.attached = attached;
  }

  /** Rejects with CdpRefusal when the browser refuses or has gone. */
  async send<M extends CdpMethod>(method: M, params?: CdpParams<M>): Promise<CdpReply<M>> {
    // The protocol's own declarations say what answers a method.
    return (await this.#send(method, params ?? {})) as CdpReply<M>;
  }

  on<E extends CdpEventName>(event: E, listener: (payload: CdpEvent<E>) => void): void {
    this.#events.on(event, listener);
  }

  emit(event: string, payload: unknown): void {
    this.#events.emit(event, payload);
  }
}

/** A browser started on a debugging pipe: NUL-separated JSON on descriptors 3 and 4, one flat list of sessions. */
export class Cdp {
  readonly browser: CdpSession;
  readonly #process: ChildProcess;
  readonly #input: Writable;
  readonly #sessions = new Map<string, CdpSession>();
  readonly #waiting = new Map<number, Waiting>();
  readonly #unfinished: Buffer[] = [];
  #last = 0;
  #closed = false;

  /** Starts `executable`; `onClosed` is called once, when the browser has gone for whatever reason. */
  constructor(executable: string, args: readonly string[], env: NodeJS.ProcessEnv, onClosed: () => void) {
    // Its own process group, so that one signal ends the browser with all its helpers. What it prints goes through
    // unchanged: Playwright waits for its "DevTools listening on" line on our stderr.
    this.#process = spawn(executable, ['--remote-debugging-pipe', ...args], {
      stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'pipe'],
      detached: true,
      env,
    });
    const [, , , input, output] = this.#process.stdio;
    if (!(input instanceof Writable) || !(output instanceof Readable)) throw new Error('No debugging pipe.');
    this.#input = input;
    input.on('error', () => {
      this.#close(onClosed);
    });
    output.on('data', (chunk: Buffer) => {
      this.#read(chunk);
    });
    this.#process.on('error', () => {
      this.#close(onClosed);
    });
    this.#process.on('exit', () => {
      this.#close(onClosed);
    });
    const attached = (id: string): CdpSession => this.session(id);
    this.browser = new CdpSession((method, params) => this.#send(method, params), attached);
  }

  session(id: string): CdpSession {
    const known = this.#sessions.get(id);
    if (known) return known;
    const attached = (other: string): CdpSession => this.session(other);
    const session = new CdpSession((method, params) => this.#send(method, params, id), attached);
    this.#sessions.set(id, session);
    return session;
  }

  /** Ends the browser and its helpers at once. */
  kill(): void {
    if (this.#process.pid === undefined || this.#process.exitCode !== null) return;
    try {
      process.kill(-this.#process.pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }

  #send(method: string, params: unknown, sessionId?: string): Promise<unknown> {
    if (this.#closed) return Promise.reject(new CdpRefusal('The browser is closed.'));
    const id = ++this.#last;
    const answered = Promise.withResolvers<unknown>();
    this.#waiting.set(id, { resolve: answered.resolve, reject: answered.reject, method });
    this.#input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return answered.promise;
  }

  #read(chunk: Buffer): void {
    let rest = chunk;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      this.#unfinished.push(rest.subarray(0, end));
      const text = Buffer.concat(this.#unfinished.splice(0)).toString('utf8');
      this.#take(JSON.parse(text) as Message); // shape as declared above
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) this.#unfinished.push(rest);
  }

  #take(message: Message): void {
    if (message.id !== undefined) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error) waiting?.reject(new CdpRefusal(`${waiting.method}: ${message.error.message}`));
      else waiting?.resolve(message.result);
      return;
    }
    if (message.method === undefined) return;
    const session = message.sessionId === undefined ? this.browser : this.session(message.sessionId);
    session.emit(message.method, message.params);
    if (message.method === 'Target.detachedFromTarget' && message.params?.sessionId !== undefined) {
      this.#sessions.delete(message.params.sessionId);
    }
  }

  #close(onClosed: () => void): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const waiting of this.#waiting.values()) waiting.reject(new CdpRefusal('The browser is closed.'));
    this.#waiting.clear();
    onClosed();
  }
}
