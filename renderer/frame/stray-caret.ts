const textFields = 'input, textarea, [contenteditable]';

/**
 * Takes the caret away that is left where nothing can be typed or copied, once the field or pane it stood in has gone:
 * before each frame the browser looks for a place to show it, through everything that cannot be selected.
 * Returns what ends it.
 */
export function dropStrayCarets(page: Document = document): () => void {
  const drop = (): void => {
    const selection = page.getSelection();
    if (selection?.type !== 'Caret' || page.activeElement?.matches(textFields) === true) return;
    const { anchorNode } = selection;
    const place = anchorNode instanceof Element ? anchorNode : anchorNode?.parentElement;
    if (place && getComputedStyle(place).userSelect === 'none') selection.removeAllRanges();
  };
  const moments = ['selectionchange', 'focusin'] as const;
  for (const moment of moments) page.addEventListener(moment, drop);
  return () => {
    for (const moment of moments) page.removeEventListener(moment, drop);
  };
}
