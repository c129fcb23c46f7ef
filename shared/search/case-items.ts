/** The argument and the list of files of a case as things to be found. */
import type { ArgumentNode, CaseDocument, EvidenceItem, SafetyCase } from '../case/model.ts';
import { type Kind, KINDS, type SearchItem, toSubject } from './item.ts';

/** One item for each node, each document and each piece of evidence; their contents are in `file-items.ts`. */
export function toCaseItems(
  safetyCase: Pick<SafetyCase, 'nodes' | 'documents' | 'evidence' | 'people'>,
): readonly SearchItem[] {
  const names = new Map(safetyCase.people.map((one) => [one.id, one.name]));
  const ownersOf = (id: string | null): readonly string[] => {
    const name = id === null ? undefined : names.get(id);
    return id === null ? [] : name === undefined ? [id] : [id, name];
  };
  return [
    ...safetyCase.nodes.map((node) => toNodeItem(node, ownersOf(node.owner))),
    ...safetyCase.documents.map(toDocumentItem),
    ...safetyCase.evidence.map((item) => toEvidenceItem(item, ownersOf(item.preparedBy))),
  ];
}

const NODE_KINDS: ReadonlyMap<string, Kind> = new Map(
  KINDS.map((kind) => [kind.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()), kind]),
);

function toNodeItem(node: ArgumentNode, owners: readonly string[]): SearchItem {
  const subject = toSubject('node', node.id);
  const other = Object.entries(node.other).map(([key, value]) => `${key}: ${value}`);
  const body = [node.response, node.url, ...other].filter((one) => one !== null && one !== '');
  return {
    key: subject,
    area: 'claims',
    kind: NODE_KINDS.get(node.kind) ?? 'unknown',
    subject,
    id: node.id,
    isPart: false,
    title: node.text,
    body: body.join('\n'),
    where: '',
    place: null,
    owners,
  };
}

function toDocumentItem({ path, title }: CaseDocument): SearchItem {
  const subject = toSubject('document', path);
  return { key: subject, area: 'documents', kind: 'document', subject, id: path, isPart: false, title, body: '', where: '', place: null, owners: [] };
} // prettier-ignore

function toEvidenceItem(item: EvidenceItem, owners: readonly string[]): SearchItem {
  const subject = toSubject('evidence', item.id);
  const about = item.appliesTo === null ? null : `${item.appliesTo.kind} ${item.appliesTo.version}`;
  const body = [item.path, about, item.collected].filter((one) => one !== null && one.trim() !== '');
  return { key: subject, area: 'evidence', kind: 'evidence', subject, id: item.id, isPart: false, title: item.title, body: body.join('\n'), where: '', place: null, owners };
} // prettier-ignore
