/** How long the focus waits for a part of the screen that is still being read. */
const PATIENCE_MS = 2_000;

/**
 * Gives the focus to the first element of `wanted` as soon as it is there, to `otherwise` if it does not
 * come. Does nothing once something else has the focus.
 */
export function focusWhenThere(wanted: string, otherwise: string): void {
  const settle = (selector: string): boolean => {
    const element = document.querySelector<HTMLElement>(selector);
    if (element === null) return false;
    if (!element.hasAttribute('tabindex') && element.tabIndex < 0) element.tabIndex = -1;
    element.scrollIntoView({ block: 'nearest' });
    element.focus();
    return document.activeElement === element;
  };
  // What had the focus may stay for a moment, hidden, while the next screen is fetched.
  const before = document.activeElement;
  const isFree = (): boolean => [document.body, before].includes(document.activeElement);
  requestAnimationFrame(() => {
    if (!isFree() || settle(wanted)) return;
    const watcher = new MutationObserver(() => {
      if (isFree() && !settle(wanted)) return;
      watcher.disconnect();
      clearTimeout(patience);
    });
    const patience = setTimeout(() => {
      watcher.disconnect();
      if (isFree()) settle(otherwise);
    }, PATIENCE_MS);
    watcher.observe(document.body, { childList: true, subtree: true });
  });
}
