/** Plain text of the HTML that ASCE keeps with a node. Nothing of the markup survives. */

const BREAKS = new Set(['p', 'div', 'br', 'li', 'tr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'ul', 'ol', 'blockquote', 'pre']); // prettier-ignore
/** Elements whose content is no text of the author's. */
const SILENT = new Set(['script', 'style', 'head', 'title', 'template', 'svg', 'math', 'iframe', 'object']); // prettier-ignore
const NAMED: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…',
  lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', copy: '©', deg: '°', le: '≤', ge: '≥', times: '×', micro: 'µ',
}; // prettier-ignore

function decode(entity: string, name: string): string {
  const code = /^#x([0-9a-f]{1,6})$/iu.exec(name)?.[1] ?? null;
  const point = code !== null ? Number.parseInt(code, 16) : Number(/^#(\d{1,7})$/u.exec(name)?.[1] ?? Number.NaN); // prettier-ignore
  if (Number.isNaN(point)) return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? entity) : entity;
  const isCharacter = point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) && (point >= 0x20 || point === 9 || point === 10); // prettier-ignore
  return isCharacter ? String.fromCodePoint(point) : '\ufffd';
}

/** Where a comment or tag that begins at `start` ends: behind its ">", or at the end of the text. */
function endOfTag(html: string, start: number): number {
  const closing = html.startsWith('<!--', start) ? '-->' : '>';
  const end = html.indexOf(closing, start + 1);
  return end < 0 ? html.length : end + closing.length;
}

/** Text of HTML: tags and comments gone, entities resolved, blocks on lines of their own. Linear. */
export function htmlToText(html: string): string {
  const parts: string[] = [];
  let silentIn: string | null = null;
  for (let at = 0; at < html.length;) {
    const isTag = html[at] === '<' && /[a-z/!?]/iu.test(html[at + 1] ?? '');
    if (!isTag) {
      const next = html.indexOf('<', at + 1);
      const end = next < 0 ? html.length : next;
      // What stood on both sides of a tag must not become one.
      if (silentIn === null) parts.push(parts.at(-1)?.endsWith('<') === true ? ' ' : '', html.slice(at, end)); // prettier-ignore
      at = end;
      continue;
    }
    const end = endOfTag(html, at);
    const tag = /^<(\/?)([a-z][a-z0-9]*)/iu.exec(html.slice(at, Math.min(end, at + 40)));
    const name = tag?.[2]?.toLowerCase() ?? '';
    if (silentIn === null && tag?.[1] === '' && SILENT.has(name) && html[end - 2] !== '/')
      silentIn = name; // prettier-ignore
    else if (silentIn === name && tag?.[1] === '/') silentIn = null;
    if (BREAKS.has(name)) parts.push('\n');
    at = end;
  }
  const text = parts.join('').replace(/&(#?[a-z0-9]{1,8});/giu, decode);
  const lines = text.split('\n').map((line) => line.replace(/[\s\u{a0}]+/gu, ' ').trim());
  return lines.filter((line) => line !== '').join('\n');
}
