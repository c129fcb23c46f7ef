/** Registers for a spreadsheet: claims, or evidence. Text that a spreadsheet would run is made plain text. */
import type { ArgumentNode, SafetyCase } from '../../case/model.ts';
import { toCsv } from '../../export/csv.ts';
import { toLoss } from '../fields.ts';
import type { FormatWriting, Loss } from '../interchange.ts';

const CLAIM_COLUMNS = [
  'id', 'kind', 'text', 'supported by', 'in context of', 'challenges', 'support mode', 'k', 'evidence', 'document',
  'owner', 'declared load-bearing', 'undeveloped', 'defeated', 'defeater type', 'status', 'response', 'url',
]; // prettier-ignore
const EVIDENCE_COLUMNS = [
  'id', 'title', 'path', 'media type', 'bytes', 'sha256', 'collected', 'applies to', 'prepared by', 'cited by',
]; // prettier-ignore

/** Ids as one cell. */
function toList(ids: readonly string[]): string {
  return ids.join('; ');
}

function yesNo(flag: boolean): string {
  return flag ? 'yes' : 'no';
}

function toRow(node: ArgumentNode): (string | number | null)[] {
  const { doc } = node;
  return [
    node.id, node.kind, node.text, toList(node.supportedBy), toList(node.inContextOf), toList(node.challenges),
    node.supportMode, node.k, toList(node.evidence), doc === null ? null : `${doc.path}${doc.heading === null ? '' : `#${doc.heading}`}`,
    node.owner, yesNo(node.declaredLoadBearing), yesNo(node.undeveloped), yesNo(node.defeated), node.defeaterType,
    node.status, node.response, node.url,
  ];
} // prettier-ignore

/** A register of all nodes in the order of the file; columns as in docs/formats.md. */
export function writeClaimsCsv(safetyCase: Pick<SafetyCase, 'nodes'>): FormatWriting {
  const losses = safetyCase.nodes.flatMap(({ id, other }): Loss[] =>
    Object.keys(other).map((key) => toLoss('dropped', id, key, `The register has no column for "${key}" of ${id}.`)),
  ); // prettier-ignore
  return { text: toCsv(CLAIM_COLUMNS, safetyCase.nodes.map(toRow)), losses };
}

/** A register of the evidence with the nodes that cite each item. The argument itself is not in it. */
export function writeEvidenceCsv(safetyCase: Pick<SafetyCase, 'nodes' | 'evidence'>): FormatWriting {
  const citedBy = new Map<string, string[]>();
  for (const { id, evidence } of safetyCase.nodes) {
    for (const cited of evidence) {
      const list = citedBy.get(cited);
      if (list === undefined) citedBy.set(cited, [id]);
      else list.push(id);
    }
  }
  const rows = safetyCase.evidence.map((item) => [
    item.id, item.title, item.path, item.mediaType, item.bytes, item.sha256, item.collected,
    item.appliesTo === null ? null : [item.appliesTo.kind, item.appliesTo.version].join(' ').trim(),
    item.preparedBy, toList(citedBy.get(item.id) ?? []),
  ]);
  const loss = toLoss('dropped', null, 'nodes', 'The register of evidence holds no argument; convert it as well.');
  return { text: toCsv(EVIDENCE_COLUMNS, rows), losses: safetyCase.nodes.length === 0 ? [] : [loss] };
} // prettier-ignore
