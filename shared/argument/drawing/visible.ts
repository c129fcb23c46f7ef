/** Which nodes are drawn: from the top or from a focus, as far as levels and folds allow. */
import { targetsOf, type CaseIndex } from '../case-index.ts';
import { moduleOf } from './modules.ts';

export interface GraphView {
  /** Only this node and what is below it; null for the whole argument. */
  readonly focus: string | null;
  /** How many levels are drawn below each root; null for all. */
  readonly levels: number | null;
  /** Nodes that a person folded or unfolded; these count before the levels. */
  readonly folded: readonly string[];
  readonly unfolded: readonly string[];
  /** Names of the modules that are drawn as one box each. */
  readonly closed: readonly string[];
}

export interface Hidden {
  readonly nodes: number;
  readonly challenged: number;
}

export interface Visible {
  /** In the order of the file. */
  readonly ids: readonly string[];
  /** What each folded node hides; a node with several folded parents counts at the first. */
  readonly hidden: ReadonlyMap<string, Hidden>;
  readonly roots: readonly string[];
  /** Nodes of the case that are neither drawn nor below a fold: they are outside the focus. */
  readonly outside: number;
}

/** Support first, then the doubts about the node and about relations that begin at it. */
export function belowOf(index: CaseIndex, id: string): readonly string[] {
  const doubts = (index.challengersOf.get(id) ?? []).filter((doubt) =>
    (index.byId.get(doubt)?.challenges ?? []).some((one) => targetsOf(one)[0] === id),
  );
  return [...new Set([...(index.childrenOf.get(id) ?? []), ...doubts])];
}

export function toVisible(
  index: CaseIndex,
  view: GraphView,
  isChallenged: (id: string) => boolean,
  /** How many nodes of the case a node stands for, how many of them challenged: more than itself for the box of a module. */
  countOf: (id: string) => Hidden = (id) => ({ nodes: 1, challenged: isChallenged(id) ? 1 : 0 }),
): Visible {
  const [folded, unfolded] = [new Set(view.folded), new Set(view.unfolded)];
  const depth = new Map<string, number>();
  const queue: string[] = [];
  const folds = new Set<string>();
  const enter = (id: string, level: number): void => {
    if (depth.has(id)) return;
    depth.set(id, level);
    queue.push(id);
  };
  let done = 0;
  const spread = (): void => {
    for (; done < queue.length; done += 1) {
      const id = queue[done] ?? '';
      const level = depth.get(id) ?? 0;
      for (const context of index.contextsOf.get(id) ?? []) enter(context, level);
      const below = belowOf(index, id);
      const isBeyond = view.levels !== null && level >= view.levels && !unfolded.has(id);
      if (below.length > 0 && (folded.has(id) || isBeyond)) folds.add(id);
      else for (const child of below) enter(child, level + 1);
    }
  };
  const focus = view.focus !== null && index.byId.has(view.focus) ? view.focus : null;
  const roots: string[] = [];
  const hiddenBy = new Map<string, string>();
  const begin = (id: string): void => {
    if (depth.has(id) || hiddenBy.has(id)) return;
    roots.push(id);
    enter(id, 0);
    spread();
    hideBelow();
  };
  const hideBelow = (): void => {
    for (const id of folds) {
      const stack = [...belowOf(index, id)];
      for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
        if (depth.has(at) || hiddenBy.has(at)) continue;
        hiddenBy.set(at, id);
        for (const child of belowOf(index, at)) stack.push(child);
        for (const context of index.contextsOf.get(at) ?? []) stack.push(context);
      }
    }
    folds.forEach((id) => known.add(id));
    folds.clear();
  };
  const known = new Set<string>();
  if (focus !== null) begin(focus);
  else {
    // All roots first: what one of them folds away may be drawn below another.
    for (const id of index.roots) {
      if (!depth.has(id)) roots.push(id);
      enter(id, 0);
    }
    spread();
    hideBelow();
    for (const id of index.byId.keys()) begin(id);
  }
  const hidden = new Map<string, Hidden>();
  for (const id of known) hidden.set(id, { nodes: 0, challenged: 0 });
  for (const [id, by] of hiddenBy) {
    if (depth.has(id)) continue;
    const { nodes, challenged } = hidden.get(by) ?? { nodes: 0, challenged: 0 };
    const count = countOf(id);
    hidden.set(by, { nodes: nodes + count.nodes, challenged: challenged + count.challenged });
  }
  const ids = [...index.byId.keys()].filter((id) => depth.has(id));
  const count = (all: Iterable<string>): number => [...all].reduce((sum, id) => sum + countOf(id).nodes, 0); // prettier-ignore
  const below = [...hidden.values()].reduce((sum, one) => sum + one.nodes, 0);
  return { ids, hidden, roots, outside: count(index.byId.keys()) - count(ids) - below };
}

