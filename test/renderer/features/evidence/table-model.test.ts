import { describe, expect, it } from 'vitest';
import {
  isNumber,
  moveCell,
  toColumnName,
  toNumericColumns,
} from '../../../../renderer/features/evidence/table-model.ts';
import { findCells } from '../../../../renderer/features/evidence/use-table-find.ts';
import type { TableModel } from '../../../../renderer/features/reading/parse-protocol.ts';

const table: TableModel = {
  header: ['policy', 'rate', '', 'rate'],
  rows: [['slow', '0.96', '1', 'x'], ['fast', '', '-2', '3']],
  columns: 4,
  problems: [],
}; // prettier-ignore

describe('numbers', () => {
  it.each(['1', '-2', '0.96', '1,150', '1e-3', '97 %', '.5'])('takes %j for one', (text) => {
    expect(isNumber(text)).toBe(true);
  });
  it.each(['', '-', '2026-07-11', 'm3-r4', '1.2.3', '12,34', 'e5', '%'])('does not take %j for one', (text) => {
    expect(isNumber(text)).toBe(false);
  }); // prettier-ignore
  it('calls a column numeric when every filled cell is a number', () => {
    expect(toNumericColumns(table)).toEqual([false, true, true, false]);
  });
});

describe('columns', () => {
  it('names a column by its head, or by its number where the head is empty or repeated', () => {
    expect([0, 1, 2, 3].map((at) => toColumnName(table, at))).toEqual(['policy', 'rate', 'column 3', 'column 4']);
  }); // prettier-ignore
});

describe('moveCell', () => {
  const from = { row: 1, column: 1 };
  it.each([
    ['ArrowDown', false, { row: 2, column: 1 }],
    ['ArrowUp', false, { row: 0, column: 1 }],
    ['ArrowLeft', false, { row: 1, column: 0 }],
    ['Home', false, { row: 1, column: 0 }],
    ['End', true, { row: 2, column: 3 }],
    ['PageDown', false, { row: 2, column: 1 }],
  ] as const)('%s with Ctrl %s leads to %j', (key, isCtrl, to) => {
    expect(moveCell(key, isCtrl, from, table, 5)).toEqual(to);
  });
  it('stays inside the table and leaves other keys alone', () => {
    expect(moveCell('ArrowUp', false, { row: 0, column: 0 }, table, 5)).toEqual({ row: 0, column: 0 });
    expect(moveCell('a', false, from, table, 5)).toBeNull();
  }); // prettier-ignore
});

describe('findCells', () => {
  it('finds in head and rows without regard to case, in reading order', () => {
    expect(findCells(table, 'RATE')).toEqual([{ row: 0, column: 1 }, { row: 0, column: 3 }]);
    expect(findCells(table, 'slow')).toEqual([{ row: 1, column: 0 }]);
    expect(findCells(table, ' ')).toEqual([]);
  }); // prettier-ignore
});
