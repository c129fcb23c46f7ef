/** The way from the top claim down to a node, by the first parent that each names. */

type Parents = ReadonlyMap<string, readonly string[]>;

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
