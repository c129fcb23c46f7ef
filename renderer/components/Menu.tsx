import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import './controls.css';

export interface MenuItem {
  readonly label: string;
  readonly onChoose: () => void;
  readonly keys?: string;
  /** A tick before the words; absent where the item is no switch. */
  readonly isChecked?: boolean;
  /** Why it is not available, in words; it stays in the menu with them. */
  readonly why?: string | null;
}

interface MenuProps {
  readonly label: string;
  readonly icon?: IconName;
  readonly items: readonly MenuItem[];
  readonly kind?: 'quiet' | 'plain';
}

/** A button with a menu below it: arrows move, Enter chooses, Esc and Tab close, letters find. */
export function Menu({ label, icon, items, kind = 'quiet' }: MenuProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    if (!isOpen) return undefined;
    itemsIn(list.current)[0]?.focus();
    const closeOutside = (event: PointerEvent): void => {
      if (event.target instanceof Node && !list.current?.contains(event.target) && !button.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, [isOpen]);
  // Where some have a tick, the words of all stand below one another.
  const hasTicks = items.some((item) => item.isChecked !== undefined);
  function close(): void {
    setOpen(false);
    button.current?.focus();
  }
  function choose(item: MenuItem): void {
    if (typeof item.why === 'string') return;
    close();
    item.onChoose();
  }
  return (
    <span className="menuroot">
      <button ref={button} type="button" className={kind === 'quiet' ? 'btn quiet' : 'btn'} aria-haspopup="menu" aria-expanded={isOpen} aria-controls={isOpen ? id : undefined} onClick={() => setOpen(!isOpen)} onKeyDown={(event) => { if (event.key === 'ArrowDown') { event.preventDefault(); setOpen(true); } }}>
        {icon === undefined ? null : <Icon name={icon} />}
        <span className="cut" title={label}>{label}</span>
        <Icon name="expanded" small />
      </button>
      {isOpen ? (
        <div className="menu" role="menu" id={id} ref={list} aria-label={label} onKeyDown={(event) => moveIn(list.current, event, close)}>
          {items.map((item) => (
            <div key={item.label} tabIndex={-1} role={item.isChecked === undefined ? 'menuitem' : 'menuitemcheckbox'} aria-checked={item.isChecked} aria-disabled={typeof item.why === 'string' || undefined} onClick={() => choose(item)} onKeyDown={(event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); choose(item); } }}>
              {hasTicks ? <span className="tick">{item.isChecked === true ? <Icon name="check" small /> : null}</span> : null}
              <span className="words">{typeof item.why === 'string' ? `${item.label}, ${item.why}` : item.label}</span>
              {item.keys === undefined ? null : <kbd>{item.keys}</kbd>}
            </div>
          ))}
        </div>
      ) : null}
    </span>
  );
} // prettier-ignore

function itemsIn(list: HTMLElement | null): readonly HTMLElement[] {
  return list === null ? [] : [...list.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
}

function moveIn(list: HTMLElement | null, event: KeyboardEvent, close: () => void): void {
  const items = itemsIn(list);
  const at = items.findIndex((item) => item === document.activeElement);
  const to = { ArrowDown: (at + 1) % items.length, ArrowUp: (at - 1 + items.length) % items.length, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    event.stopPropagation();
    close();
  } else if (to !== undefined) {
    event.preventDefault();
    items[to]?.focus();
  } else if (event.key.length === 1 && event.key !== ' ') {
    const letter = event.key.toLowerCase();
    const next = [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) => item.textContent.trim().toLowerCase().startsWith(letter));
    next?.focus();
  }
} // prettier-ignore
