import type { createCodec } from './codec.ts';
import type { createWorldEnd } from './worlds.ts';

/** Random names under which the parts of one run find each other. */
export interface PageNames {
  /** Event with which the preload world hands the private line to the page's world. */
  readonly greeting: string;
  /** Function of the debugging protocol that carries text up to the main process. */
  readonly binding: string;
  /** Function that takes text from the main process. */
  readonly receiver: string;
}

export type Preload = (
  require: (name: string) => unknown,
  process: object,
  module: { exports: object },
  exports: object,
) => void;

/**
 * Runs in the isolated world before the page's scripts: offers `electron`'s renderer half to the preload script, as a
 * sandboxed preload gets it. Stringified into the page: it reaches the two makers only as arguments.
 */
export function openIsolatedWorld(
  makeEnd: typeof createWorldEnd,
  makeCodec: typeof createCodec,
  names: PageNames,
  versions: Readonly<Record<string, string>>,
  preload: Preload,
): void {
  if (window.top !== window) return;
  type Listener = (...values: unknown[]) => void;
  const codec = makeCodec();
  const binding: unknown = Reflect.get(globalThis, names.binding);
  Reflect.deleteProperty(globalThis, names.binding);
  const post = (message: Readonly<Record<string, unknown>>): void => {
    if (typeof binding === 'function') Reflect.apply(binding, undefined, [JSON.stringify(message)]);
  };

  const line = document.createElement('i');
  const mark = crypto.getRandomValues(new Uint32Array(4)).join('-');
  line.setAttribute('t', mark);
  const end = makeEnd(line, 'i', 'm', mark);
  document.dispatchEvent(new MouseEvent(names.greeting, { relatedTarget: line }));

  let last = 0;
  const asked = new Map<number, { resolve(value: unknown): void; reject(why: string): void }>();
  const listeners = new Map<string, Listener[]>();
  const heard = (channel: string): Listener[] => {
    const known = listeners.get(channel) ?? [];
    listeners.set(channel, known);
    return known;
  };

  const ipcRenderer = {
    invoke: (channel: string, ...values: unknown[]) =>
      new Promise<unknown>((resolve, reject) => {
        const id = ++last;
        const encoded = codec.encode(values);
        asked.set(id, {
          resolve,
          reject: (why) => reject(new Error(`Error invoking remote method '${channel}': ${why}`)),
        });
        post({ kind: 'invoke', id, channel, values: encoded });
      }),
    send: (channel: string, ...values: unknown[]) => {
      post({ kind: 'send', channel, values: codec.encode(values) });
    },
    on: (channel: string, listener: Listener) => {
      heard(channel).push(listener);
      return ipcRenderer;
    },
    addListener: (channel: string, listener: Listener) => ipcRenderer.on(channel, listener),
    once: (channel: string, listener: Listener) => {
      const first: Listener = (...values) => {
        ipcRenderer.off(channel, first);
        listener(...values);
      };
      return ipcRenderer.on(channel, first);
    },
    off: (channel: string, listener: Listener) => {
      const at = heard(channel).lastIndexOf(listener);
      if (at >= 0) heard(channel).splice(at, 1);
      return ipcRenderer;
    },
    removeListener: (channel: string, listener: Listener) => ipcRenderer.off(channel, listener),
    removeAllListeners: (channel: string) => {
      listeners.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel: string) => heard(channel).length,
  };

  const receive = (text: string): void => {
    const message: unknown = JSON.parse(text);
    if (typeof message !== 'object' || message === null || !('kind' in message)) return;
    if (message.kind === 'reply' && 'id' in message) {
      const id = Number(message.id);
      const question = asked.get(id);
      asked.delete(id);
      if ('error' in message) question?.reject(String(message.error));
      else question?.resolve('value' in message ? codec.decode(message.value) : undefined);
    }
    if (message.kind === 'event' && 'channel' in message && 'values' in message) {
      const decoded = codec.decode(message.values);
      const values: readonly unknown[] = Array.isArray(decoded) ? decoded : [];
      for (const listener of [...heard(String(message.channel))]) {
        listener({ sender: ipcRenderer, ports: [] }, ...values);
      }
    }
  };
  Object.defineProperty(globalThis, names.receiver, { value: receive });

  const contextBridge = {
    exposeInMainWorld: (key: string, api: unknown) => {
      end.say('expose', { key, api: end.pack(api) });
    },
  };
  const electron = { contextBridge, ipcRenderer };
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name}`);
  };
  const process = {
    versions,
    platform: versions['platform'],
    arch: versions['arch'],
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    env: {},
    argv: [],
  };
  const module = { exports: {} };
  try {
    preload(require, process, module, module.exports);
  } catch (reason) {
    const stack = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    console.error('Unable to load preload script', reason);
    post({ kind: 'preload-error', stack });
  }
}
