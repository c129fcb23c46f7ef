/** Groups of nodes that point at each other in a circle. */

/**
 * Strongly connected components of more than one node, and nodes that point at themselves (Tarjan 1972,
 * without recursion: a case may be thousands of nodes deep). Nodes and groups keep the order of `ids`.
 * Linear in nodes and links.
 */
export function findCycles(
  ids: readonly string[],
  linksOf: (id: string) => readonly string[],
): string[][] {
  const order = new Map(ids.map((id, index) => [id, index]));
  const found = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const groups: string[][] = [];
  const low = (id: string, value: number): void => {
    lowest.set(id, Math.min(lowest.get(id) ?? value, value));
  };
  for (const root of ids) {
    if (found.has(root)) continue;
    const stack: { readonly id: string; next: number }[] = [{ id: root, next: 0 }];
    for (
      let frame = stack[stack.length - 1];
      frame !== undefined;
      frame = stack[stack.length - 1]
    ) {
      const { id } = frame;
      if (frame.next === 0) {
        found.set(id, found.size);
        low(id, found.get(id) ?? 0);
        open.push(id);
        isOpen.add(id);
      }
      const link = linksOf(id)[frame.next];
      frame.next += 1;
      if (link !== undefined) {
        if (!found.has(link) && order.has(link)) stack.push({ id: link, next: 0 });
        else if (isOpen.has(link)) low(id, found.get(link) ?? 0);
        continue;
      }
      stack.pop();
      const parent = stack[stack.length - 1];
      if (parent !== undefined) low(parent.id, lowest.get(id) ?? 0);
      if (lowest.get(id) === found.get(id)) groups.push(closeGroup(id, open, isOpen));
    }
  }
  const position = (id: string): number => order.get(id) ?? 0;
  return groups
    .filter((group) => group.length > 1 || linksOf(group[0] ?? '').includes(group[0] ?? ''))
    .map((group) => group.sort((a, b) => position(a) - position(b)))
    .sort((a, b) => position(a[0] ?? '') - position(b[0] ?? ''));
}

function closeGroup(id: string, open: string[], isOpen: Set<string>): string[] {
  const group = open.splice(open.lastIndexOf(id));
  for (const member of group) isOpen.delete(member);
  return group;
}
