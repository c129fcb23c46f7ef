/** Hits of the open find in a document, and the scrolling to the current one. */
import { use, useDeferredValue, useEffect, useMemo } from 'react';
import type { DocumentBlock } from '../../../shared/document/model.ts';
import { setFind, stepFind, useReading } from '../../state/reading.ts';
import { useCommands } from '../shortcuts/commands.ts';
import { FindScope } from './find-scope.ts';
import { findAll, type Hit } from './find.ts';

export type NumberedHit = Hit & { readonly number: number };

export interface Found {
  readonly hitsIn: (block: string) => readonly NumberedHit[];
  readonly current: number;
}

const FIND_COMMANDS = {
  find: () => { setFind({ isOpen: true }); },
  'find-next': () => { stepFind(1); },
  'find-previous': () => { stepFind(-1); },
}; // prettier-ignore

const NONE: readonly NumberedHit[] = [];

export function useFind(blocks: readonly DocumentBlock[]): Found {
  const isInScope = use(FindScope);
  const { isOpen: isBarOpen, query, index } = useReading((state) => state.find);
  const isOpen = isBarOpen && isInScope;
  // Typing goes first: marking the hits of a long document takes longer than a key press.
  const wanted = useDeferredValue(isOpen ? query : '');
  const hits = useMemo(() => findAll(blocks, wanted), [blocks, wanted]);
  const byBlock = useMemo(() => {
    const map = new Map<string, NumberedHit[]>();
    hits.forEach((hit, number) => {
      const list = map.get(hit.block) ?? [];
      list.push({ ...hit, number });
      map.set(hit.block, list);
    });
    return map;
  }, [hits]);
  useCommands(isInScope ? FIND_COMMANDS : {});
  useEffect(() => {
    if (!isOpen) return;
    setFind({
      count: hits.length,
      index: hits.length === 0 ? -1 : Math.min(Math.max(0, index), hits.length - 1),
    });
  }, [hits, isOpen, index]);
  useEffect(() => {
    if (!isOpen || hits.length === 0) return;
    document
      .querySelector(`mark[data-hit="${String(index)}"]`)
      ?.scrollIntoView({ block: 'center' });
  }, [hits, isOpen, index]);
  return { hitsIn: (block) => byBlock.get(block) ?? NONE, current: index };
}
