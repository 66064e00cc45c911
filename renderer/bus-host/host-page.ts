/**
 * The page around a bus frame (aircall.md 1.5), which nobody sees. It says messages to that frame's window under its
 * exact origin, and passes on what comes from there: nothing else it hears counts. Built apart from the app's page.
 */
import { type FromBusPage, longestBusMessage, type ToBusPage } from '../../domain/bus-page.ts';

/** Put here by `preload/bus.ts`. */
declare const busHost: {
  send(message: FromBusPage): void;
  receive(listener: (message: ToBusPage) => void): void;
};

interface Bus {
  readonly frame: HTMLIFrameElement;
  readonly origin: string;
}

let bus: Bus | null = null;

function embed(address: string): void {
  if (bus !== null) return;
  const frame = document.createElement('iframe');
  // It runs its own code in its own origin. It opens no window, leads nobody away, downloads nothing, sends no form.
  frame.sandbox.add('allow-scripts', 'allow-same-origin');
  frame.referrerPolicy = 'no-referrer';
  frame.addEventListener('load', () => busHost.send({ kind: 'loaded', origin: location.origin }), {
    once: true,
  });
  frame.src = address;
  bus = { frame, origin: new URL(address).origin };
  document.body.append(frame);
}

/** The JSON of a message that can be one: a plain object with a type, of bearable size. Null for anything else. */
function jsonOf(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || Object.getPrototypeOf(data) !== Object.prototype)
    return null;
  if (!('type' in data) || typeof data.type !== 'string') return null;
  try {
    const text = JSON.stringify(data);
    return text.length <= longestBusMessage ? text : null;
  } catch {
    return null; // a cycle or a bigint: not JSON, so no message of the bus
  }
}

busHost.receive((told) => {
  if (told.kind === 'open') embed(told.address);
  else bus?.frame.contentWindow?.postMessage(told.message, bus.origin);
});

window.addEventListener('message', ({ data, origin, source }: MessageEvent<unknown>) => {
  if (bus === null || source === null || source !== bus.frame.contentWindow || origin !== bus.origin) return;
  const text = jsonOf(data);
  if (text !== null) busHost.send({ kind: 'heard', text });
});

busHost.send({ kind: 'ready' });
