/** Finds directives in a Markdown text line by line; only their heads are parsed as Markdown. */
import remarkDirective from 'remark-directive';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

export interface Directive {
  readonly name: string;
  /** Null where the head is no valid directive. */
  readonly attributes: Readonly<Record<string, string>> | null;
  readonly label: string;
  /** Lines between the fences as they stand; empty for one of a single line. */
  readonly body: string;
  /** 1-based. */
  readonly line: number;
  readonly isClosed: boolean;
}

interface Found {
  readonly colons: number;
  readonly head: string;
  readonly name: string;
  readonly line: number;
  readonly body: string[];
  isClosed: boolean;
}

const HEAD = /^ {0,3}(:{2,})([A-Za-z][\w-]*)(.*)$/u;
const CODE_FENCE = /^ {0,3}(`{3,}|~{3,})/u;

/** The character and length of a fence of code that is open after this line; null where none is. */
function codeFence(line: string, open: string | null): string | null {
  const marker = CODE_FENCE.exec(line)?.[1];
  if (open === null) return marker ?? null;
  return marker !== undefined && marker.startsWith(open) && line.trim() === marker ? null : open;
}

function findDirectives(lines: readonly string[], isOurs: (name: string) => boolean): Found[] {
  const found: Found[] = [];
  let open: Found | null = null;
  let fence: string | null = null;
  lines.forEach((line, index) => {
    if (open !== null) {
      const closing = /^ {0,3}(:{3,})\s*$/u.exec(line)?.[1];
      if (closing !== undefined && closing.length >= open.colons) {
        open.isClosed = true;
        open = null;
      } else open.body.push(line);
      return;
    }
    const before = fence;
    fence = codeFence(line, fence);
    const head = before === null && fence === null ? HEAD.exec(line) : null;
    const [, colons = '', name = '', rest = ''] = head ?? [];
    if (head === null || !isOurs(name)) return;
    const isLeaf = colons.length === 2;
    const directive: Found = { colons: colons.length, head: `::${name}${rest.trimEnd()}`, name, line: index + 1, body: [], isClosed: isLeaf }; // prettier-ignore
    found.push(directive);
    if (!isLeaf) open = directive;
  });
  return found;
}

interface HeadNode {
  readonly type: string;
  readonly name?: string;
  readonly attributes?: Readonly<Record<string, string | null | undefined>> | null;
  readonly children?: readonly HeadNode[];
  readonly value?: string;
  readonly position?: { readonly start: { readonly line: number } } | undefined;
}

/** Text of a label without its marks. Labels are one line, so that their depth is bounded by its length. */
function plainText(node: HeadNode): string {
  const parts: string[] = [];
  const pending: HeadNode[] = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.value !== undefined) parts.push(next.value);
    pending.push(...[...(next.children ?? [])].reverse());
  }
  return parts.join('');
}

/** Heads, parsed as one text of single-line directives with an empty line between two. */
function parseHeads(heads: readonly string[]): Map<number, HeadNode> {
  const processor = unified().use(remarkParse).use(remarkDirective);
  const tree = processor.parse(heads.join('\n\n')) as unknown as HeadNode;
  const byLine = new Map<number, HeadNode>();
  for (const node of tree.children ?? []) {
    if (node.type === 'leafDirective') byLine.set(((node.position?.start.line ?? 1) - 1) / 2, node);
  }
  return byLine;
}

/**
 * Directives of the names that are ours, in the order of the text; those in fences of code are none.
 * @param text With line feeds only.
 */
export function scanDirectives(text: string, isOurs: (name: string) => boolean): Directive[] {
  const found = findDirectives(text.split('\n'), isOurs);
  const heads = parseHeads(found.map(({ head }) => head));
  return found.map(({ name, body, line, isClosed }, index): Directive => {
    const head = heads.get(index);
    const attributes = Object.entries(head?.attributes ?? {}).map(([key, value]) => [key, value ?? '']); // prettier-ignore
    return {
      name,
      attributes: head === undefined ? null : (Object.fromEntries(attributes) as Record<string, string>), // prettier-ignore
      label: head === undefined ? '' : plainText(head),
      body: body.join('\n'),
      line,
      isClosed,
    };
  });
}

/** How many heads a text may have at most that could be directives of ours; a cheap count. */
export function countHeads(text: string): number {
  return [...text.matchAll(/^ {0,3}:{2,}[A-Za-z]/gmu)].length;
}
