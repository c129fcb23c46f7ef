/** A JSON value as rows of a tree, each named by its pointer (RFC 6901). */

export interface JsonRow {
  readonly pointer: string;
  /** Last part of the pointer as it stands in the file; "" for the root. */
  readonly name: string;
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
  /** The value in words: text of a scalar, "3 entries" of a container. */
  readonly value: string;
  readonly level: number;
  readonly position: number;
  readonly setSize: number;
  /** Index after the last row below it. */
  readonly end: number;
}

/** All rows in the order of the file. Containers deeper than the call stack allows are not recursed into. */
export function toJsonRows(root: unknown): readonly JsonRow[] {
  type Mutable = { -readonly [K in keyof JsonRow]: JsonRow[K] };
  const rows: Mutable[] = [];
  interface Step {
    readonly value: unknown;
    readonly pointer: string;
    readonly name: string;
    readonly level: number;
    readonly position: number;
    readonly setSize: number;
  }
  const stack: Step[] = [{ value: root, pointer: '', name: '', level: 1, position: 1, setSize: 1 }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { value, pointer, level } = step;
    const { name, position, setSize } = step;
    const entries = toEntries(value);
    rows.push({ pointer, name, kind: toKind(value), value: toWords(value, entries), level, position, setSize, end: rows.length + 1 });
    for (let at = entries.length - 1; at >= 0; at -= 1) {
      const entry = entries[at];
      if (entry === undefined) continue;
      stack.push({
        value: entry[1],
        name: entry[0],
        pointer: `${pointer}/${entry[0].replaceAll('~', '~0').replaceAll('/', '~1')}`,
        level: level + 1,
        position: at + 1,
        setSize: entries.length,
      });
    }
  }
  // Ends from the bottom up: a row ends where the last row of a deeper level ends.
  const open: Mutable[] = [];
  rows.forEach((row, index) => {
    while ((open.at(-1)?.level ?? 0) >= row.level) {
      const closed = open.pop();
      if (closed !== undefined) closed.end = index;
    }
    open.push(row);
  });
  for (const row of open) row.end = rows.length;
  return rows;
} // prettier-ignore

function toEntries(value: unknown): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.map((one, index) => [String(index), one] as const);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function toKind(value: unknown): JsonRow['kind'] {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  if (type === 'string' || type === 'number' || type === 'boolean') return type;
  return 'object';
}

function toWords(value: unknown, entries: readonly unknown[]): string {
  if (Array.isArray(value))
    return entries.length === 1 ? '1 item' : `${String(entries.length)} items`;
  if (typeof value === 'object' && value !== null)
    return entries.length === 1 ? '1 entry' : `${String(entries.length)} entries`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
