/** Find in what is read: its own search over the parsed text, with the count said aloud. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../../components/Button.tsx';
import { closeFind, setFind, stepFind, useReading } from '../../state/reading.ts';

/** `label`: what is searched. */
export function FindBar({ label = 'Find in document' }: { readonly label?: string }): ReactNode {
  const { query, index, count } = useReading((state) => state.find);
  const input = useRef<HTMLInputElement>(null);
  const cameFrom = useRef<Element | null>(null);
  useEffect(() => {
    cameFrom.current = document.activeElement;
    input.current?.focus();
    input.current?.select();
  }, []);
  function close(): void {
    const current = document.querySelector<HTMLElement>('mark.find.current')?.closest<HTMLElement>('[data-block]');
    closeFind();
    const back = current ?? cameFrom.current;
    if (back instanceof HTMLElement && back.isConnected) back.focus({ preventScroll: true });
  }
  function handleKey(event: KeyboardEvent): void {
    if (event.key === 'Enter') stepFind(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    <div className="findbar" role="search" onKeyDown={handleKey}>
      <label className="vh" htmlFor="find">{label}</label>
      <input id="find" ref={input} className="in" type="text" value={query} placeholder={label} autoComplete="off" spellCheck={false} onChange={(event) => { setFind({ query: event.target.value, index: 0 }); }} />
      <span className="num q2 count" role="status">{toCountWords(query, index, count)}</span>
      <Button kind="quiet" icon="previous" isIconOnly onClick={() => { stepFind(-1); }}>Find previous, Shift F3</Button>
      <Button kind="quiet" icon="next" isIconOnly onClick={() => { stepFind(1); }}>Find next, F3</Button>
      <Button kind="quiet" icon="cross" isIconOnly onClick={close}>Close find, Esc</Button>
    </div>
  );
} // prettier-ignore

function toCountWords(query: string, index: number, count: number | null): string {
  if (query.trim() === '' || count === null) return '';
  return count === 0 ? 'not found' : `${String(index + 1)} of ${String(count)}`;
}
