import { useEffect, useRef } from 'react';
import { setFind, stepFind, useReading } from '../../state/reading.ts';
import { useCommands } from '../shortcuts/commands.ts';

const FIND_COMMANDS = {
  find: () => { setFind({ isOpen: true }); },
  'find-next': () => { stepFind(1); },
  'find-previous': () => { stepFind(-1); },
}; // prettier-ignore

/** The words that are looked for in what is shown; empty while the find bar is closed. */
export function useWanted(): string {
  const { isOpen, query } = useReading((state) => state.find);
  return isOpen ? query.trim().toLowerCase() : '';
}

/** Tells the find bar how many hits there are, and shows the current one. */
export function useHits<Hit>(hits: readonly Hit[], show: (hit: Hit) => void): void {
  const { isOpen, index } = useReading((state) => state.find);
  const latest = useRef(show);
  useEffect(() => {
    latest.current = show;
  });
  useCommands(FIND_COMMANDS);
  useEffect(() => {
    if (!isOpen) return;
    const at = hits.length === 0 ? -1 : Math.min(Math.max(0, index), hits.length - 1);
    setFind({ count: hits.length, index: at });
    const hit = hits[at];
    if (hit !== undefined) latest.current(hit);
  }, [hits, isOpen, index]);
}
