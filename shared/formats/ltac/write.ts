/** Nodes of our argument.yaml as Extended LTAC 1.5. */
import { targetsOf } from '../../argument/case-index.ts';
import { listOf, textOf } from '../../case/read-fields.ts';
import type { FormatWriting, Interchange, Loss } from '../interchange.ts';
import { isCounter, toOutNode } from './out-node.ts';
import type { Lose, OutNode } from './out-node.ts';
import { cutEnd } from './parse-line.ts';
import { toPlaces } from './places.ts';
import { FORMAT_LIMITS } from '../limits.ts';
import { refuse } from '../../trust/refuse.ts';
import type { WrittenPlace } from './places.ts';

const COUNTERS = ['defeater', 'iscounter'];

function toOptions(node: OutNode): string[] {
  const read = listOf(node.foreign['options']).flatMap((option) => textOf(option) ?? []);
  const { undeveloped, defeated } = node.fields;
  const isBare = node.supportedBy.length === 0;
  const counters = isCounter(node);
  const kept = read.filter((option) => {
    if (option === 'defeated') return defeated === true;
    if (option === 'needssupport') return undeveloped === true || !isBare || node.type === 'Evidence';
    return counters || !COUNTERS.includes(option) || !['Claim', 'Evidence'].includes(node.type);
  }); // prettier-ignore
  const added = [
    ...(undeveloped === true ? ['needssupport'] : []),
    ...(defeated === true ? ['defeated'] : []),
    ...(counters && !kept.some((option) => COUNTERS.includes(option)) ? ['defeater'] : []),
  ];
  return [...new Set([...kept, ...added])];
}

/** Text on one line; anything else that is lost with it is said. */
function toOneLine(node: OutNode, lose: Lose): string {
  const text = textOf(node.fields['text']) ?? '';
  const line = text.replace(/\s*[\r\n\u0085\u2028\u2029]\s*/gu, ' ').trim();
  if (line !== text) lose('changed', node.id, 'text', `${node.id}: the text stands on one line, without blanks around it.`); // prettier-ignore
  return line;
}

function toReference(node: OutNode, lose: Lose): string | null {
  const url = textOf(node.fields['url']);
  if (url === null || url === '') return null;
  const safe = url.replace(/[()\r\n]/gu, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`).trim(); // prettier-ignore
  if (safe !== url) lose('changed', node.id, 'url', `${node.id}: parentheses in the address are written as codes.`); // prettier-ignore
  return safe;
}

/** Text with options and reference; empty ones where the end of the text would be taken for them. */
export function toTail(text: string, options: readonly string[], reference: string | null): string {
  const braces = options.length > 0 ? ` {${options.join(', ')}}` : '';
  const parens = reference === null ? '' : ` (${reference})`;
  const plain = `${text}${braces}${parens}`;
  const isRead = (tail: string): boolean => {
    const cut = cutEnd(tail);
    return cut.text === text && cut.reference === reference && cut.options.join() === options.join(); // prettier-ignore
  };
  const candidates = [plain, `${text}${braces} ()`, `${text} {}${parens}`, `${text} {} ()`];
  return (candidates.find(isRead) ?? plain).trim();
}

/** Identifiers as LTAC can hold them, each its own. */
function toNames(ids: Iterable<string>, lose: Lose): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set(ids);
  for (const id of taken) {
    const isFine = id !== '' && id.trim() === id && !/[:^\r\n]/u.test(id) && cutEnd(id).text === id;
    let name = isFine ? id : id.replace(/[:^\s(){}]/gu, '_') || '_';
    while (!isFine && taken.has(name)) name += '_';
    if (!isFine) {
      taken.add(name);
      lose('changed', id, 'id', `"${id}" is no identifier of LTAC; written as "${name}".`);
    }
    names.set(id, name);
  }
  return names;
}

function toLines(place: WrittenPlace, names: ReadonlyMap<string, string>, lose: Lose): string[] {
  const indent = '  '.repeat(place.depth);
  const name = names.get(place.id) ?? place.id;
  if (place.how !== 'element') {
    const options = place.options.length > 0 ? ` {${place.options.join(', ')}}` : '';
    const cited = place.how === 'link' ? `Link ${name}${options}` : `${place.type} ^${name}`;
    return [`${indent}- ${cited}`];
  }
  const { node } = place;
  const comments = listOf(node.foreign['comments']).flatMap((text) => textOf(text) ?? []);
  const tail = toTail(toOneLine(node, lose), toOptions(node), toReference(node, lose));
  if (node.foreign['id'] === null) lose('changed', node.id, 'id', `${node.id} had no identifier and is given one.`); // prettier-ignore
  return [...comments.map((text) => `${indent}${text}`), `${indent}- ${node.type} ${name}: ${tail}`.trimEnd()]; // prettier-ignore
}

/** Doubts about steps: LTAC hangs them on an element. */
function reportChallenges(node: OutNode, lose: Lose): void {
  for (const challenge of node.challenges) {
    const [from = '', to] = targetsOf(challenge);
    if (to !== undefined) lose('changed', node.id, 'challenges', `${node.id} challenges the step from ${from} to ${to}; written below ${from}.`); // prettier-ignore
  }
}

function reportHead({ title, top, modules }: Interchange, tops: readonly string[], lose: Lose): void {
  if (title !== null) lose('dropped', null, 'title', `LTAC has no place for the title "${title}".`);
  if (top !== null && tops[0] !== top) lose('changed', null, 'top', `The first package of the file is not that of ${top}.`); // prettier-ignore
  for (const name of modules.keys()) lose('dropped', null, 'module', `LTAC has no modules; the settings of ${name} are left out.`); // prettier-ignore
} // prettier-ignore

/** Two blanks for each level: a chain of many thousand elements would be a file of hundreds of megabytes. */
function assertRoom(places: readonly WrittenPlace[]): void {
  const blanks = places.reduce((sum, place) => sum + place.depth * 2, 0);
  if (blanks <= FORMAT_LIMITS.characters) return;
  const message = 'The argument is too deep for LTAC: its indents alone would be a file too large to read.';
  refuse({ code: 'too-deep', file: null, place: null, rule: `at most ${FORMAT_LIMITS.characters} characters`, message });
} // prettier-ignore

/**
 * Writes an argument as LTAC: one package for each node that nothing else is above.
 * @throws CountersignError 'input-refused' where the argument is deeper than a file can hold.
 */
export function writeLtac(argument: Interchange): FormatWriting {
  const losses: Loss[] = [];
  const lose: Lose = (what, node, field, message) => {
    const line = node === null ? null : (argument.lines.get(node) ?? null);
    losses.push({ what, where: { file: null, node, line }, field, message });
  };
  const nodes = new Map([...argument.nodes].map(([id, fields]) => [id, toOutNode(id, fields, lose)])); // prettier-ignore
  for (const node of nodes.values()) reportChallenges(node, lose);
  const { places, dangling } = toPlaces(nodes, argument.top, lose);
  assertRoom(places);
  const names = toNames([...nodes.keys(), ...dangling], lose);
  const tops = places.filter((place) => place.depth === 0).map((place) => place.id);
  reportHead(argument, tops, lose);
  const lines = places.flatMap((place, index) => {
    const isNext = place.depth === 0 && index > 0;
    return [...(isNext ? [''] : []), ...toLines(place, names, lose)];
  });
  return { text: `${lines.join('\n')}\n`, losses };
}
