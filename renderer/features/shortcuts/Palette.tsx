/** Go to anything: a list that is filtered by typing (ARIA combobox with a listbox). */
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useApp } from '../../state/app.ts';
import { useCase } from '../../state/case.ts';
import { showPalette, usePalette } from '../../state/palette.ts';
import type { Selection } from '../../state/reading.ts';
import { useReview } from '../../state/review.ts';
import { KIND_WORDS } from '../outline/facts.ts';
import { goToObject } from '../search/go-to-hit.ts';
import { COMMANDS, isAvailable, runCommand, useCommands } from './commands.ts';
import { toKeyWords } from './match-keys.ts';
import { type PaletteItem, rankItems } from './palette-items.ts';

export function Palette(): ReactNode {
  const isOpen = usePalette((state) => state.isOpen);
  useCommands({ 'go-to': () => { showPalette(true); } }); // prettier-ignore
  return isOpen ? <OpenPalette /> : null;
}

function OpenPalette(): ReactNode {
  const items = useItems();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const isFromReader = useRef(false);
  const shown = useMemo(() => rankItems(items, query), [items, query]);
  const chosen = Math.min(at, shown.length - 1);

  useEffect(() => {
    const cameFrom = document.activeElement;
    isFromReader.current = cameFrom?.closest('#reader [data-keys]') != null;
    input.current?.focus();
    return () => {
      // Whoever was chosen may take the focus; only an abandoned list gives it back.
      if (document.activeElement === document.body && cameFrom instanceof HTMLElement) cameFrom.focus();
    };
  }, []);
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen, shown]);

  function run(item: PaletteItem | undefined): void {
    if (item === undefined) return;
    showPalette(false);
    // After the list is gone, so that a command finds the page as it was.
    queueMicrotask(() => { item.run(isFromReader.current); });
  }
  function handleKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' || event.key === 'Tab') showPalette(false);
    else if (event.key === 'ArrowDown') setAt(Math.min(shown.length - 1, chosen + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, chosen - 1));
    else if (event.key === 'Enter') run(shown[chosen]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    <div className="palette-scrim" onPointerDown={(event) => { if (event.target === event.currentTarget) showPalette(false); }}>
      <div className="palette" role="dialog" aria-label="Go to" aria-modal="true" ref={box} onKeyDown={handleKey}>
        <input ref={input} type="text" role="combobox" aria-expanded="true" aria-controls="palette-list" aria-activedescendant={shown.length === 0 ? undefined : `palette-${String(chosen)}`} aria-label="Go to a claim, document, evidence, challenge or command" placeholder="Id, words or command" autoComplete="off" spellCheck={false} value={query} onChange={(event) => { setQuery(event.target.value); setAt(0); }} />
        {shown.length === 0 ? (
          <p role="status">Nothing has these words.</p>
        ) : (
          <div role="listbox" id="palette-list" aria-label="Matches">
            {shown.map((item, index) => (
              <div key={item.key} id={`palette-${String(index)}`} role="option" aria-selected={index === chosen} onPointerMove={() => { setAt(index); }} onClick={() => { run(item); }}>
                {item.id !== '' && <span className="id">{item.id}</span>}
                <span className="grow">{item.text}</span>
                <span className="small q nw">{item.hint}</span>
              </div>
            ))}
          </div>
        )}
      </div>
    </div>
  );
} // prettier-ignore

function useItems(): readonly PaletteItem[] {
  const safetyCase = useCase((state) => state.safetyCase);
  const challenges = useReview((state) => state.view?.challenges);
  return useMemo(() => {
    const go = (to: Selection) => (inReader: boolean) => { goToObject(to, inReader); };
    const nodes = (safetyCase?.nodes ?? []).map((one): PaletteItem => ({ key: `n:${one.id}`, id: one.id, text: one.text, hint: KIND_WORDS[one.kind], run: go({ kind: 'node', id: one.id }) }));
    const documents = (safetyCase?.documents ?? []).map((one): PaletteItem => ({ key: `d:${one.path}`, id: '', text: one.title, also: one.path, hint: 'Document', run: go({ kind: 'document', id: one.path }) }));
    const evidence = (safetyCase?.evidence ?? []).map((one): PaletteItem => ({ key: `e:${one.id}`, id: one.id, text: one.title, also: one.path, hint: 'Evidence', run: go({ kind: 'evidence', id: one.id }) }));
    const doubts = (challenges ?? []).map((one): PaletteItem => ({ key: `c:${one.record.digest}`, id: one.label, text: one.whatIsWrong, hint: `Challenge on ${one.target.id}`, run: (inReader) => { showTarget(one.target.kind, one.target.id, one.target.block, inReader); } }));
    const commands = COMMANDS.filter((one) => one.id !== 'go-to' && isAvailable(one.id)).map((one): PaletteItem => ({ key: `k:${one.id}`, id: '', text: one.title, hint: toKeyWords(one.keys[0] ?? ''), run: () => { runCommand(one.id); } }));
    return [...nodes, ...documents, ...evidence, ...doubts, ...commands];
  }, [safetyCase, challenges]);
} // prettier-ignore

function showTarget(kind: string, id: string, block: string | undefined, inReader: boolean): void {
  if (kind !== 'node' && kind !== 'document' && kind !== 'evidence') {
    useApp.setState({ section: 'challenges' });
    return;
  }
  goToObject(block === undefined ? { kind, id } : { kind, id, place: block }, inReader);
}
