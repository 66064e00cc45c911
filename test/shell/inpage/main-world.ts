import type { createWorldEnd } from './worlds.ts';

/**
 * Runs in the page's own world before any of its scripts: waits for the preload world to hand over the private line, then
 * defines what `contextBridge.exposeInMainWorld` names. Stringified into the page.
 */
export function openMainWorld(makeEnd: typeof createWorldEnd, greeting: string): void {
  if (window.top !== window) return;
  document.addEventListener(
    greeting,
    (event) => {
      event.stopImmediatePropagation();
      const line = event instanceof MouseEvent ? event.relatedTarget : null;
      if (!(line instanceof Element)) return;
      const end = makeEnd(line, 'm', 'i', line.getAttribute('t') ?? '');
      end.hear('expose', (detail) => {
        if (typeof detail !== 'object' || detail === null || !('key' in detail) || !('api' in detail)) return;
        Object.defineProperty(window, String(detail.key), {
          value: end.unpack(detail.api, true),
          enumerable: true,
          writable: false,
          configurable: false,
        });
      });
    },
    { once: true, capture: true },
  );
}
