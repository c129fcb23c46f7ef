/** Tables as RFC 4180 text that a spreadsheet shows and never runs. */

/** A cell is text; null is empty. */
export type CsvCell = string | number | null;

// A spreadsheet takes a cell that begins with one of these for a formula (OWASP, "CSV injection").
// An apostrophe before it makes it text, in our files and wherever they are opened.
const STARTS_FORMULA = /^[\s\u{feff}]*[=+\-@\t\r|%]/u;

function toCell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  // NUL is no character of a text file; a reader that stops at it would hide the rest of the row.
  const clean = value.replaceAll('\0', '\u{fffd}');
  const text = STARTS_FORMULA.test(clean) ? `'${clean}` : clean;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Header and rows as CSV: CRLF after each row, quotes where RFC 4180 asks for them, no BOM. */
export function toCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(toCell).join(',')}\r\n`).join('');
}
