const textFields = 'input, textarea, [contenteditable]';

/**
 * Takes the caret away that is left where nothing can be typed or copied, once the field or pane it stood in has gone:
 * before each frame the browser looks for a place to show it, through everything that cannot be selected.
 */
export function dropStrayCarets(): void {
  const drop = (): void => {
    const selection = document.getSelection();
    if (selection?.type !== 'Caret' || document.activeElement?.matches(textFields) === true) return;
    const { anchorNode } = selection;
    const place = anchorNode instanceof Element ? anchorNode : anchorNode?.parentElement;
    if (place && getComputedStyle(place).userSelect === 'none') selection.removeAllRanges();
  };
  document.addEventListener('selectionchange', drop);
  document.addEventListener('focusin', drop);
}
