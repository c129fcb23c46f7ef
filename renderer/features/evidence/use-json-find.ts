import { useEffect, useMemo, useRef } from 'react';
import { setFind, stepFind, useReading } from '../../state/reading.ts';
import { useCommands } from '../shortcuts/commands.ts';
import type { JsonRow } from './json-rows.ts';

/** Find over names and values; the current hit is unfolded to. */
export function useJsonFind(rows: readonly JsonRow[], show: (pointer: string) => void): void {
  const { isOpen, query, index } = useReading((state) => state.find);
  const wanted = isOpen ? query.trim().toLowerCase() : '';
  const hits = useMemo(
    () =>
      wanted === ''
        ? []
        : rows.filter((one) => `${one.name} ${one.value}`.toLowerCase().includes(wanted)),
    [rows, wanted],
  );
  const latest = useRef(show);
  useEffect(() => {
    latest.current = show;
  });
  useCommands({
    find: () => { setFind({ isOpen: true }); },
    'find-next': () => { stepFind(1); },
    'find-previous': () => { stepFind(-1); },
  }); // prettier-ignore
  useEffect(() => {
    if (!isOpen) return;
    const at = hits.length === 0 ? -1 : Math.min(Math.max(0, index), hits.length - 1);
    setFind({ count: hits.length, index: at });
    const hit = hits[at];
    if (hit !== undefined) latest.current(hit.pointer);
  }, [hits, isOpen, index]);
}
