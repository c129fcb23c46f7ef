/** The argument as a drawing: boxes with their words and places, lines with their points. */
import type { ArgumentNode, SafetyCase } from '../../case/model.ts';
import { targetsOf, toCaseIndex, type CaseIndex } from '../case-index.ts';
import { layOut } from '../layout/layout.ts';
import { SPACE, type LayoutLink, type LayoutStep, type LinkKind } from '../layout/types.ts';
import { otherTexts } from '../rules/other-fields.ts';
import { isUninstantiated, toBox, toGate, type NodeBox } from './box.ts';
import { closeModules, shapeOfModule, type Module } from './modules.ts';
import { isReference } from '../rules/allowed-links.ts';
import { isAway, toDrop, toInset, type Shape } from './shapes.ts';
import { belowOf, toVisible, type GraphView, type Hidden } from './visible.ts';

export interface DrawnNode extends NodeBox {
  readonly id: string;
  readonly kind: ArgumentNode['kind'];
  readonly x: number;
  readonly y: number;
  readonly undeveloped: boolean;
  readonly uninstantiated: boolean;
  readonly byContract: boolean;
  readonly isPublic: boolean;
  readonly defeated: boolean;
  /** "any of 3" where not all of the support is needed; empty elsewhere. */
  readonly gate: string;
  /** What is folded away below the node; null where nothing is. */
  readonly hidden: Hidden | null;
  /** Has something below that could be folded. */
  readonly canFold: boolean;
  /** Ids of the nodes that the box of a closed module stands for; empty for a node. */
  readonly members: readonly string[];
}

export interface DrawnLine {
  readonly from: string;
  readonly to: string;
  readonly kind: LinkKind;
  /** x0, y0, x1, y1 and so on. */
  readonly points: readonly number[];
  /** Leads back to a node above: support in a circle. */
  readonly isBack: boolean;
  /** A person or the author recorded that the relation is defeated. */
  readonly isDefeated: boolean;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly DrawnNode[];
  readonly lines: readonly DrawnLine[];
  readonly roots: readonly string[];
  /** Nodes folded away, and nodes outside the focus. */
  readonly hidden: number;
  readonly outside: number;
}

const ASIDES: ReadonlySet<ArgumentNode['kind']> = new Set<ArgumentNode['kind']>([
  'context', 'assumption', 'justification', 'awayContext', 'awayAssumption', 'awayJustification',
]); // prettier-ignore

/** What of the argument is drawn when nobody chose anything: all of it. */
export const WHOLE: GraphView = { focus: null, levels: null, folded: [], unfolded: [], closed: [] };

interface Ties {
  readonly links: readonly LayoutLink[];
  /** For a doubt about a relation: the link that it doubts; -1 for other links. */
  readonly doubted: readonly number[];
}

export interface DrawingOptions {
  /** Nodes with an open challenge of the review, besides those that the author doubts. */
  readonly challenged?: readonly string[];
  readonly onStep?: (step: LayoutStep) => void;
}

/** Draws what the view shows of a case. Deterministic; no limit but that of `layOut`. */
export function toDrawing(
  safetyCase: Pick<SafetyCase, 'nodes' | 'topNode'>,
  view: GraphView = WHOLE,
  { challenged = [], onStep }: DrawingOptions = {},
): Drawing {
  return drawIndexed(toCaseIndex(safetyCase), view, { challenged, ...(onStep === undefined ? {} : { onStep }) }); // prettier-ignore
}

/** Like `toDrawing`, for a caller that draws the same case again and again. */
export function drawIndexed(
  whole: CaseIndex,
  view: GraphView,
  { challenged = [], onStep }: DrawingOptions,
): Drawing {
  // prettier-ignore
  const doubted = new Set(challenged);
  const isChallenged = (id: string): boolean => doubted.has(id) || isDoubtedByAuthor(whole, id);
  const { index, boxes: modules } = closeModules(whole, view.closed);
  const countOf = (id: string): Hidden => {
    const members = modules.get(id)?.members ?? [id];
    return { nodes: members.length, challenged: members.filter(isChallenged).length };
  };
  const focusBox = [...modules].find(([, { members }]) => members.includes(view.focus ?? ''))?.[0];
  const visible = toVisible(
    index,
    { ...view, focus: focusBox ?? view.focus },
    isChallenged,
    countOf,
  );
  const numbers = new Map(visible.ids.map((id, number) => [id, number]));
  const nodes = visible.ids.flatMap((id) => index.byId.get(id) ?? []);
  const boxes = nodes.map((node) => toBox(node, toClosed(modules.get(node.id), whole)));
  const { links, doubted: relations } = toLinks(index, nodes, numbers);
  const layout = layOut(
    {
      boxes: boxes.map(({ width, height }, number) => ({ width, height, isAside: isAside(nodes[number], index) })),
      links,
      roots: visible.roots.map((id) => numbers.get(id) ?? 0),
    },
    onStep,
  ); // prettier-ignore
  const drawn = nodes.map((node, number): DrawnNode => ({
    ...(boxes[number] ?? toBox(node, null)),
    id: node.id,
    kind: node.kind,
    x: layout.x[number] ?? 0,
    y: layout.y[number] ?? 0,
    undeveloped: node.undeveloped,
    uninstantiated: isUninstantiated(node),
    byContract: node.other['toBeSupportedByContract'] === 'true',
    isPublic: node.other['public'] === 'true',
    defeated: node.defeated,
    gate: toGate(node),
    hidden: modules.has(node.id)
      ? add(countOf(node.id), visible.hidden.get(node.id))
      : (visible.hidden.get(node.id) ?? null),
    canFold: belowOf(index, node.id).length > 0,
    members: modules.get(node.id)?.members ?? [],
  }));
  const defeated = toDefeated(nodes, links);
  const lines = links.map(({ from, to, kind }, number): DrawnLine => {
    const route = layout.routes[number] ?? [];
    const relation = relations[number] ?? -1;
    return {
      from: nodes[from]?.id ?? '',
      to: nodes[to]?.id ?? '',
      kind,
      points:
        relation === -1
          ? meetShapes(route, drawn[from], drawn[to])
          : toRelation(route, layout.routes[relation] ?? []),
      isBack: layout.isBack[number] === 1,
      isDefeated: defeated.has(number),
    };
  });
  const { width, height } = layout;
  const hidden = drawn.reduce((sum, one) => sum + (one.hidden?.nodes ?? 0), 0);
  return { width, height, nodes: drawn, lines, roots: visible.roots, hidden, outside: visible.outside }; // prettier-ignore
}

