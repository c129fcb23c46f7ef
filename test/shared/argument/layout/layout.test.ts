import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from '../../../../shared/argument/layout/layout.ts';
import type {
  Layout,
  LayoutInput,
  LayoutLink,
  LinkKind,
} from '../../../../shared/argument/layout/types.ts';

const KINDS: readonly LinkKind[] = ['support', 'context', 'challenge'];

/** Any graph at all: circles, links to oneself, double links, contexts of contexts, lone boxes. */
const anyInput: fc.Arbitrary<LayoutInput> = fc
  .array(
    fc.record({
      // Some so wide that families take several rows.
      width: fc.oneof(fc.integer({ min: 20, max: 240 }), fc.integer({ min: 800, max: 1800 })),
      height: fc.integer({ min: 20, max: 140 }),
      isAside: fc.boolean(),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .chain((boxes) => {
    const index = fc.nat({ max: boxes.length - 1 });
    const link = fc.record({ from: index, to: index, kind: fc.constantFrom(...KINDS) });
    return fc.record({
      boxes: fc.constant(boxes),
      links: fc.array(link, { maxLength: 70 }),
      roots: fc.array(index, { maxLength: 2 }),
    });
  });

/** Names the first pair of boxes that share a point; null where none do. Sweeps along the longer side. */
function findOverlap({ boxes }: LayoutInput, { x, y, width, height }: Layout): string | null {
  const across = { from: x, size: (box: number): number => boxes[box]?.width ?? 0 };
  const down = { from: y, size: (box: number): number => boxes[box]?.height ?? 0 };
  const [long, short] = width > height ? [across, down] : [down, across];
  const startOf = (axis: typeof long, box: number): number => axis.from[box] ?? 0;
  const endOf = (axis: typeof long, box: number): number =>
    startOf(axis, box) + axis.size(box) - 1e-6;
  const order = boxes.map((_, box) => box).sort((a, b) => startOf(long, a) - startOf(long, b));
  let open: number[] = [];
  for (const box of order) {
    open = open.filter((one) => endOf(long, one) > startOf(long, box));
    const hit = open.find(
      (one) => startOf(short, one) < endOf(short, box) && startOf(short, box) < endOf(short, one),
    );
    if (hit !== undefined) return `${String(hit)} and ${String(box)}`;
    open.push(box);
  }
  return null;
}

/** Pieces of lines that cross the inside of a box that is not one of their ends. */
function findCrossedBox({ boxes, links }: LayoutInput, { x, y, routes }: Layout): string | null {
  for (const [index, route] of routes.entries()) {
    for (let place = 0; place + 3 < route.length; place += 2) {
      const [ax = 0, ay = 0, bx = 0, by = 0] = route.slice(place, place + 4);
      for (const [box, { width, height }] of boxes.entries()) {
        const [left, top] = [x[box] ?? 0, y[box] ?? 0];
        const isEnd = box === links[index]?.from || box === links[index]?.to;
        const inside =
          Math.max(ax, bx) > left + 0.5 &&
          Math.min(ax, bx) < left + width - 0.5 &&
          Math.max(ay, by) > top + 0.5 &&
          Math.min(ay, by) < top + height - 0.5;
        if (inside && !isEnd) return `line ${String(index)} crosses ${String(box)}`;
      }
    }
  }
  return null;
}

/** Pieces of lines of different parents that cross or lie on each other. */
function findCrossing({ links }: LayoutInput, { routes }: Layout): string | null {
  const pieces = routes.flatMap((route, index) =>
    Array.from({ length: Math.max(0, route.length / 2 - 1) }, (_, place) => {
      const [ax = 0, ay = 0, bx = 0, by = 0] = route.slice(place * 2, place * 2 + 4);
      return { from: links[index]?.from, left: Math.min(ax, bx), right: Math.max(ax, bx), top: Math.min(ay, by), bottom: Math.max(ay, by) }; // prettier-ignore
    }),
  );
  for (const [index, one] of pieces.entries())
    for (const other of pieces.slice(index + 1)) {
      const meet = one.left <= other.right && other.left <= one.right && one.top <= other.bottom && other.top <= one.bottom; // prettier-ignore
      if (meet && one.from !== other.from) return `${String(one.from)} and ${String(other.from)}`;
    }
  return null;
}

function chain(length: number): LayoutInput {
  const links = Array.from({ length: length - 1 }, (_, from): LayoutLink => ({ from, to: from + 1, kind: 'support' })); // prettier-ignore
  return { boxes: boxesOf(length), links, roots: [0] };
}

function boxesOf(count: number): LayoutInput['boxes'] {
  return Array.from({ length: count }, (_, box) => ({
    width: 200,
    height: 50 + (box % 3) * 16,
    isAside: false,
  }));
}

/** A tree in which every box has `fan` children, with a link to a box elsewhere here and there. */
function tree(count: number, fan: number): LayoutInput {
  const links: LayoutLink[] = [];
  for (let box = 1; box < count; box += 1) {
    links.push({ from: Math.floor((box - 1) / fan), to: box, kind: 'support' });
    if (box % 17 === 0) links.push({ from: Math.floor(box / 2), to: box, kind: 'support' });
  }
  return { boxes: boxesOf(count), links, roots: [0] };
}

describe('layOut', () => {
  it('sets no two boxes on each other, whatever the graph', () => {
    fc.assert(fc.property(anyInput, (input) => findOverlap(input, layOut(input)) === null), { numRuns: 400 }); // prettier-ignore
  });

  it('sets children below their parents, doubts below what they doubt, circles aside', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { layer, isBack, y } = layOut(input);
        return input.links.every(({ from, to, kind }, index) => {
          const [above, below] = kind === 'challenge' ? [to, from] : [from, to];
          if (kind === 'context' || isBack[index] === 1) return true;
          // A context stands in the layer of its node; support between two of one group says nothing.
          if (layer[above] === layer[below]) return input.boxes[above]?.isAside === true || above === below; // prettier-ignore
          return (layer[below] ?? 0) > (layer[above] ?? 0) && (y[below] ?? 0) > (y[above] ?? 0);
        });
      }),
      { numRuns: 400 },
    );
  });

  it('marks a link as leading back only where there is a circle', () => {
    fc.assert(
      fc.property(anyInput, ({ boxes, links, roots }) => {
        const forward = links.filter((link) => (link.kind === 'challenge' ? link.to < link.from : link.from < link.to)); // prettier-ignore
        const boxesInLayers = boxes.map((box) => ({ ...box, isAside: false }));
        return layOut({ boxes: boxesInLayers, links: forward, roots }).isBack.every((one) => one === 0); // prettier-ignore
      }),
    );
  });

  it('answers the same picture for the same input', () => {
    fc.assert(fc.property(anyInput, (input) => {
      expect(layOut(input)).toEqual(layOut(structuredClone(input)));
    })); // prettier-ignore
  });

  it('ends every line at its boxes, in level and upright pieces', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { x, y, routes } = layOut(input);
        const touches = (box: number, px: number, py: number): boolean => {
          const { width, height } = input.boxes[box] ?? { width: 0, height: 0 };
          const [left, top] = [x[box] ?? 0, y[box] ?? 0];
          return px >= left - 1e-6 && px <= left + width + 1e-6 && py >= top - 1e-6 && py <= top + height + 1e-6; // prettier-ignore
        };
        return routes.every((route, index) => {
          const link = input.links[index];
          if (link === undefined || link.from === link.to) return route.length === 0;
          for (let place = 2; place < route.length; place += 2)
            if (route[place] !== route[place - 2] && route[place + 1] !== route[place - 1])
              return false;
          return touches(link.from, route[0] ?? 0, route[1] ?? 0) && touches(link.to, route.at(-2) ?? 0, route.at(-1) ?? 0); // prettier-ignore
        });
      }),
    );
  });

  it('leads lines past boxes, not through them', () => {
    const input = tree(400, 3);
    expect(findCrossedBox(input, layOut(input))).toBeNull();
  });

  it('sets wide families in rows, so that the whole is no line: about as wide as high', () => {
    for (const [count, fan] of [
      [5000, 3],
      [5000, 12],
      [2000, 1999],
    ] as const) {
      const { width, height } = layOut({ ...tree(count, fan), links: tree(count, fan).links.filter(({ from, to }) => Math.floor((to - 1) / fan) === from) }); // prettier-ignore
      expect(width / height).toBeGreaterThan(0.4);
      expect(width / height).toBeLessThan(3);
      // Nine parts of ten may stay empty for lines and for what does not fit; before, nearly all of a line did.
      expect(width * height).toBeLessThan(16 * count * 230 * 140);
    }
    const shared = layOut(tree(5000, 3));
    expect(shared.width).toBeLessThan(60_000);
  });

  it('leads lines to lower rows past boxes, and never crosses the lines of another family', () => {
    const leaves: LayoutInput = { boxes: boxesOf(40), links: boxesOf(39).map((_, at) => ({ from: 0, to: at + 1, kind: 'support' })), roots: [0] }; // prettier-ignore
    const layout = layOut(leaves);
    expect(findCrossedBox(leaves, layout)).toBeNull();
    expect(new Set(layout.layer).size).toBeGreaterThan(3);
    const wide = { ...tree(900, 6), links: tree(900, 6).links.filter(({ from, to }) => Math.floor((to - 1) / 6) === from) }; // prettier-ignore
    const drawn = layOut(wide);
    expect(findCrossedBox(wide, drawn)).toBeNull();
    expect(findCrossing(wide, drawn)).toBeNull();
    expect(drawn.routes.flat().every((place) => place > 0)).toBe(true);
  });

  it('keeps a doubt in the first row below what it doubts, at the right of the support', () => {
    const links = [...boxesOf(30).map((_, at): LayoutLink => ({ from: 0, to: at + 1, kind: 'support' })), { from: 31, to: 0, kind: 'challenge' as const }]; // prettier-ignore
    const { layer, x } = layOut({ boxes: boxesOf(32), links, roots: [0] });
    expect(layer[31]).toBe(1);
    const row = [...x].filter((_, box) => layer[box] === 1);
    expect(row.length).toBeGreaterThan(3);
    expect(Math.max(...row)).toBe(x[31]);
  });

  it('keeps up to four leaves in one row, and more of them in a block', () => {
    const layersOf = (count: number): number => new Set(layOut({ boxes: boxesOf(count + 1), links: boxesOf(count).map((_, at) => ({ from: 0, to: at + 1, kind: 'support' })), roots: [0] }).layer).size; // prettier-ignore
    expect([2, 4, 9].map(layersOf)).toEqual([2, 2, 4]);
  });

  it('sets a shared box below every box that names it, whatever rows those are in', () => {
    const { boxes, links } = tree(400, 7);
    const all = [...links, ...[3, 90, 170].map((from): LayoutLink => ({ from, to: 399, kind: 'support' }))]; // prettier-ignore
    const { y, isBack } = layOut({ boxes, links: all, roots: [0] });
    all.forEach(({ from, to }, index) => {
      expect(isBack[index]).toBe(0);
      expect(y[to]).toBeGreaterThan(y[from] ?? 0);
    });
  });

  it('keeps children in the order in which they are named', () => {
    const input: LayoutInput = {
      boxes: boxesOf(5),
      links: [3, 1, 4, 2].map((to) => ({ from: 0, to, kind: 'support' })),
      roots: [0],
    };
    const { x } = layOut(input);
    expect([3, 1, 4, 2].map((box) => x[box] ?? 0)).toEqual([...x.slice(1)].sort((a, b) => a - b));
  });

  it('sets contexts beside their node, and a shared one beside the first', () => {
    const boxes = [0, 1, 2].map((box) => ({ width: 100, height: 40, isAside: box === 2 }));
    const { x, y, layer } = layOut({
      boxes,
      links: [
        { from: 0, to: 1, kind: 'support' },
        { from: 0, to: 2, kind: 'context' },
        { from: 1, to: 2, kind: 'context' },
      ],
      roots: [0],
    });
    expect(layer[2]).toBe(0);
    expect(y[2]).toBe(y[0]);
    expect(x[2]).toBeGreaterThan((x[0] ?? 0) + 100);
  });

  it('keeps what stays where it was among its neighbours when a subtree goes', () => {
    const whole = tree(120, 3);
    const gone = new Set<number>([3]);
    for (let box = 4; box < 120; box += 1) if (gone.has(Math.floor((box - 1) / 3))) gone.add(box);
    const stays = whole.boxes.map((_, box) => box).filter((box) => !gone.has(box));
    const number = new Map(stays.map((box, index) => [box, index]));
    const part = layOut({
      boxes: stays.map((box) => whole.boxes[box] ?? { width: 0, height: 0, isAside: false }),
      links: whole.links.flatMap(({ from, to, kind }) => {
        const [a, b] = [number.get(from), number.get(to)];
        return a === undefined || b === undefined ? [] : [{ from: a, to: b, kind }];
      }),
      roots: [0],
    });
    const before = layOut(whole);
    const orderIn = (x: Float64Array, layer: Int32Array, boxes: readonly number[]): string =>
      boxes.map((_, at) => at).sort((a, b) => (layer[a] ?? 0) - (layer[b] ?? 0) || (x[a] ?? 0) - (x[b] ?? 0)).join(); // prettier-ignore
    const same = stays.filter((box) => before.layer[box] === part.layer[number.get(box) ?? 0]);
    expect(same.length).toBeGreaterThan(70);
    const xBefore = Float64Array.from(same.map((box) => before.x[box] ?? 0));
    const xAfter = Float64Array.from(same.map((box) => part.x[number.get(box) ?? 0] ?? 0));
    const layers = Int32Array.from(same.map((box) => before.layer[box] ?? 0));
    expect(orderIn(xAfter, layers, same)).toBe(orderIn(xBefore, layers, same));
  });

  it('takes a chain of 20,000, and a ring of them', () => {
    const line = chain(20_000);
    expect(layOut(line).layer.at(-1)).toBe(19_999);
    const ring = { ...line, links: [...line.links, { from: 19_999, to: 0, kind: 'support' as const }] }; // prettier-ignore
    const { isBack, layer, routes } = layOut(ring);
    expect(isBack.at(-1)).toBe(1);
    expect(layer.at(-1)).toBe(19_999);
    expect(routes.at(-1)?.length).toBeGreaterThan(4);
  });

  it('takes 100,000 boxes, and a chain in which every box also names the last, without overlaps', () => {
    const many = tree(100_000, 4);
    expect(findOverlap(many, layOut(many))).toBeNull();
    const { boxes, links } = chain(5000);
    const all = links.map(({ from }): LayoutLink => ({ from, to: 4999, kind: 'support' }));
    const fan: LayoutInput = { boxes, links: [...links, ...all], roots: [0] };
    const { routes } = layOut(fan);
    // Lines that would pass too many layers go round; together they stay in proportion to the boxes.
    expect(routes.reduce((sum, route) => sum + route.length, 0)).toBeLessThan(60 * boxes.length);
  });

  it('sets boxes far below their parent at the side, where ways to all of them would cost too much', () => {
    const { links } = chain(20_000);
    const leaves = Array.from({ length: 12 }, (_, at) => 20_000 + at);
    const named = leaves.flatMap((to): LayoutLink[] => [{ from: 19_999, to, kind: 'support' }, { from: 0, to, kind: 'support' }]); // prettier-ignore
    const input: LayoutInput = { boxes: boxesOf(20_012), links: [...links, ...named], roots: [0] };
    const layout = layOut(input);
    expect(findOverlap(input, layout)).toBeNull();
    const isBelow = ({ from, to }: LayoutLink): boolean => (layout.y[to] ?? 0) > (layout.y[from] ?? 0); // prettier-ignore
    expect(input.links.every(isBelow)).toBe(true);
  });

  it('sets a thousand lone boxes in rows', () => {
    const input: LayoutInput = { boxes: boxesOf(1000), links: [], roots: [] };
    const layout = layOut(input);
    expect(findOverlap(input, layout)).toBeNull();
    expect(layout.width).toBeLessThan(2200);
  });
});
