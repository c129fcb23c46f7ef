import { useMemo } from 'react';
import type { TableModel } from '../reading/parse-protocol.ts';
import { useHits, useWanted } from './use-hits.ts';

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
  const wanted = useWanted();
  const hits = useMemo(() => findCells(table, wanted), [table, wanted]);
  const keys = useMemo(() => new Set(hits.map(toKey)), [hits]);
  useHits(hits, show);
  return { isHit: (cell) => keys.has(toKey(cell)) };
}

function toKey({ row, column }: Cell): string {
  return `${String(row)}:${String(column)}`;
}
