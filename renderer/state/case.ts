/** The open case and the maps that every pane looks things up in. Rebuilt as a whole, never patched. */
import { create } from 'zustand';
import type { ArgumentNode, CaseDocument, CasePerson, EvidenceItem, Finding, SafetyCase } from '../../shared/case/model.ts'; // prettier-ignore
import { call } from '../api.ts';
import { sayError } from './app.ts';

export interface CaseIndex {
  readonly nodes: ReadonlyMap<string, ArgumentNode>;
  readonly evidence: ReadonlyMap<string, EvidenceItem>;
  readonly documents: ReadonlyMap<string, CaseDocument>;
  readonly people: ReadonlyMap<string, CasePerson>;
  /** Nodes that name this one in `supportedBy`, in the order of the file. */
  readonly supports: ReadonlyMap<string, readonly string[]>;
  /** Nodes that name this one in `inContextOf`. */
  readonly boundsOf: ReadonlyMap<string, readonly string[]>;
  /** Defeaters and counter-evidence that name this node in `challenges`. */
  readonly doubtedBy: ReadonlyMap<string, readonly string[]>;
  /** Nodes that cite an evidence item. */
  readonly citing: ReadonlyMap<string, readonly string[]>;
  /** Nodes whose prose stands in a document, by the document's path. */
  readonly arguedIn: ReadonlyMap<string, readonly ArgumentNode[]>;
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
}

export interface CaseState {
  readonly safetyCase: SafetyCase | null;
  readonly index: CaseIndex;
}

const EMPTY_INDEX: CaseIndex = {
  nodes: new Map(),
  evidence: new Map(),
  documents: new Map(),
  people: new Map(),
  supports: new Map(),
  boundsOf: new Map(),
  doubtedBy: new Map(),
  citing: new Map(),
  arguedIn: new Map(),
  findings: new Map(),
};

export const useCase = create<CaseState>()(() => ({ safetyCase: null, index: EMPTY_INDEX }));

/** Fetches the open case, a large one in parts. Answers false when none is open, or another one was meanwhile. */
export async function loadCase(): Promise<boolean> {
  const reply = await call('case.get', undefined);
  if (!reply.ok) {
    sayError(reply.error);
    return false;
  }
  if (reply.value === null) {
    takeCase(null);
    return false;
  }
  const { whole, ...safetyCase } = reply.value;
  const loaded = whole === undefined ? safetyCase : await loadRest(safetyCase, whole);
  if (loaded !== null) takeCase(loaded);
  return loaded !== null;
}

interface Whole {
  readonly number: number;
  readonly nodes: number;
  readonly findings: number;
}

/** The window stays in use between the parts. Null where the case is not open any more. */
async function loadRest(first: SafetyCase, whole: Whole): Promise<SafetyCase | null> {
  const nodes = [...first.nodes];
  const findings = [...first.findings];
  while (nodes.length < whole.nodes || findings.length < whole.findings) {
    const had = { nodes: nodes.length, findings: findings.length };
    const reply = await call('case.more', { number: whole.number, ...had });
    if (!reply.ok) {
      sayError(reply.error);
      return null;
    }
    if (reply.value === null) return null;
    nodes.push(...reply.value.nodes);
    findings.push(...reply.value.findings);
    if (nodes.length === had.nodes && findings.length === had.findings) return null;
  }
  return { ...first, nodes, findings };
}

export function takeCase(safetyCase: SafetyCase | null): void {
  useCase.setState({
    safetyCase,
    index: safetyCase === null ? EMPTY_INDEX : toCaseIndex(safetyCase),
  });
}

export function toCaseIndex(safetyCase: SafetyCase): CaseIndex {
  const supports = new Map<string, string[]>();
  const boundsOf = new Map<string, string[]>();
  const doubtedBy = new Map<string, string[]>();
  const citing = new Map<string, string[]>();
  const arguedIn = new Map<string, ArgumentNode[]>();
  for (const node of safetyCase.nodes) {
    for (const child of node.supportedBy) push(supports, child, node.id);
    for (const bound of node.inContextOf) push(boundsOf, bound, node.id);
    for (const doubted of node.challenges) push(doubtedBy, doubted, node.id);
    for (const id of node.evidence) push(citing, id, node.id);
    if (node.doc !== null) push(arguedIn, node.doc.path, node);
  }
  const findings = new Map<string, Finding[]>();
  for (const one of safetyCase.findings)
    if (one.where.node !== null) push(findings, one.where.node, one);
  return {
    nodes: new Map(safetyCase.nodes.map((one) => [one.id, one])),
    evidence: new Map(safetyCase.evidence.map((one) => [one.id, one])),
    documents: new Map(safetyCase.documents.map((one) => [one.path, one])),
    people: new Map(safetyCase.people.map((one) => [one.id, one])),
    supports,
    boundsOf,
    doubtedBy,
    citing,
    arguedIn,
    findings,
  };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
