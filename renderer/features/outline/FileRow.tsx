/** A row in the lists of documents and evidence. */
import type { KeyboardEvent, ReactNode } from 'react';
import type { ReadState } from '../../state/review.ts';

export interface FileRowProps {
  readonly isSelected: boolean;
  readonly read: ReadState;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}

export function FileRow({ isSelected, read, onOpen, children }: FileRowProps): ReactNode {
  return (
    <li>
      <button type="button" className="row file" aria-current={isSelected} data-read={read} data-pane-stop={isSelected ? '' : undefined} onClick={onOpen}>
        {children}
      </button>
    </li>
  );
} // prettier-ignore

/** Arrow keys go along the rows of a list of buttons; Tab still goes through them. */
export function useListKeys(): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const at = buttons.findIndex((one) => one === document.activeElement);
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, at + by))]?.focus();
  };
}
