/** A document cut into blocks that can be pointed at. Plain data: it crosses from a worker. */
import type { Element } from 'hast';

export type BlockKind =
  | 'title'
  | 'heading'
  | 'paragraph'
  | 'item'
  | 'code'
  | 'table'
  | 'quote'
  | 'rule'
  | 'html'
  | 'footnote';

export interface DocumentBlock {
  /** Number within the document, "4.1"; the same document always gives the same. "0" for the title. */
  readonly id: string;
  /** What stands in the margin: "4.1", "§ 4"; empty for the title and for rules. */
  readonly label: string;
  readonly kind: BlockKind;
  /** Depth of a heading, 1 to 6; 0 for everything else. */
  readonly depth: number;
  /** Anchor of a heading, id of a footnote; null for everything else. */
  readonly anchor: string | null;
  /** UTF-16 indexes into the LF source, end excluded. */
  readonly start: number;
  readonly end: number;
  /** Sanitised; every text node in it has its place in the source. */
  readonly content: Element;
  /** Words of the block as a reader sees them. */
  readonly text: string;
}

/** What was found and not let act. Shown above the document. */
export interface InertContent {
  /** Pieces of raw HTML, shown as text. */
  readonly html: number;
  /** Links that could run or open something, shown as text. */
  readonly links: number;
  /** Images from outside the bundle, not loaded. */
  readonly images: number;
}

export interface DocumentModel {
  readonly path: string;
  /** LF-normalised source: what selectors count in. */
  readonly source: string;
  readonly title: string | null;
  readonly blocks: readonly DocumentBlock[];
  readonly inert: InertContent;
}
