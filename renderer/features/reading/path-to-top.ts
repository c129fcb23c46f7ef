/** The way from the top claim down to a node, by the first parent that each names. */

type Parents = ReadonlyMap<string, readonly string[]>;

/** Ids at both ends of a long way that are named; what lies between is counted. */
const [NAMED_FIRST, NAMED_LAST] = [4, 12];

/** A way in full, or its two ends and how many ids lie between them. */
export function toEnds(path: readonly string[]): { readonly first: readonly string[]; readonly left: number; readonly last: readonly string[] } {
  const left = path.length - NAMED_FIRST - NAMED_LAST;
  if (left <= 1) return { first: [], left: 0, last: path };
  return { first: path.slice(0, NAMED_FIRST), left, last: path.slice(-NAMED_LAST) };
} // prettier-ignore

/** Ids from the top to the node, both included. A circle is walked once. */
export function toPath(
  id: string,
  supports: Parents,
  boundsOf: Parents,
  top: string | null,
): readonly string[] {
  const cameFrom = new Map<string, string | null>([[id, null]]);
  const queue = [id];
  let end = id;
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    end = at;
    if (at === top) break;
    for (const parent of [...(supports.get(at) ?? []), ...(boundsOf.get(at) ?? [])]) {
      if (cameFrom.has(parent)) continue;
      cameFrom.set(parent, at);
      queue.push(parent);
    }
  }
  const path: string[] = [];
  for (let at: string | null = end; at !== null; at = cameFrom.get(at) ?? null) path.push(at);
  return path;
}
