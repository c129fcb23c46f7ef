/** The drawing as a file of its own: the same shapes, words and lines as on screen, in ink on paper. */
import { toNameWords } from './words.ts';
import { LINE } from './box.ts';
import type { Drawing, DrawnLine, DrawnNode } from './drawing.ts';
import {
  isAway,
  letterOf,
  toArrow,
  toCross,
  toDecorations,
  toLetterPlace,
  toOutlinePath,
  COMPARTMENT,
} from './shapes.ts';

export interface SvgOptions {
  /** Title of the file for people who hear it: the case and its version. */
  readonly title: string;
  /** Nodes that do not hold in a what-if, and those that were set as failing. */
  readonly fallen?: ReadonlySet<string>;
  readonly failed?: ReadonlySet<string>;
  /** The stretch of the drawing that is shown; all of it where none is named. */
  readonly area?: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

// Prints are always light: the values of the light theme (styles/tokens.css).
const STYLE = [
  'text{font:400 12px "IBM Plex Sans","Segoe UI",Cantarell,system-ui,sans-serif;fill:#1c1b19}',
  '.id{font-weight:600}',
  '.mark{font-weight:500;font-size:11px;fill:#96261f}',
  '.q{font-size:11px;fill:#4d4a44}',
  '.o{fill:#fdfcf9;stroke:#857f73;stroke-width:1.2}',
  '.o.fall{fill:#f9e9e5;stroke:#96261f;stroke-dasharray:5 3}',
  '.o.failed{fill:#f9e9e5;stroke:#96261f;stroke-width:2.5}',
  '.strip{fill:#ebe8e1;stroke:#857f73}',
  '.x{fill:none;stroke:#96261f;stroke-width:1.6}',
  '.l{fill:none;stroke:#656159;stroke-width:1.2}',
  '.h{fill:#656159}.h.context{fill:#fdfcf9;stroke:#656159;stroke-width:1.2}',
  '.l.challenge{stroke:#96261f;stroke-width:1.5;stroke-dasharray:6 4}.h.challenge{fill:#96261f}',
  '.l.back{stroke:#744a00;stroke-width:1.6}.h.back{fill:#744a00}',
].join('');

/** A whole SVG file. Text of the case is escaped; nothing in it is markup, script or an address. */
export function toSvg(drawing: Drawing, options: SvgOptions): string {
  const area = options.area ?? {
    x: 0,
    y: 0,
    width: Math.ceil(drawing.width),
    height: Math.ceil(drawing.height + 24),
  };
  const [x, y, width, height] = [n(area.x), n(area.y), n(area.width), n(area.height)];
  const hidden = drawing.hidden + drawing.outside;
  const says = `${String(drawing.nodes.length)} nodes are drawn, ${String(hidden)} are not.`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${x} ${y} ${width} ${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escape(options.title)}</title>`,
    `<desc id="desc">${escape(`Argument in Goal Structuring Notation. ${says}`)}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect x="${x}" y="${y}" width="100%" height="100%" fill="#fdfcf9"/>`,
    ...drawing.lines.map(toLine),
    ...drawing.nodes.map((node) => toNode(node, options)),
    '</svg>',
    '',
  ].join('\n');
}

function toLine({ kind, points, isBack, isDefeated }: DrawnLine): string {
  const { line, head } = toArrow(points);
  if (line === '') return '';
  const look = isBack ? `${kind} back` : kind;
  const cross = isDefeated ? `<path class="x" d="${toCross(points)}"/>` : '';
  return `<path class="l ${look}" d="${line}"/><path class="h ${look}" d="${head}"/>${cross}`;
}

function toNode(node: DrawnNode, { fallen, failed }: SvgOptions): string {
  const { x, y, shape, width, height, lines, textX, textY, isCentred, hidden } = node;
  const state = failed?.has(node.id) === true ? ' failed' : isIn(node, fallen) ? ' fall' : ''; // prettier-ignore
  const away = isAway(node.kind);
  const body = away && shape !== 'rectangle' ? height - COMPARTMENT : height;
  const decorations = toDecorations({ ...node, isAway: away });
  const anchor = isCentred ? ' text-anchor="middle"' : '';
  const say = (words: string, dx: number, dy: number, look: string, at = anchor): string =>
    `<text class="${look}" x="${n(dx)}" y="${n(dy)}"${at}>${escape(words)}</text>`;
  const letter = letterOf(node.kind);
  const mark = state === '' ? '' : toFallWords(node, state === ' failed');
  return [
    `<g transform="translate(${n(x)} ${n(y)})"><title>${escape(toNameWords(node))}</title>`,
    `<path class="o${state}" d="${toOutlinePath(shape, width, body, away)}"/>`,
    ...decorations.map(({ kind, path }) => `<path class="${DECORATION_LOOKS[kind]}" d="${path}"/>`),
    say(node.label, textX, textY, 'id'),
    ...lines.map((line, index) => say(line, textX, textY + (index + 1) * LINE, 't')),
    mark === '' ? '' : say(mark, width - 12, isCentred ? -4 : textY, 'mark', ' text-anchor="end"'),
    node.module === null ? '' : say(node.module, 26, height - 7, 'q', ''),
    node.gate === '' || hidden !== null ? '' : say(node.gate, width / 2 + 7, height + 15, 'q', ''),
    letter === '' ? '' : say(letter, ...toLetterPlace(width, height, away), 'id', ''),
    hidden === null ? '' : say(toHiddenWords(hidden), width / 2, height + 15, 'q', ' text-anchor="middle"'), // prettier-ignore
    '</g>',
  ].join('');
}

const DECORATION_LOOKS = {
  undeveloped: 'o',
  uninstantiated: 'o',
  contract: 'o',
  public: 'strip',
  module: 'o',
  defeated: 'x',
  compartment: 'strip',
} as const;

/** A node, or something in the module that its box stands for. */
export function isIn({ id, members }: Pick<DrawnNode, 'id' | 'members'>, set: ReadonlySet<string> | undefined): boolean {
  return set !== undefined && (set.has(id) || members.some((one) => set.has(one)));
} // prettier-ignore

export function toFallWords({ members }: Pick<DrawnNode, 'members'>, isFailed: boolean): string {
  if (members.length > 0) return 'something in it falls';
  return isFailed ? 'set as failing' : 'falls';
}

/** "+12 (2 challenged)" */
export function toHiddenWords(hidden: { readonly nodes: number; readonly challenged: number }): string {
  const doubts = hidden.challenged > 0 ? ` (${String(hidden.challenged)} challenged)` : '';
  return `+${String(hidden.nodes)}${doubts}`;
} // prettier-ignore

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Text for XML: what XML 1.0 forbids is left out, marks of markup become entities. */
function escape(text: string): string {
  let out = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isForbidden = (code < 0x20 && code !== 9 && code !== 10 && code !== 13) || (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff; // prettier-ignore
    if (!isForbidden) out += ENTITIES[character] ?? character;
  }
  return out;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
