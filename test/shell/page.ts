import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import type { PageTarget, Size } from './browser.ts';
import { type CdpEvent, type CdpSession, ignoreGone } from './cdp.ts';
import { isolatedWorldScript, mainWorldScript } from './inpage/page-scripts.ts';
import { FromPage, type ToPage } from './ipc.ts';
import { answerRequest, type RequestPorts } from './requests.ts';

const worldName = 'Electron Isolated Context';

/** What a page reports to its owner. Addresses are the app's (`app://…`). */
export interface PageListeners extends RequestPorts {
  navigated(url: string): void;
  movedWithin(url: string): void;
  painted(): void;
  domReady(): void;
  loaded(): void;
  message(message: FromPage): void;
  logged(level: string, text: string): void;
  windowAsked(asked: CdpEvent<'Page.windowOpen'>): void;
  crashed(): void;
}

/** Facts of the run that a preload script may ask for. */
export interface PageSetup {
  /** File of the preload script; null for none. */
  readonly preload: string | null;
  readonly versions: Readonly<Record<string, string>>;
  /** Size of the content; null leaves it to the window. */
  readonly size: Size | null;
}

/** A page of the browser, prepared so that it looks like the content of an Electron window. */
export class Page {
  readonly id: string;
  readonly session: CdpSession;
  readonly #listeners: PageListeners;
  readonly #names = {
    greeting: `g${randomBytes(16).toString('hex')}`,
    binding: `b${randomBytes(16).toString('hex')}`,
    receiver: `r${randomBytes(16).toString('hex')}`,
  };
  #world: number | null = null;
  #document = '';

  constructor(target: PageTarget, listeners: PageListeners) {
    this.id = target.id;
    this.session = target.session;
    this.#listeners = listeners;
  }

  /** Prepares the page and lets it run. The order matters: the main world must listen before the isolated one speaks. */
  async prepare({ preload, versions, size }: PageSetup): Promise<void> {
    this.#listen();
    const { session } = this;
    const names = this.#names;
    const patterns = this.#listeners.schemes.patterns().map((urlPattern) => ({ urlPattern }));
    const script = preload === null ? '' : fs.readFileSync(preload, 'utf8');
    await Promise.all([
      session.send('Page.enable'),
      session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      session.send('Runtime.enable'),
      session.send('Runtime.addBinding', { name: names.binding, executionContextName: worldName }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript(names) }),
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source: isolatedWorldScript(names, versions, script),
        worldName,
      }),
      session.send('Fetch.enable', {
        patterns: [...patterns, { urlPattern: '*', resourceType: 'Document' }],
      }),
      // Frames of other sites live in processes of their own; only their documents are of interest.
      session.send('Target.setAutoAttach', {
        autoAttach: true,
        waitForDebuggerOnStart: true,
        flatten: true,
        filter: [{ type: 'iframe' }],
      }),
      this.resize(size),
    ]);
    await session.send('Runtime.runIfWaitingForDebugger');
  }

  /** Rejects with the browser's error text, such as net::ERR_ABORTED, when there is no page at the address. */
  async navigate(url: string): Promise<void> {
    const { errorText } = await this.session.send('Page.navigate', {
      url: this.#listeners.schemes.toBrowser(url),
    });
    if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`);
  }

  reload(): void {
    this.session.send('Page.reload').catch(ignoreGone);
  }

  bringToFront(): void {
    this.session.send('Page.bringToFront').catch(ignoreGone);
  }

  async resize(size: Size | null): Promise<void> {
    if (size === null) return;
    await this.session
      .send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 0, mobile: false })
      .catch(ignoreGone);
  }

  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.session.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    const value: unknown = result.value;
    return value;
  }

  /** To the preload script's world; lost when there is no document that could listen, as in Electron. */
  post(message: ToPage): void {
    if (this.#world === null) return;
    this.session
      .send('Runtime.callFunctionOn', {
        functionDeclaration: `function (text) { ${this.#names.receiver}(text); }`,
        executionContextId: this.#world,
        arguments: [{ value: JSON.stringify(message) }],
      })
      .catch(ignoreGone);
  }

  #listen(): void {
    const { session } = this;
    const to = this.#listeners;
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = context.auxData as { readonly frameId?: string }; // documented, but declared as a bare object
      if (context.name === worldName && frameId === this.id) this.#world = context.id;
    });
    session.on('Runtime.executionContextsCleared', () => {
      this.#world = null;
    });
    session.on('Runtime.bindingCalled', ({ name, executionContextId, payload }) => {
      if (name !== this.#names.binding || executionContextId !== this.#world) return;
      to.message(FromPage.parse(JSON.parse(payload)));
    });
    session.on('Runtime.consoleAPICalled', ({ type, args }) => {
      to.logged(type, args.map((part) => String(part.value ?? part.description ?? '')).join(' '));
    });
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.id !== this.id) return;
      this.#document = frame.loaderId;
      to.navigated(to.schemes.fromBrowser(frame.url + (frame.urlFragment ?? '')));
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === this.id) to.movedWithin(to.schemes.fromBrowser(url));
    });
    session.on('Page.lifecycleEvent', ({ frameId, loaderId, name }) => {
      // Enabling these events replays those of the blank page: only the document that was navigated to counts.
      if (frameId !== this.id || loaderId !== this.#document) return;
      if (name === 'firstPaint') to.painted();
      if (name === 'DOMContentLoaded') to.domReady();
      if (name === 'load') to.loaded();
    });
    session.on('Page.windowOpen', (asked) => {
      to.windowAsked(asked);
    });
    session.on('Fetch.requestPaused', (request) => {
      answerRequest(session, request, request.frameId === this.id, to).catch(ignoreGone);
    });
    session.on('Target.attachedToTarget', ({ sessionId }) => {
      this.#watchFrame(session.attached(sessionId)).catch(ignoreGone);
    });
    session.on('Inspector.targetCrashed', () => {
      to.crashed();
    });
  }

  /** A frame of another site: where it goes is asked as for any frame. */
  async #watchFrame(frame: CdpSession): Promise<void> {
    frame.on('Fetch.requestPaused', (request) => {
      answerRequest(frame, request, false, this.#listeners).catch(ignoreGone);
    });
    await frame.send('Fetch.enable', { patterns: [{ urlPattern: '*', resourceType: 'Document' }] });
    await frame.send('Runtime.runIfWaitingForDebugger');
  }
}
