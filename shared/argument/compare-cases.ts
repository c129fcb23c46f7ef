/**
 * Two versions of a case, compared: what was added, removed, renamed and changed, and what that does to the
 * structure. Nodes, evidence and people are the same if their ids are; order in a file is not data. Linear
 * in both versions.
 */
import type { ArgumentNode, EvidenceItem, SafetyCase } from '../case/model.ts';
import { analyseStructure } from './load-bearing.ts';

export interface FieldChange {
  readonly field: string;
  /** Null where the field was not there. */
  readonly before: string | null;
  readonly after: string | null;
  /** In prose: numbers that stand in one text and not in the other. Null where the numbers are the same. */
  readonly numbers: { readonly before: readonly string[]; readonly after: readonly string[] } | null;
} // prettier-ignore

export interface LinkChange {
  readonly field: 'supportedBy' | 'inContextOf' | 'challenges' | 'evidence';
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export interface Changed {
  readonly id: string;
  readonly fields: readonly FieldChange[];
  readonly links: readonly LinkChange[];
}

export interface Compared {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly Changed[];
}

export interface CaseComparison {
  /** Fields of case.yaml: title, version, subject.build and so on. */
  readonly case: readonly FieldChange[];
  readonly nodes: Compared & {
    /** Same kind and text under another id. They are neither added nor removed. */
    readonly renamed: readonly { readonly from: string; readonly to: string }[];
  };
  readonly evidence: Compared;
  /** By path; `changed` are those with other bytes. */
  readonly documents: { readonly added: readonly string[]; readonly removed: readonly string[]; readonly changed: readonly string[] }; // prettier-ignore
  readonly people: Compared;
  readonly structure: {
    readonly topHolds: { readonly before: boolean; readonly after: boolean };
    /** Nodes whose failure alone makes the top claim fall, now and not before; and the other way round. */
    readonly loadBearing: { readonly added: readonly string[]; readonly removed: readonly string[] };
    /** Claims that do not hold now and did, or were not there; and the other way round. */
    readonly unsupported: { readonly added: readonly string[]; readonly removed: readonly string[] };
  };
} // prettier-ignore

type Fields = Readonly<Record<string, string | null>>;

/** Fields in which a number is a measure and not part of a date, a digest or a name. */
const PROSE: ReadonlySet<string> = new Set(['text', 'response', 'title']);

/** Numbers as they are written, with sign, decimals and per cent sign; none within a word such as "m3-r7". */
function numbersIn(text: string | null): string[] {
  return text?.match(/(?<![\p{L}\p{N}.,-])[-−]?\d+(?:[.,]\d+)*(?![\p{L}\p{N}])\s?%?/gu)?.map((number) => number.trim()) ?? [];
} // prettier-ignore

/** What stands in `list` more often than in `other`. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const item of other) left.set(item, (left.get(item) ?? 0) + 1);
  return list.filter((item) => {
    const count = left.get(item) ?? 0;
    left.set(item, count - 1);
    return count <= 0;
  });
}

function toNumbers(
  field: string,
  before: string | null,
  after: string | null,
): FieldChange['numbers'] {
  if (!PROSE.has(field)) return null;
  const [old, now] = [numbersIn(before), numbersIn(after)];
  const numbers = { before: without(old, now), after: without(now, old) };
  return numbers.before.length + numbers.after.length === 0 ? null : numbers;
}

function compareFields(before: Fields, after: Fields): FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((field) => {
    const [old, now] = [before[field] ?? null, after[field] ?? null];
    return old === now
      ? []
      : [{ field, before: old, after: now, numbers: toNumbers(field, old, now) }];
  });
}

const yes = (value: boolean): string | null => (value ? 'true' : null);

function fieldsOfNode(node: ArgumentNode): Fields {
  const { doc } = node;
  return {
    kind: node.kind,
    text: node.text,
    supportMode: node.supportMode,
    k: node.k === null ? null : String(node.k),
    doc: doc === null ? null : `${doc.path}${doc.heading === null ? '' : `#${doc.heading}`}`,
    owner: node.owner,
    declaredLoadBearing: yes(node.declaredLoadBearing),
    undeveloped: yes(node.undeveloped),
    defeated: yes(node.defeated),
    defeaterType: node.defeaterType,
    status: node.status,
    response: node.response,
    url: node.url,
    ...node.other,
  };
}

function fieldsOfEvidence(item: EvidenceItem): Fields {
  const { appliesTo } = item;
  return {
    title: item.title,
    path: item.path,
    sha256: item.sha256,
    collected: item.collected,
    appliesTo: appliesTo === null ? null : `${appliesTo.kind} ${appliesTo.version}`,
    preparedBy: item.preparedBy,
  };
}

function fieldsOfCase({ id, title, version, issued, developer, subject, decisionRequested, topNode, supersedes }: SafetyCase): Fields {
  const ofSubject = Object.entries(subject).map(([name, value]) => [`subject.${name}`, value] as const);
  return { case: id, title, version, issued, developer, decisionRequested, topNode, supersedes, ...Object.fromEntries(ofSubject) };
} // prettier-ignore

const LINKS = ['supportedBy', 'inContextOf', 'challenges', 'evidence'] as const;

function compareLinks(
  before: ArgumentNode,
  after: ArgumentNode,
  newIdOf: (id: string) => string,
): LinkChange[] {
  return LINKS.flatMap((field) => {
    const old = new Set(field === 'evidence' ? before[field] : before[field].map(newIdOf));
    const now = new Set(after[field]);
    const added = [...now].filter((id) => !old.has(id));
    const removed = [...old].filter((id) => !now.has(id));
    return added.length + removed.length === 0 ? [] : [{ field, added, removed }];
  });
}

/** Nodes that say the same under another id, where that is said once on each side. */
function findRenamed(
  removed: readonly ArgumentNode[],
  added: readonly ArgumentNode[],
): ReadonlyMap<string, string> {
  const sayingOf = (node: ArgumentNode): string => `${node.kind} ${node.text}`;
  const group = (nodes: readonly ArgumentNode[]): Map<string, ArgumentNode[]> => {
    const groups = new Map<string, ArgumentNode[]>();
    for (const node of nodes.filter(({ text }) => text.trim() !== '')) {
      const saying = sayingOf(node);
      groups.set(saying, [...(groups.get(saying) ?? []), node]);
    }
    return groups;
  };
  const now = group(added);
  const pairs = [...group(removed)].flatMap(([saying, old]) => {
    const [one, other] = [old[0], now.get(saying)?.[0]];
    const isOnly = old.length === 1 && now.get(saying)?.length === 1;
    return isOnly && one !== undefined && other !== undefined ? [[one.id, other.id] as const] : [];
  });
  return new Map(pairs);
}

function compareNodes(
  before: readonly ArgumentNode[],
  after: readonly ArgumentNode[],
): CaseComparison['nodes'] {
  const [old, now] = [toMap(before), toMap(after)];
  const gone = before.filter(({ id }) => !now.has(id));
  const fresh = after.filter(({ id }) => !old.has(id));
  const renamed = findRenamed(gone, fresh);
  const newIdOf = (id: string): string => renamed.get(id) ?? id;
  const arrived = new Set(renamed.values());
  const changed = before.flatMap((node): Changed[] => {
    const other = now.get(newIdOf(node.id));
    if (other === undefined) return [];
    const fields = compareFields(fieldsOfNode(node), fieldsOfNode(other));
    const links = compareLinks(node, other, newIdOf);
    return fields.length + links.length === 0 ? [] : [{ id: other.id, fields, links }];
  });
  return {
    added: fresh.map(({ id }) => id).filter((id) => !arrived.has(id)),
    removed: gone.map(({ id }) => id).filter((id) => !renamed.has(id)),
    renamed: [...renamed].map(([from, to]) => ({ from, to })),
    changed,
  };
}

function toMap<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

function compareItems<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
  fieldsOf: (item: T) => Fields,
): Compared {
  const [old, now] = [toMap(before), toMap(after)];
  return {
    added: after.map(({ id }) => id).filter((id) => !old.has(id)),
    removed: before.map(({ id }) => id).filter((id) => !now.has(id)),
    changed: before.flatMap((item) => {
      const other = now.get(item.id);
      const fields = other === undefined ? [] : compareFields(fieldsOf(item), fieldsOf(other));
      return fields.length === 0 ? [] : [{ id: item.id, fields, links: [] }];
    }),
  };
}

