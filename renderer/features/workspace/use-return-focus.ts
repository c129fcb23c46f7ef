import { useEffect, useRef } from 'react';
import { useComposer } from '../../state/composer.ts';

/** When the sheet closes, the focus goes back to the passage, cell or row from which it was opened. */
export function useReturnFocus(): void {
  const isOpen = useComposer((state) => state.open !== null);
  const cameFrom = useRef<HTMLElement | null>(null);
  useEffect(
    // The store is heard before anything is drawn: the form takes the focus as soon as it is there.
    () =>
      useComposer.subscribe((state, before) => {
        if (before.open !== null || state.open === null) return;
        cameFrom.current =
          document.activeElement instanceof HTMLElement ? document.activeElement : null;
      }),
    [],
  );
  useEffect(() => {
    if (isOpen) return;
    const back = cameFrom.current;
    cameFrom.current = null;
    if (back === null || (document.activeElement ?? document.body) !== document.body) return;
    const isThere = back.isConnected && back !== document.body;
    const goal = isThere ? back : document.querySelector<HTMLElement>('#reader [data-pane-stop]');
    goal?.focus({ preventScroll: true });
  }, [isOpen]);
}
