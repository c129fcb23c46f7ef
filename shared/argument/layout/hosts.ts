/** Which boxes stand beside which: contexts, assumptions and justifications, as GSN draws them. */
import { at, groupBy } from './links.ts';
import type { LayoutInput } from './types.ts';

/**
 * For each box the box in a layer that it stands beside, itself where it stands in a layer. A context of a
 * context stands beside the same box; a shared context beside the first that names it.
 */
export function toHosts({ boxes, links }: LayoutInput): Int32Array {
  const host = new Int32Array(boxes.length).fill(-1);
  const isHeld = new Uint8Array(boxes.length);
  const isNamed = new Uint8Array(boxes.length);
  for (const { from, to, kind } of links) {
    if (from === to) continue;
    if (kind === 'support') isHeld[to] = 1;
    if (kind === 'challenge') isHeld[from] = 1;
    if (kind === 'context') isNamed[to] = 1;
  }
  const contexts = groupBy(boxes.length, links.length, (index) =>
    links[index]?.kind === 'context' ? links[index].from : -1,
  );
  const queue: number[] = [];
  const settle = (box: number, beside: number): void => {
    host[box] = beside;
    queue.push(box);
  };
  boxes.forEach((box, index) => {
    const stands = !box.isAside || at(isHeld, index) === 1 || at(isNamed, index) === 0;
    if (stands) settle(index, index);
  });
  let done = 0;
  const spread = (): void => {
    for (; done < queue.length; done += 1) {
      const box = queue[done] ?? 0;
      for (let place = at(contexts.start, box); place < at(contexts.start, box + 1); place += 1) {
        const named = links[at(contexts.items, place)]?.to ?? 0;
        if (at(host, named) === -1) settle(named, at(host, box));
      }
    }
  };
  spread();
  // What is left are contexts that only name each other.
  for (let index = 0; index < boxes.length; index += 1) {
    if (at(host, index) !== -1) continue;
    settle(index, index);
    spread();
  }
  return host;
}
