/**
 * First heading of a Markdown text as plain text, or null where there is none: ATX and setext headings,
 * not what looks like one in a fenced block or in front matter (CommonMark 4.2, 4.3, 4.5).
 */
export function findTitle(markdown: string): string | null {
  const lines = markdown.replace(/^\ufeff/u, '').split(/\r\n|\n|\r/u);
  let index = 0;
  if (lines[0] === '---') {
    const end = lines.findIndex((line, at) => at > 0 && /^(?:---|\.\.\.)\s*$/u.test(line));
    if (end > 0) index = end + 1;
  }
  let fence: string | null = null;
  for (; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const marker = /^ {0,3}(`{3,}|~{3,})/u.exec(line)?.[1];
    if (fence !== null) {
      if (marker !== undefined && marker.startsWith(fence) && line.trim() === marker) fence = null;
      continue;
    }
    if (marker !== undefined) {
      fence = marker;
      continue;
    }
    const atx = /^ {0,3}#{1,6}(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/u.exec(line);
    const title = atx !== null ? (atx[1] ?? '') : isUnderlined(lines, index) ? line : '';
    if (title.trim() !== '') return toPlain(title);
  }
  return null;
}

function isUnderlined(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  return (
    /^ {0,3}[^\s>\-*+#`~|]/u.test(line) &&
    /^ {0,3}(?:=+|-{2,})[ \t]*$/u.test(lines[index + 1] ?? '')
  );
}

/** Text without the marks of emphasis, code and links. */
function toPlain(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/[*`]+/gu, '')
    .trim();
}
