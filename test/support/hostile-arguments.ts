/** Arguments that try to break a reader, in every format that is read: for tests, and for `npm run bench -- hostile`. */

export const HOSTILE_FORMATS = ['own', 'gsn2x', 'tea', 'sacm', 'ltac', 'asce', 'markdown'] as const;
export type HostileFormat = (typeof HOSTILE_FORMATS)[number];

export const FILE_NAMES: Readonly<Record<HostileFormat, string>> = {
  own: 'argument.yaml',
  gsn2x: 'a.gsn.yaml',
  tea: 'a.json',
  sacm: 'a.xml',
  ltac: 'a.ltac',
  asce: 'a.axml',
  markdown: 'a.md',
};

interface Claim {
  readonly id: string;
  readonly text?: string;
  readonly supportedBy: readonly string[];
}

const escapeXml = (text: string): string => text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/"/gu, '&quot;'); // prettier-ignore
const toYamlText = (text: string): string => (/^\w+$/u.test(text) ? text : JSON.stringify(text));

function toYaml(claims: readonly Claim[], type: string): string {
  return claims.map(({ id, text = 'Safe', supportedBy }) =>
    `${toYamlText(id)}:\n  ${type}\n  text: ${toYamlText(text)}\n${supportedBy.length === 0 ? '' : `  supportedBy: [${supportedBy.map(toYamlText).join(', ')}]\n`}`,
  ).join('');
} // prettier-ignore

function toTea(claims: readonly Claim[]): string {
  const parentOf = new Map(claims.flatMap(({ id, supportedBy }) => supportedBy.map((child) => [child, id]))); // prettier-ignore
  const elements = claims.map(({ id, text = 'Safe' }) => ({ id: `id-${id}`, elementType: 'GOAL', name: id, description: text, parentId: parentOf.has(id) ? `id-${parentOf.get(id) ?? ''}` : null })); // prettier-ignore
  const known = new Set(claims.map(({ id }) => id));
  const lost = claims.flatMap(({ id, supportedBy }) => supportedBy.filter((child) => !known.has(child)).map((child) => ({ evidenceId: child, claimId: `id-${id}` }))); // prettier-ignore
  return JSON.stringify({ version: '2.0', elements, evidenceLinks: lost });
}

export function inSacm(body: string): string {
  return `<sacm:AssuranceCasePackage xmlns:sacm="http://www.omg.org/spec/SACM/2.3" id="P" name="Case"><argumentPackage id="Package-1">${body}</argumentPackage></sacm:AssuranceCasePackage>`; // prettier-ignore
}

function toSacm(claims: readonly Claim[]): string {
  return inSacm(claims.map(({ id, text = 'Safe', supportedBy }, at) =>
    `<claim id="${escapeXml(id)}" content="${escapeXml(text)}"/>${supportedBy.length === 0 ? '' : `<assertedInference id="I-${at}"><source>${supportedBy.map(escapeXml).join('</source><source>')}</source><target>${escapeXml(id)}</target></assertedInference>`}`,
  ).join(''));
} // prettier-ignore

function toLtac(claims: readonly Claim[]): string {
  return claims.map(({ id, text = 'Safe', supportedBy }) => `- Claim ${id}: ${text}\n${supportedBy.map((child) => `  - Link ${child}\n`).join('')}`).join('\n'); // prettier-ignore
}

export function inAsce(nodes: string, links = ''): string {
  return `<asce-network version="1.0"><general><interpretation-schema>ASCAD 2.0</interpretation-schema></general><nodes>${nodes}</nodes><links>${links}</links></asce-network>`; // prettier-ignore
}

export function asceNode(reference: string, id: string, text = 'Safe'): string {
  return `<node reference="${escapeXml(reference)}"><type>1</type><user-id>${escapeXml(id)}</user-id><user-title>${escapeXml(text)}</user-title></node>`; // prettier-ignore
}

function toAsce(claims: readonly Claim[]): string {
  const nodes = claims.map(({ id, text }) => asceNode(id, id, text)).join('');
  const links = claims.flatMap(({ id, supportedBy }) => supportedBy.map((child) => `<link><type>2</type><source-reference>${escapeXml(child)}</source-reference><destination-reference>${escapeXml(id)}</destination-reference></link>`)); // prettier-ignore
  return inAsce(nodes, links.join(''));
}

function toMarkdown(claims: readonly Claim[]): string {
  return claims.map(({ id, text = 'Safe', supportedBy }) => `:::goal{#${id}${supportedBy.length === 0 ? '' : ` supportedBy="${supportedBy.join(' ')}"`}}\n${text}\n:::\n`).join('\n'); // prettier-ignore
}

/** An argument of claims, as a text of the format. */
export const WRITE: Readonly<Record<HostileFormat, (claims: readonly Claim[]) => string>> = {
  own: (claims) => toYaml(claims, 'kind: goal'),
  gsn2x: (claims) => toYaml(claims, 'nodeType: Goal'),
  tea: toTea,
  sacm: toSacm,
  ltac: toLtac,
  asce: toAsce,
  markdown: toMarkdown,
};

/** A tree of claims with four below each. */
export function wide(count: number): Claim[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `G${index}`,
    supportedBy: [1, 2, 3, 4].map((offset) => 4 * index + offset).filter((child) => child < count).map((child) => `G${child}`),
  })); // prettier-ignore
}

/** A chain, each claim resting on the next; closed, the last one rests on the first. */
export function chain(count: number, isClosed = false, name = 'G'): Claim[] {
  return Array.from({ length: count }, (_, index) => {
    const next = index + 1 < count ? index + 1 : isClosed ? 0 : null;
    return { id: `${name}${index}`, supportedBy: next === null ? [] : [`${name}${next}`] };
  });
}

/** Circles of 1 to `longest` claims. */
export function circles(longest: number): Claim[] {
  return Array.from({ length: longest }, (_, at) => chain(at + 1, true, `C${at + 1}_`)).flat();
}

/** Ids that look alike, or hide what they are: homoglyphs, composed and not, invisible signs, directions. */
export const TRICKY_IDS = ['G1', '\u0047\u200b1', '\uff271', 'G\u0661', 'caf\u00e9', 'cafe\u0301', 'G\u202e1', '\u2067G1\u2069', 'G\u00ad1', '\u0410', 'A', 'G\u2060', '\u{1d406}1', 'G\ufe0f1', 'n\u0303', '\u00f1']; // prettier-ignore

/** "Billion laughs": ten lists, each of nine times the one before. */
export const ALIAS_BOMB = `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 9 }, (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(', ')}]\n`).join('')}`; // prettier-ignore
export const ENTITY_BOMB = `<!DOCTYPE a [<!ENTITY e0 "lol">${Array.from({ length: 9 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join('')}]>`; // prettier-ignore
