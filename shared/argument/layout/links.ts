/** Adjacency in two arrays: what belongs to box i is `items[start[i]]` up to `items[start[i + 1] - 1]`. */

export interface Adjacency {
  readonly start: Int32Array;
  readonly items: Int32Array;
}

/** Groups `0..count-1` by key, in their order. Keys below 0 are left out. */
export function groupBy(size: number, count: number, keyOf: (index: number) => number): Adjacency {
  const start = new Int32Array(size + 1);
  for (let index = 0; index < count; index += 1) {
    const key = keyOf(index);
    if (key >= 0) start[key + 1] = at(start, key + 1) + 1;
  }
  for (let key = 0; key < size; key += 1) start[key + 1] = at(start, key + 1) + at(start, key);
  const next = start.slice();
  const items = new Int32Array(at(start, size));
  for (let index = 0; index < count; index += 1) {
    const key = keyOf(index);
    if (key < 0) continue;
    items[at(next, key)] = index;
    next[key] = at(next, key) + 1;
  }
  return { start, items };
}

/** The number at an index that is known to exist. */
export function at(list: Int32Array | Float64Array | Uint8Array, index: number): number {
  return list[index] ?? 0;
}
