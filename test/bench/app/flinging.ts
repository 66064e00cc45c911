import type { Page } from 'playwright';

export interface Fling {
  /** Time between frames while the list moved, ms. */
  readonly frames: readonly number[];
  /** The most row elements that existed at once. */
  readonly mostRows: number;
}

/** Where in the list a fling begins: share of its length. */
export const flingPlaces = [0, 0.31, 0.5, 0.77, 0.99] as const;

/**
 * Flings the list down and up again at 6,000 px a second from several places, with Chromium's own scroll gestures, and
 * times every frame meanwhile.
 */
export async function fling(page: Page): Promise<Fling> {
  const session = await page.context().newCDPSession(page);
  const box = await page.locator('.call-grid').boundingBox();
  if (box === null) throw new Error('the list is not shown');
  const frames: number[] = [];
  let mostRows = 0;
  for (const place of flingPlaces) {
    await page.evaluate((share) => {
      const grid = document.querySelector('.call-grid');
      if (grid) grid.scrollTop = share * (grid.scrollHeight - grid.clientHeight);
    }, place);
    await page.waitForFunction(() => document.querySelector('[data-row][aria-busy]') === null);
    const watch = await page.evaluateHandle(() => {
      const taken: number[] = [];
      let most = 0;
      let last: number | null = null;
      let running = true;
      const tick = (now: number): void => {
        if (last !== null) taken.push(now - last);
        last = now;
        most = Math.max(most, document.querySelectorAll('[data-row]').length);
        if (running) requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
      return {
        end: () => {
          running = false;
          return { taken, most };
        },
      };
    });
    await session.send('Input.synthesizeScrollGesture', {
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      yDistance: place > 0.9 ? 12_000 : -12_000,
      speed: 6000,
      repeatCount: 1,
      repeatDelayMs: 20,
      gestureSourceType: 'mouse',
    });
    const measured = await watch.evaluate((watching) => watching.end());
    await watch.dispose();
    frames.push(...measured.taken);
    mostRows = Math.max(mostRows, measured.most);
  }
  await session.detach();
  return { frames, mostRows };
}