/** Above this many the rest is folded when a case is first drawn. */
const MOST_AT_FIRST = 150;

/** As many levels as can be drawn without becoming too many nodes, at least two; null for all. */
export function toFirstLevels(index: CaseIndex): number | null {
  if (index.byId.size <= MOST_AT_FIRST) return null;
  for (let levels = 12; levels > 2; levels -= 1) {
    const { ids } = toVisible(index, { focus: null, levels, folded: [], unfolded: [], closed: [] }, () => false); // prettier-ignore
    if (ids.length <= MOST_AT_FIRST) return levels;
  }
  return 2;
}

/** The view in which a node is drawn: folds on its way to a root are opened, a focus elsewhere is left. */
export function toRevealing(index: CaseIndex, view: GraphView, id: string): GraphView {
  const node = index.byId.get(id);
  if (node === undefined) return view;
  const inFocus = view.focus === null ? null : toWayUp(index, id, view.focus);
  // Below no root there is only a circle: whatever leads to the node is opened.
  const opened = inFocus ?? toWayUp(index, id, null) ?? toAllAbove(index, id);
  const above = opened.filter((one) => one !== id);
  const module = moduleOf(node);
  return {
    focus: inFocus === null ? null : view.focus,
    levels: view.levels,
    folded: view.folded.filter((one) => !above.includes(one)),
    unfolded: [...new Set([...view.unfolded, ...above])],
    closed: view.closed.filter((name) => name !== module),
  };
}

/** From a root, or from `until`, to a node by the shortest way; null where there is none. */
function toWayUp(index: CaseIndex, id: string, until: string | null): readonly string[] | null {
  const cameFrom = new Map<string, string | null>();
  const isGoal = (one: string): boolean =>
    until === null ? index.roots.includes(one) : one === until;
  const goal = climb(index, id, cameFrom, isGoal);
  if (goal === null) return null;
  const way: string[] = [];
  for (let at: string | null = goal; at !== null; at = cameFrom.get(at) ?? null) way.push(at);
  return way;
}

function toAllAbove(index: CaseIndex, id: string): readonly string[] {
  const cameFrom = new Map<string, string | null>();
  climb(index, id, cameFrom, () => false);
  return [...cameFrom.keys()];
}

/** Breadth first upwards until the goal, which is answered; notes for each node the one below it. */
function climb(
  index: CaseIndex,
  id: string,
  cameFrom: Map<string, string | null>,
  isGoal: (id: string) => boolean,
): string | null {
  cameFrom.set(id, null);
  const queue = [id];
  for (let done = 0; done < queue.length; done += 1) {
    const at = queue[done] ?? '';
    if (isGoal(at)) return at;
    const doubted = (index.byId.get(at)?.challenges ?? []).map((one) => targetsOf(one)[0] ?? '');
    const above = [...(index.parentsOf.get(at) ?? []), ...(index.inScopeOf.get(at) ?? []), ...doubted]; // prettier-ignore
    for (const one of above) {
      if (cameFrom.has(one) || !index.byId.has(one)) continue;
      cameFrom.set(one, at);
      queue.push(one);
    }
  }
  return null;
}
