/** CSV as rows of cells, for the workers that parse and that search. */
import Papa from 'papaparse';
import type { TableModel } from './parse-protocol.ts';

/** Total: what is odd in the file is said in `problems`. */
export function parseTable(text: string): TableModel {
  // Everything stays text: what a cell says is what a note on it quotes.
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: true, dynamicTyping: false });
  const [header = [], ...rows] = data;
  return {
    header,
    rows,
    columns: rows.reduce((most, row) => Math.max(most, row.length), header.length),
    problems: errors.slice(0, 20).map((one) => `${one.message}${one.row === undefined ? '' : `, row ${String(one.row)}`}`),
  };
} // prettier-ignore
