/** The parents of a shared node, to choose from. Esc goes back to the node. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useCase } from '../../state/case.ts';

interface ParentListProps {
  readonly ids: readonly string[];
  readonly of: string;
  readonly left: number;
  readonly top: number;
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
}

export function ParentList({ ids, of, left, top, onChoose, onClose }: ParentListProps): ReactNode {
  const nodes = useCase((state) => state.index.nodes);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('button')?.focus();
  }, []);
  function handleKey(event: KeyboardEvent): void {
    const items = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = items.findIndex((one) => one === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined && event.key !== 'Escape' && event.key !== 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (to === undefined) onClose();
    else items[(to + items.length) % items.length]?.focus();
  }
  return (
    <div ref={list} className="menu parents" role="menu" aria-label={`Parents of ${of}`} style={{ left, top }} onKeyDown={handleKey}>
      {ids.map((id) => (
        <button key={id} type="button" role="menuitem" tabIndex={-1} onClick={() => { onChoose(id); }}>
          <b className="id">{id}</b> <span className="cut">{nodes.get(id)?.text}</span>
        </button>
      ))}
    </div>
  );
} // prettier-ignore