function compareIds(before: readonly string[], after: readonly string[]): { added: string[]; removed: string[] } {
  const [old, now] = [new Set(before), new Set(after)];
  return { added: after.filter((id) => !old.has(id)), removed: before.filter((id) => !now.has(id)) };
} // prettier-ignore

/** @param before The earlier version. */
export function compareCases(before: SafetyCase, after: SafetyCase): CaseComparison {
  const asItems = ({ documents }: SafetyCase) => documents.map(({ path, sha256 }) => ({ id: path, sha256 })); // prettier-ignore
  const documents = compareItems(asItems(before), asItems(after), ({ sha256 }) => ({ sha256 }));
  const [old, now] = [analyseStructure(before), analyseStructure(after)];
  return {
    case: compareFields(fieldsOfCase(before), fieldsOfCase(after)),
    nodes: compareNodes(before.nodes, after.nodes),
    evidence: compareItems(before.evidence, after.evidence, fieldsOfEvidence),
    documents: { ...documents, changed: documents.changed.map(({ id }) => id) },
    people: compareItems(before.people, after.people, ({ name, organisation, line, role, interests }) => ({ name, organisation, line, role, interests: interests.map(({ kind, ref, detail }) => [kind, ref, detail].filter((part) => part !== null).join(': ')).join('; ') })),
    structure: {
      topHolds: { before: old.topHolds, after: now.topHolds },
      loadBearing: compareIds(Object.keys(old.loadBearing), Object.keys(now.loadBearing)),
      unsupported: compareIds(old.unsupported, now.unsupported),
    },
  };
} // prettier-ignore

/** True if nothing differs that the comparison knows of. */
export function isSame(comparison: CaseComparison): boolean {
  const { case: fields, nodes, evidence, documents, people } = comparison;
  const parts = [nodes, evidence, documents, people];
  return (
    fields.length + nodes.renamed.length === 0 &&
    parts.every(({ added, removed, changed }) => added.length + removed.length + changed.length === 0) // prettier-ignore
  );
}
