/** How large the box of a node is and which words stand in it. */
import type { ArgumentNode } from '../../case/model.ts';
import { COMPARTMENT, isAway, shapeOf, type Shape } from './shapes.ts';
import { isReference } from '../rules/allowed-links.ts';
import { otherText } from '../rules/other-fields.ts';
import { cut, wrap } from './text.ts';

export const LINE = 16;

/** A node ready to be placed. Sizes do not depend on what is going on in the review. */
export interface NodeBox {
  readonly shape: Shape;
  readonly width: number;
  readonly height: number;
  /** The id, cut where it is longer than its box. */
  readonly label: string;
  readonly lines: readonly string[];
  /** Left edge of the words, or their middle where they are centred. */
  readonly textX: number;
  readonly isCentred: boolean;
  /** Base line of the id; the lines follow, `LINE` apart. */
  readonly textY: number;
  /** Base line of the states at the foot; null where they stand beside the id. */
  readonly footY: number | null;
  /** Name of the module of an away element, null for others. */
  readonly module: string | null;
}

interface Measure {
  readonly width: number;
  readonly room: number;
  readonly most: number;
  readonly above: number;
  readonly below: number;
}

const MEASURES: Readonly<Record<Shape, Measure>> = {
  rectangle: { width: 208, room: 184, most: 4, above: 21, below: 28 },
  parallelogram: { width: 240, room: 190, most: 3, above: 18, below: 9 },
  circle: { width: 128, room: 96, most: 4, above: 0, below: 0 },
  stadium: { width: 236, room: 178, most: 4, above: 23, below: 13 },
  folder: { width: 208, room: 184, most: 3, above: 32, below: 12 },
  binder: { width: 208, room: 184, most: 3, above: 32, below: 12 },
  ellipse: { width: 212, room: 148, most: 3, above: 28, below: 18 },
};

/** @param closed Name and shape of the closed module that the node stands for; null for a node. */
export function toBox(
  node: ArgumentNode,
  closed: { readonly name: string; readonly shape: Shape } | null,
): NodeBox {
  const shape = closed === null ? shapeOf(node.kind) : closed.shape;
  const { width, room, most, above, below } = MEASURES[shape];
  const away = isAway(node.kind);
  const lines = wrap(node.text, room, most);
  const extra = away ? COMPARTMENT : 0;
  const isCircle = shape === 'circle';
  const isCentred = isCircle || shape === 'ellipse';
  const words = (lines.length + 1) * LINE;
  const inset = (width - room) / 2;
  return {
    shape,
    width,
    height: isCircle ? width + extra : above - 12 + words + below + extra,
    label: cut(
      closed?.name ?? toLabel(node),
      isCircle || shape === 'folder' || shape === 'binder' ? room : room - 70,
    ),
    lines,
    textX: isCentred ? width / 2 : shape === 'parallelogram' ? inset + 1 : inset,
    isCentred,
    textY: isCircle ? width / 2 - words / 2 + 12 : above,
    footY: shape === 'rectangle' ? above - 12 + words + below - 9 : null,
    module: away ? cut(toModule(node), width - 36) : null,
  };
}

/** How much of its support a node needs, where that is not all of it: "any of 3", "2 of 3". */
export function toGate({ supportMode, k, supportedBy }: ArgumentNode): string {
  const count = String(supportedBy.length);
  if (supportMode === 'any_of') return `any of ${count}`;
  return supportMode === 'k_of_n' ? `${String(k ?? 1)} of ${count}` : '';
}

/** A reference to a module has the name of that module beside its id. */
function toLabel(node: ArgumentNode): string {
  const name = isReference(node.kind) ? (otherText(node, 'module') ?? '') : '';
  return name === '' || name === node.id ? node.id : `${node.id} · ${name}`;
}

/** Kept with the keys that are not ours; the id says it where it is written "name/id". */
function toModule({ id, other }: ArgumentNode): string {
  const kept = other['module'];
  if (kept !== undefined) return kept.replace(/^"|"$/gu, '');
  return id.includes('/') ? (id.split('/')[0] ?? '') : 'another module';
}

/** The author says so, or the words still hold a placeholder in braces (GSN v3, 1:3.3.1). */
export function isUninstantiated({ other, text }: ArgumentNode): boolean {
  return other['uninstantiated'] === 'true' || /\{[^{}]+\}/u.test(text.slice(0, 2000));
}