function toClosed(module: Module | undefined, { byId }: CaseIndex): { readonly name: string; readonly shape: Shape } | null {
  if (module === undefined) return null;
  return { name: module.name, shape: shapeOfModule(module.members.flatMap((id) => byId.get(id) ?? [])) };
} // prettier-ignore

/** Stands beside what names it. A reference does so where it is a context and supports nothing. */
function isAside(node: ArgumentNode | undefined, index: CaseIndex): boolean {
  if (node === undefined) return false;
  if (isReference(node.kind)) return index.inScopeOf.has(node.id) && !index.parentsOf.has(node.id);
  return ASIDES.has(node.kind);
}

function add(first: Hidden, second: Hidden | undefined): Hidden {
  return { nodes: first.nodes + (second?.nodes ?? 0), challenged: first.challenged + (second?.challenged ?? 0) };
} // prettier-ignore

function isDoubtedByAuthor(index: CaseIndex, id: string): boolean {
  return (index.challengersOf.get(id) ?? []).some((doubt) => index.byId.get(doubt)?.defeated === false); // prettier-ignore
}

/** Links between nodes that are drawn: support, contexts, then doubts, in the order of the file. */
function toLinks(
  index: CaseIndex,
  nodes: readonly ArgumentNode[],
  numbers: ReadonlyMap<string, number>,
): Ties {
  const links: LayoutLink[] = [];
  const doubted: number[] = [];
  const add = (from: number, id: string, kind: LinkKind): void => {
    const to = numbers.get(id);
    if (to === undefined) return;
    links.push({ from, to, kind });
    doubted.push(-1);
  };
  nodes.forEach(({ id }, from) => {
    for (const child of index.childrenOf.get(id) ?? []) add(from, child, 'support');
    for (const context of index.contextsOf.get(id) ?? []) add(from, context, 'context');
  });
  const linkOf = new Map(links.map(({ from, to }, number) => [`${String(from)} ${String(to)}`, number])); // prettier-ignore
  nodes.forEach(({ challenges }, from) => {
    for (const challenge of challenges) {
      const [start = '', end] = targetsOf(challenge);
      const before = links.length;
      add(from, start, 'challenge');
      if (end === undefined || links.length === before) continue;
      doubted[before] = linkOf.get(`${String(numbers.get(start) ?? -1)} ${String(numbers.get(end) ?? -1)}`) ?? -1; // prettier-ignore
    }
  });
  return { links, doubted };
}

/** Numbers of the links that their node names as defeated (key "defeatedRelation" of gsn2x). */
function toDefeated(nodes: readonly ArgumentNode[], links: readonly LayoutLink[]): ReadonlySet<number> {
  const named = new Map(nodes.flatMap((node, number) => {
    const ids = otherTexts(node, 'defeatedRelation');
    return ids.length === 0 ? [] : [[number, new Set(ids)] as const];
  }));
  return new Set(links.flatMap(({ from, to }, number) => (named.get(from)?.has(nodes[to]?.id ?? '') === true ? [number] : [])));
} // prettier-ignore

/** A doubt about a relation points at the last piece of its line, where that stands beside the doubt. */
function toRelation(route: readonly number[], relation: readonly number[]): readonly number[] {
  const [x = 0, y = 0] = route;
  const [endX = 0, endY = 0] = relation.slice(-2);
  const isBeside = Math.abs(endY - y) < 1 && relation.length >= 4 && endX !== x;
  if (!isBeside) return route;
  const level = y - SPACE.layers / 4;
  return [x, y, x, level, endX, level];
}

/** Lines end where boxes end; slanted and round shapes leave room there, which is filled here. */
function meetShapes(
  points: readonly number[],
  from: DrawnNode | undefined,
  to: DrawnNode | undefined,
): readonly number[] {
  if (points.length < 4 || from === undefined || to === undefined) return points;
  const out = [...points];
  const last = out.length - 2;
  if (out[1] === out[3]) out[0] = meet(from, out[0] ?? 0, out[1] ?? 0);
  if (out[last + 1] === out[last - 1]) out[last] = meet(to, out[last] ?? 0, out[last + 1] ?? 0);
  else if (out[last + 1] === to.y)
    out[last + 1] = to.y + toDrop(to.shape, to.width, (out[last] ?? 0) - to.x);
  return out;
}

function meet(node: DrawnNode, x: number, y: number): number {
  const inset = toInset({ ...node, away: isAway(node.kind) }, y - node.y, x > node.x + 1);
  return x > node.x + 1 ? x - inset : x + inset;
}
