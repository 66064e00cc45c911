import type { Page } from 'playwright';

/**
 * Types a text into the search box letter by letter and tells for each how long it took from the key's event to the
 * frame that shows the results of what then stood in the box, ms.
 */
export async function paintsOf(page: Page, text: string): Promise<number[]> {
  const box = page.locator('.search-box input');
  await box.focus();
  await box.fill('');
  await page.waitForFunction(() => document.querySelector('[data-shows=""]:not([data-behind])') !== null);
  const times: number[] = [];
  let typed = '';
  for (const letter of text) {
    typed += letter;
    // Awaited: a key that is faster than the listener would never be measured.
    const watch = await page.evaluateHandle(
      (wanted) => ({
        painted: new Promise<number>((resolve) => {
          document.addEventListener(
            'input',
            (event) => {
              const from = event.timeStamp;
              const look = (): void => {
                const shown = document.querySelector('[data-shows]:not([data-behind])');
                if (shown?.getAttribute('data-shows') !== wanted) {
                  requestAnimationFrame(look);
                  return;
                }
                // A message after the frame's callbacks comes when the frame was handed to the compositor.
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = () => {
                  port1.close();
                  resolve(performance.now() - from);
                };
                requestAnimationFrame(() => port2.postMessage(null));
              };
              requestAnimationFrame(look);
            },
            { capture: true, once: true },
          );
        }),
      }),
      typed.trim(),
    );
    await page.keyboard.press(letter === ' ' ? 'Space' : letter);
    times.push(await watch.evaluate(({ painted }) => painted));
    await watch.dispose();
  }
  return times;
}
