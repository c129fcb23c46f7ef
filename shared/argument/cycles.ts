/** Groups of nodes that point at each other in a circle. */

/**
 * Strongly connected components of more than one node, and nodes that point at themselves (Tarjan 1972,
 * without recursion: a case may be thousands of nodes deep). Nodes are their positions, 0 to `size` - 1;
 * they and the groups stand in that order. Linear in nodes and links.
 * @param linksOf Positions that a node points at.
 */
export function findCircles(size: number, linksOf: (node: number) => readonly number[]): number[][] {
  // Numbers from 1 in the order in which nodes are come to; 0 for those that were not yet.
  const found = new Int32Array(size);
  const lowest = new Int32Array(size);
  const isOpen = new Uint8Array(size);
  const next = new Int32Array(size);
  const [open, path, groups]: [number[], number[], number[][]] = [[], [], []];
  let count = 0;
  const enter = (node: number): void => {
    count += 1;
    found[node] = lowest[node] = count;
    isOpen[node] = 1;
    open.push(node);
    path.push(node);
  };
  const lower = (node: number, value: number): void => {
    if (value < (lowest[node] ?? 0)) lowest[node] = value;
  };
  for (let root = 0; root < size; root += 1) {
    if (found[root] === 0) enter(root);
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      const links = linksOf(node);
      const at = next[node] ?? 0;
      const link = links[at];
      if (link !== undefined) {
        next[node] = at + 1;
        if (found[link] === 0) enter(link);
        else if (isOpen[link] === 1) lower(node, found[link] ?? 0);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) lower(above, lowest[node] ?? 0);
      if (lowest[node] !== found[node]) continue;
      const group = open.splice(open.lastIndexOf(node));
      for (const member of group) isOpen[member] = 0;
      if (group.length > 1 || links.includes(node)) groups.push(group.sort((a, b) => a - b));
    }
  }
  return groups.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
} // prettier-ignore

/** Like `findCircles`, for nodes by their ids. Links to what is not among `ids` lead nowhere. */
export function findCycles(
  ids: readonly string[],
  linksOf: (id: string) => readonly string[],
): string[][] {
  const positionOf = new Map(ids.map((id, position) => [id, position]));
  const links = ids.map((id) => linksOf(id).flatMap((link) => positionOf.get(link) ?? []));
  const groups = findCircles(ids.length, (node) => links[node] ?? []);
  return groups.map((group) => group.map((node) => ids[node] ?? ''));
}
