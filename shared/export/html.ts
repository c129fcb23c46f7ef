/**
 * Markup that cannot be forgotten to escape: whatever is put into the template is text unless it is
 * `Html` already. Words of people are isolated as well, so that a right-to-left or format character in
 * a name cannot rearrange the words around it (threat 19).
 */

export interface Html {
  readonly markup: string;
}

export type HtmlPart = Html | string | number | null | readonly HtmlPart[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function toMarkup(part: HtmlPart): string {
  if (part === null) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  if ('markup' in part) return part.markup;
  return part.map(toMarkup).join('');
}

/** Template tag: html`<td>${text}</td>` escapes `text`. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  let markup = strings[0] ?? '';
  parts.forEach((part, index) => {
    markup += toMarkup(part) + (strings[index + 1] ?? '');
  });
  return { markup };
}

// Control, bidi, zero-width and other format characters (category Cf and Cc), tab and line feed aside.
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;

/** Words of a person: isolated, with each character that has no shape of its own written out. */
export function said(text: string): Html {
  const shown = text.replace(/\r\n?/g, '\n').split(/([\p{Cc}\p{Cf}])/u);
  const parts = shown.map((piece): HtmlPart => {
    if (piece === '\n' || piece === '\t' || !piece.match(INVISIBLE)) return piece;
    const code = (piece.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return html`<span class="fmt">U+${code}</span>`;
  });
  return html`<bdi>${parts}</bdi>`;
}

/** Text as it may stand in a quoted CSS string inside a style element. */
export function toCssString(text: string): string {
  return [...text]
    .map((character) =>
      /[A-Za-z0-9 .,_()-]/.test(character)
        ? character
        : `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
    )
    .join('');
}

/** Joins parts with a separator between them. */
export function joined(parts: readonly HtmlPart[], separator: HtmlPart): HtmlPart {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));
}
