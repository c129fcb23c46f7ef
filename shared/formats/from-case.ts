/** An argument that was opened, as readers of formats would give it. */
import type { ArgumentNode, SafetyCase } from '../case/model.ts';
import { parseStrictJson } from '../trust/strict-json.ts';
import type { Fields } from './fields.ts';
import type { Interchange } from './interchange.ts';

const LISTS = ['supportedBy', 'inContextOf', 'challenges', 'evidence'] as const;
const FLAGS = ['declaredLoadBearing', 'undeveloped', 'defeated'] as const;
const TEXTS = ['owner', 'defeaterType', 'status', 'response', 'url'] as const;

/** Fields of a node as argument.yaml would hold them; what is taken for granted is left out. */
export function toFields(node: ArgumentNode): Fields {
  const fields: Fields = { kind: node.kind, text: node.text };
  for (const key of LISTS) if (node[key].length > 0) fields[key] = [...node[key]];
  if (node.supportMode !== 'all_of') fields['supportMode'] = node.supportMode;
  if (node.k !== null) fields['k'] = node.k;
  if (node.doc !== null) fields['doc'] = node.doc.heading === null ? node.doc.path : `${node.doc.path}#${node.doc.heading}`; // prettier-ignore
  for (const key of TEXTS) if (node[key] !== null) fields[key] = node[key];
  for (const key of FLAGS) if (node[key]) fields[key] = true;
  // What could not be used stands in `other` under the same key, and is what the file says.
  for (const [key, json] of Object.entries(node.other)) fields[key] = parseStrictJson(json, node.id, { numbers: 'integers', maxDepth: 512 }); // prettier-ignore
  return fields;
}

export function fromCase(safetyCase: Pick<SafetyCase, 'title' | 'topNode' | 'nodes'>): Interchange {
  const { nodes } = safetyCase;
  return {
    title: safetyCase.title,
    top: safetyCase.topNode,
    modules: new Map(),
    nodes: new Map(nodes.map((node) => [node.id, toFields(node)])),
    lines: new Map(nodes.flatMap(({ id, line }) => (line === null ? [] : [[id, line] as const]))),
  };
}
