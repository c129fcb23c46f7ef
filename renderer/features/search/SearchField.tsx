/** The question (ARIA combobox): arrows go through the hits, Enter goes to one, Esc leaves. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { Hit } from '../../../shared/search/search.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { choose, closeSearch, setQuery, useSearch } from '../../state/search.ts';
import { useCommands } from '../shortcuts/commands.ts';
import { goToHit } from './go-to-hit.ts';

interface SearchFieldProps {
  readonly hits: readonly Hit[];
  /** Number of the hit that the arrows stand on. */
  readonly at: number;
}

const PAGE = 8;

export function SearchField({ hits, at }: SearchFieldProps): ReactNode {
  const query = useSearch((state) => state.query);
  const input = useRef<HTMLInputElement>(null);
  function takeFocus(): void {
    input.current?.focus();
    input.current?.select();
  }
  useEffect(takeFocus, []);
  useCommands({ search: takeFocus, find: takeFocus, 'next-item': () => { step(1); }, 'previous-item': () => { step(-1); } });
  function step(by: number): void {
    const hit = hits[Math.max(0, Math.min(hits.length - 1, at + by))];
    if (hit !== undefined) choose(hit.key);
  }
  function handleKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }[event.key];
    const hit = hits[at];
    if (by !== undefined) step(by);
    else if (event.key === 'Enter' && hit !== undefined) goToHit(hit);
    else if (event.key === 'Escape') closeSearch();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    <div className="searchfield" role="search">
      <Icon name="search" />
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label="Search claims, documents, evidence, notes and challenges"
        aria-expanded={hits.length > 0}
        aria-controls={hits.length > 0 ? 'search-hits' : undefined}
        aria-activedescendant={hits.length > 0 ? `search-hit-${String(at)}` : undefined}
        aria-autocomplete="list"
        placeholder='Words, "a phrase", kind:goal, is:open'
        autoComplete="off"
        spellCheck={false}
        maxLength={1_000}
        value={query}
        onChange={(event) => { setQuery(event.target.value); }}
        onKeyDown={handleKey}
      />
      {query !== '' && <Button kind="quiet" icon="cross" isIconOnly onClick={() => { setQuery(''); takeFocus(); }}>Clear the search</Button>}
    </div>
  );
} // prettier-ignore
