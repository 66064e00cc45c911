import type { Page } from 'playwright';

/**
 * Begins to watch for an element with a text (without its spaces) that is about to appear. Awaited before whatever makes it
 * appear: what is faster than the watch is never measured. The function given back resolves with when it was painted, epoch
 * ms with fractions; called before, too, since asking a page keeps this process and the page busy for a moment.
 */
export async function watchForPaint(
  page: Page,
  selector: string,
  text: string,
): Promise<() => Promise<number>> {
  const watch = await page.evaluateHandle(
    ([wanted, within]) => {
      const isShown = (): boolean =>
        [...document.querySelectorAll(wanted)].some((element) =>
          element.textContent.replace(/\s/g, '').includes(within),
        );
      const shown = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!isShown()) return;
          observer.disconnect();
          resolve();
        });
        observer.observe(document.documentElement, { subtree: true, childList: true, characterData: true });
      });
      const painted = shown.then(
        () =>
          new Promise<number>((resolve) => {
            // A message after the frame's callbacks comes when the frame was handed to the compositor.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
              port1.close();
              resolve(performance.timeOrigin + performance.now());
            };
            requestAnimationFrame(() => port2.postMessage(null));
          }),
      );
      return { painted };
    },
    [selector, text] as const,
  );
  return async () => {
    const at = await watch.evaluate(({ painted }) => painted);
    await watch.dispose();
    return at;
  };
}
