import type { Locator } from 'playwright';

/** Scrolls a list to a place, px, and waits until it is drawn there. */
export const scrolledTo = (list: Locator, scrollTop: number): Promise<void> =>
  list.evaluate(async (element, wanted) => {
    element.scrollTop = wanted;
    await new Promise((rendered) => requestAnimationFrame(() => requestAnimationFrame(rendered)));
  }, scrollTop);
