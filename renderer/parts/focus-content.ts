/** Where keys go on when what had the focus is gone: the list of calls where there is one, else the screen itself. */
export function focusContent(): void {
  const content = document.getElementById('content');
  (content?.querySelector<HTMLElement>('.call-grid') ?? content)?.focus({ preventScroll: true });
}

/** The same, unless something has the focus. */
export function focusContentIfLost(): void {
  if (document.activeElement === document.body) focusContent();
}
