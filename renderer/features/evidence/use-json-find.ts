import { useMemo } from 'react';
import type { JsonRow } from './json-rows.ts';
import { useHits, useWanted } from './use-hits.ts';

/** Find over names and values; the current hit is unfolded to. */
export function useJsonFind(rows: readonly JsonRow[], show: (pointer: string) => void): void {
  const wanted = useWanted();
  const hits = useMemo(() => {
    const isHit = ({ name, value }: JsonRow): boolean =>
      `${name} ${value}`.toLowerCase().includes(wanted);
    return wanted === '' ? [] : rows.filter(isHit);
  }, [rows, wanted]);
  useHits(hits, (hit) => {
    show(hit.pointer);
  });
}
