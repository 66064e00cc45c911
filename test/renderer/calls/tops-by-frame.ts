import type { Locator } from 'playwright';

/** Where a row of a list stands in every frame, px, from scrolling the list to `scrollTop` until a few after its end. */
export const topsByFrame = (row: Locator, scrollTop: number): Promise<number[]> =>
  row.evaluate(
    (element, wanted) =>
      new Promise<number[]>((resolve) => {
        const list = element.closest('[role="grid"]');
        const seen: number[] = [];
        let left = Number.POSITIVE_INFINITY;
        const look = () => {
          seen.push(element.getBoundingClientRect().top);
          left -= 1;
          if (left > 0) requestAnimationFrame(look);
          else resolve(seen);
        };
        list?.addEventListener('scrollend', () => (left = 5), { once: true });
        if (list) list.scrollTop = wanted;
        requestAnimationFrame(look);
      }),
    scrollTop,
  );
