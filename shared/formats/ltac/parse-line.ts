/** One line of Extended LTAC 1.5: element, link, citation, comment or nothing. */

export const LTAC_TYPES = [
  'Claim', 'Strategy', 'Justification', 'Evidence', 'Context', 'Assumption', 'Relation',
] as const; // prettier-ignore
export type LtacType = (typeof LTAC_TYPES)[number];

export interface LtacEnd {
  /** Lower case, without repeats. */
  readonly options: readonly string[];
  readonly reference: string | null;
}

export type LtacLine =
  | { readonly what: 'nothing' }
  | { readonly what: 'comment'; readonly text: string }
  | { readonly what: 'link'; readonly depth: number; readonly id: string; readonly end: LtacEnd }
  | { readonly what: 'citation'; readonly depth: number; readonly type: LtacType; readonly id: string; readonly text: string | null; readonly end: LtacEnd }
  | { readonly what: 'element'; readonly depth: number; readonly type: LtacType; readonly id: string | null; readonly text: string; readonly end: LtacEnd }; // prettier-ignore

/** Why a line cannot be read: column (1-based), the rule and what is wrong. */
export interface LtacFault {
  readonly what: 'fault';
  readonly column: number;
  readonly rule: string;
  readonly message: string;
}

const NO_END: LtacEnd = { options: [], reference: null };

function fault(column: number, rule: string, message: string): LtacFault {
  return { what: 'fault', column, rule: `LTAC 1.5, ${rule}`, message };
}

/**
 * Cuts what stands in braces and in parentheses off the end of a text (rule 11). Nothing between them only
 * marks where the text ends.
 */
export function cutEnd(text: string): LtacEnd & { readonly text: string } {
  let rest = text.trimEnd();
  let reference: string | null = null;
  let options: readonly string[] = [];
  const opening = rest.endsWith(')') ? rest.lastIndexOf('(') : -1;
  const isReference = opening === 0 || (opening > 0 && /\s/u.test(rest[opening - 1] ?? ''));
  if (isReference && !rest.slice(opening + 1, -1).includes(')')) {
    reference = rest.slice(opening + 1, -1).trim() || null;
    rest = rest.slice(0, opening).trimEnd();
  }
  const brace = rest.endsWith('}') ? rest.lastIndexOf('{') : -1;
  const isOptions = brace === 0 || (brace > 0 && /\s/u.test(rest[brace - 1] ?? ''));
  if (isOptions && !rest.slice(brace + 1, -1).includes('}')) {
    const words = rest.slice(brace + 1, -1).split(',').map((word) => word.trim().toLowerCase());
    options = [...new Set(words.filter((word) => word !== ''))];
    rest = rest.slice(0, brace).trimEnd();
  }
  return { text: rest, options, reference };
} // prettier-ignore

/** What follows the type of an element, or the keyword of a link. */
function parseRest(type: string, rest: string, depth: number, column: number): LtacLine | LtacFault {
  const isCitation = rest.startsWith('^');
  if (type === 'Link') {
    const { text: id, ...end } = cutEnd(rest);
    if (id === '' || /[\^:]/u.test(id)) return fault(column, 'rule 6', 'A link names one identifier.');
    return { what: 'link', depth, id, end };
  }
  const known = LTAC_TYPES.find((item) => item === type);
  if (known === undefined) return fault(column, 'rule 3', `"${type}" is no type of element.`);
  const colon = rest.indexOf(':');
  if (isCitation) {
    const id = (colon < 0 ? rest.slice(1) : rest.slice(1, colon)).trim();
    if (id === '' || id.includes('^')) return fault(column, 'rule 7', 'A citation names one identifier.');
    if (colon < 0) return { what: 'citation', depth, type: known, id, text: null, end: NO_END };
    const { text, ...end } = cutEnd(rest.slice(colon + 1).trim());
    return { what: 'citation', depth, type: known, id, text: text === '' ? null : text, end };
  }
  // An identifier may stand alone: "- Claim C1" (rule 5).
  const id = (colon < 0 ? rest : rest.slice(0, colon)).trim();
  if (id.includes('^')) return fault(column, 'rule 7', 'An identifier has no "^" inside.');
  const { text, ...end } = cutEnd(colon < 0 ? '' : rest.slice(colon + 1).trim());
  return { what: 'element', depth, type: known, id: id === '' ? null : id, text, end };
} // prettier-ignore

/** Reads one line, without its line end. */
export function parseLine(line: string): LtacLine | LtacFault {
  if (line.trim() === '') return { what: 'nothing' };
  const indent = /^[ \t]*/u.exec(line)?.[0] ?? '';
  const body = line.slice(indent.length);
  if (body.startsWith('#')) return { what: 'comment', text: body };
  if (indent.includes('\t')) return fault(1, 'rule 9a', 'The line is indented with a tab; two spaces are one level.'); // prettier-ignore
  if (indent.length % 2 !== 0) return fault(1, 'rule 9c', `The line is indented by ${indent.length} spaces; two are one level.`); // prettier-ignore
  const match = /^-[ \t]+([A-Za-z]+)(?=[ \t:^]|$)[ \t]*(.*)$/u.exec(body);
  if (match === null) {
    return fault(indent.length + 1, 'rule 5', 'The line is no element: it begins with "- " and a type.'); // prettier-ignore
  }
  const [, type = '', rest = ''] = match;
  return parseRest(type, rest, indent.length / 2, indent.length + 3);
}
