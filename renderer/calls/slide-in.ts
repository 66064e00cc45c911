/** Lets rows that came in on top push the others down, instead of the rows jumping. Nothing moves under reduced motion. */
export function slideIn(element: HTMLElement | null, px: number): void {
  if (element === null || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  element.animate([{ transform: `translateY(${-Math.min(px, 400)}px)` }, { transform: 'none' }], {
    duration: 120,
    easing: 'ease-out',
  });
}
