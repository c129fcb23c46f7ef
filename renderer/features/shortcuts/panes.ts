/** F6 goes round the panes, as on every desktop. Each pane remembers where the focus was in it. */

const lastFocus = new WeakMap<Element, HTMLElement>();

document.addEventListener('focusin', (event) => {
  if (!(event.target instanceof HTMLElement)) return;
  const pane = event.target.closest('[data-pane]');
  if (pane !== null && pane !== event.target) lastFocus.set(pane, event.target);
});

/** Moves the focus to the next or previous pane that can be seen. */
export function focusPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(isShown);
  if (panes.length === 0) return;
  const at = panes.findIndex((one) => one.contains(document.activeElement));
  const from = at < 0 && step < 0 ? 0 : at;
  const pane = panes[(from + step + panes.length) % panes.length];
  if (pane === undefined) return;
  const remembered = lastFocus.get(pane);
  const goal = remembered !== undefined && pane.contains(remembered) ? remembered : firstStop(pane);
  goal.focus();
}

function firstStop(pane: HTMLElement): HTMLElement {
  return (
    pane.querySelector<HTMLElement>('[data-pane-stop]') ??
    pane.querySelector<HTMLElement>(
      '.scroll [tabindex="0"], .scroll button, .scroll a[href], .scroll input',
    ) ??
    pane
  );
}

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0;
}
