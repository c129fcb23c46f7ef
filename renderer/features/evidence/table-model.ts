/** What can be said of a table from its cells alone. Cells stay text: a note quotes what the file says. */
import type { TableModel } from '../reading/parse-protocol.ts';

const NUMBER = /^[-+−]?(?:(?:\d{1,3}(?:[ ,]\d{3})+|\d+)(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?\s?%?$/i;

export function isNumber(text: string): boolean {
  return NUMBER.test(text.trim());
}

/** A column counts as numeric when it has a number and every other cell is a number or empty. */
export function toNumericColumns({ rows, columns }: TableModel): readonly boolean[] {
  return Array.from({ length: columns }, (_, column) => {
    let hasNumber = false;
    for (const row of rows) {
      const cell = row[column] ?? '';
      if (cell.trim() === '') continue;
      if (!isNumber(cell)) return false;
      hasNumber = true;
    }
    return hasNumber;
  });
}

/** Name of a column for people and selectors: its head, or "column 3" where it has none or a repeated one. */
export function toColumnName({ header }: TableModel, column: number): string {
  const name = header[column]?.trim() ?? '';
  return name === '' || header.findIndex((one) => one.trim() === name) !== column
    ? `column ${String(column + 1)}`
    : name;
}

const CHARACTER = 6.7;
const PADDING = 18;
const NARROWEST = 56;
const WIDEST = 360;
const SAMPLE = 500;

/** Column widths in pixels by the longest of the first cells; longer ones are cut and shown when focused. */
export function toWidths(table: TableModel): readonly number[] {
  return Array.from({ length: table.columns }, (_, column) => {
    const lengths = table.rows.slice(0, SAMPLE).map((row) => (row[column] ?? '').length);
    const longest = Math.max(toColumnName(table, column).length, ...lengths);
    return Math.round(Math.min(WIDEST, Math.max(NARROWEST, longest * CHARACTER + PADDING)));
  });
}

interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads from a cell (ARIA grid pattern); null when it means nothing here. Row 0 is the head. */
export function moveCell(key: string, isCtrl: boolean, { row, column }: Cell, table: TableModel, page: number): Cell | null {
  const last = { row: table.rows.length, column: table.columns - 1 };
  const to = (nextRow: number, nextColumn: number): Cell => ({
    row: Math.min(last.row, Math.max(0, nextRow)),
    column: Math.min(last.column, Math.max(0, nextColumn)),
  });
  switch (key) {
    case 'ArrowDown':
      return to(isCtrl ? last.row : row + 1, column);
    case 'ArrowUp':
      return to(isCtrl ? 0 : row - 1, column);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'Home':
      return to(isCtrl ? 0 : row, 0);
    case 'End':
      return to(isCtrl ? last.row : row, last.column);
    case 'PageDown':
      return to(row + page, column);
    case 'PageUp':
      return to(row - page, column);
    default:
      return null;
  }
} // prettier-ignore
