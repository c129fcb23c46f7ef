/**
 * The focus is never nowhere. When what had it is gone (a screen, a section, a dialog that was opened from
 * something that is gone as well), the page takes it to the nearest place that is still there: without
 * that, single keys do nothing, and a screen reader begins again at the top of the window.
 */
import { useApp } from '../../state/app.ts';

/** Rows that a list draws only while they are in sight: the list looks after its own focus. */
const DRAWN_ON_NEED = '[role="row"], [role="treeitem"], [role="option"], [role="gridcell"]';
const NAMED = '[aria-label], [aria-labelledby]';
const OVERLAY = '[role="dialog"], [role="menu"]';

/** Called once at start. */
export function setupFocusKeeper(): void {
  let last: HTMLElement | null = null;
  let lastPane: Element | null = null;
  /** Where one was before a dialog or a menu opened over it. */
  let below: HTMLElement | null = null;
  let hasScreenChanged = false;
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    last = target;
    if (target.closest(OVERLAY) !== null) return;
    below = target;
    lastPane = target.closest('[data-pane]');
  });
  useApp.subscribe((state, before) => {
    if (state.screen !== before.screen) hasScreenChanged = true;
  });
  function look(): void {
    if (document.activeElement !== document.body || document.querySelector(OVERLAY) !== null)
      return;
    const isGone = last !== null && !last.isConnected;
    if (!isGone && !hasScreenChanged) return;
    if (last?.matches(DRAWN_ON_NEED) === true && lastPane?.isConnected === true) return;
    const goal = findGoal(last === below ? null : below, lastPane);
    if (goal === null) return;
    hasScreenChanged = false;
    goal.focus({ preventScroll: true });
  }
  // Whoever gives the focus back on purpose does so before the next frame.
  new MutationObserver(() => requestAnimationFrame(look)).observe(document.body, {
    childList: true,
    subtree: true,
  });
}

function findGoal(below: HTMLElement | null, pane: Element | null): HTMLElement | null {
  if (below !== null && isThere(below)) return below;
  if (pane instanceof HTMLElement && pane.matches(NAMED) && isThere(pane)) return pane;
  const main = document.querySelector('main');
  const stop = main?.querySelector<HTMLElement>('[data-pane-stop]') ?? null;
  if (stop !== null && isThere(stop)) return stop;
  // One that is seen: the focus is never out of sight.
  const heading = main?.querySelector<HTMLElement>('h1:not(.vh), h2:not(.vh)') ?? null;
  if (heading !== null && heading.tabIndex < 0) heading.tabIndex = -1;
  return heading;
}

function isThere(element: HTMLElement): boolean {
  return element.isConnected && element.getClientRects().length > 0;
}
