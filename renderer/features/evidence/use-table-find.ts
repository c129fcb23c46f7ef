import { useEffect, useMemo, useRef } from 'react';
import { setFind, stepFind, useReading } from '../../state/reading.ts';
import type { TableModel } from '../reading/parse-protocol.ts';
import { useCommands } from '../shortcuts/commands.ts';

interface Cell {
  readonly row: number;
  readonly column: number;
}

const LIMIT = 5_000;

/** Cells whose text holds the words, in reading order. */
export function findCells(table: TableModel, query: string): readonly Cell[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  const hits: Cell[] = [];
  for (const [row, cells] of [table.header, ...table.rows].entries())
    for (const [column, cell] of cells.entries())
      if (hits.length < LIMIT && cell.toLowerCase().includes(wanted)) hits.push({ row, column });
  return hits;
}

export function useTableFind(
  table: TableModel,
  show: (cell: Cell) => void,
): { isHit(cell: Cell): boolean } {
  const { isOpen, query, index } = useReading((state) => state.find);
  const wanted = isOpen ? query : '';
  const hits = useMemo(() => findCells(table, wanted), [table, wanted]);
  const keys = useMemo(() => new Set(hits.map(toKey)), [hits]);
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
    if (hit !== undefined) latest.current(hit);
  }, [hits, isOpen, index]);
  return { isHit: (cell) => keys.has(toKey(cell)) };
}

function toKey({ row, column }: Cell): string {
  return `${String(row)}:${String(column)}`;
}
