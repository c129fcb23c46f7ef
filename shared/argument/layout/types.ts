/**
 * Layered layout for arguments. Boxes stand in layers, children below their parents; contexts,
 * assumptions and justifications stand beside their node. Everything is by index, so that 100,000 boxes
 * cost a few arrays and no maps.
 */

/** Sizes in pixels at zoom 1. */
export interface LayoutBox {
  readonly width: number;
  readonly height: number;
  /** The box stands beside the box that names it as context, where nothing else holds it in a layer. */
  readonly isAside: boolean;
}

export type LinkKind = 'support' | 'context' | 'challenge';

/** `from` supports nothing: a link goes from the node that names to the node that is named. */
export interface LayoutLink {
  readonly from: number;
  readonly to: number;
  readonly kind: LinkKind;
}

export interface LayoutInput {
  readonly boxes: readonly LayoutBox[];
  /** In the order in which children shall stand: the order of the file. */
  readonly links: readonly LayoutLink[];
  /** Boxes to begin at, the top claim first. Others follow in their order. */
  readonly roots: readonly number[];
}

/** A line with horizontal and vertical pieces: x0, y0, x1, y1 and so on, from `from` to `to`. */
export type Route = readonly number[];

export interface Layout {
  /** Left edge of each box. */
  readonly x: Float64Array;
  /** Upper edge of each box. */
  readonly y: Float64Array;
  readonly layer: Int32Array;
  /** One for each link, in the order of the links. Empty for a link from a box to itself. */
  readonly routes: readonly Route[];
  /** 1 for links that lead back to a box above: they close a circle. */
  readonly isBack: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export type LayoutStep = 'layers' | 'places' | 'lines';

/** Space around things, in pixels. */
export const SPACE = {
  /** Between neighbours in a layer: room for a line and its arrow. */
  between: 28,
  /** Between layers: room for the bus of the children and for lines that pass. */
  layers: 56,
  /** Between a node and what stands beside it. */
  aside: 36,
  /** Between boxes that stand beside a node, one below the other. */
  stacked: 10,
  margin: 24,
} as const;
