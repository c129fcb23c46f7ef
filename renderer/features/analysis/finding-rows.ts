/** Rows of the list of findings: filtered by words and severity, sorted by a column. */
import {
  toFindingPlace,
  toPlaceWords,
  toRuleWords,
} from '../../../shared/argument/finding-challenge.ts';
import type { Finding, SafetyCase } from '../../../shared/case/model.ts';
import type { ReviewView } from '../../../shared/review/view.ts';
import type { Selection } from '../../state/reading.ts';

export type SeverityFilter = 'all' | Finding['severity'];
export type FindingColumn = 'severity' | 'rule' | 'place' | 'message' | 'open';

export interface FindingRow {
  /** Position in the order of the rules and the file; the first sorting within a severity. */
  readonly position: number;
  readonly finding: Finding;
  readonly rule: string;
  /** Id of the object it is about, or the file. */
  readonly place: string;
  /** Where Enter goes; null where the finding is about the case as a whole. */
  readonly goesTo: Selection | null;
  /** Open challenges at the place. */
  readonly open: number;
}

export interface FindingSorting {
  readonly column: FindingColumn;
  readonly isDescending: boolean;
}

/** The gravest first. */
export const FIRST_SORTING: FindingSorting = { column: 'severity', isDescending: false };
const SEVERITY_ORDER: Readonly<Record<Finding['severity'], number>> = { error: 0, warning: 1, info: 2 }; // prettier-ignore
export const SEVERITY_LABELS: Readonly<Record<Finding['severity'], string>> = { error: 'error', warning: 'warning', info: 'remark' }; // prettier-ignore

export function toFindingRows(
  safetyCase: Pick<SafetyCase, 'nodes' | 'evidence' | 'documents'>,
  findings: readonly Finding[],
  view: Pick<ReviewView, 'challenges'> | null,
): FindingRow[] {
  const open = new Map<string, number>();
  for (const { isOpen, target } of view?.challenges ?? []) {
    if (isOpen) open.set(target.id, (open.get(target.id) ?? 0) + 1);
  }
  // Looking a place up goes through the case; nodes, the most by far, are looked up here.
  const nodes = new Set(safetyCase.nodes.map(({ id }) => id));
  return findings.map((finding, position) => {
    const { node, file } = finding.where;
    const goesTo: Selection | null =
      node === null ? toFindingPlace(safetyCase, finding) : nodes.has(node) ? { kind: 'node', id: node } : null; // prettier-ignore
    const place = goesTo?.id ?? node ?? file ?? 'case';
    return { position, finding, rule: toRuleWords(finding), place, goesTo, open: open.get(place) ?? 0 }; // prettier-ignore
  });
}

/** Rows of a severity that hold every word typed, in code, rule, place, message or fix. */
export function filterFindings(
  rows: readonly FindingRow[],
  severity: SeverityFilter,
  words: string,
): FindingRow[] {
  const wanted = words.toLowerCase().split(/\s+/u).filter((word) => word !== ''); // prettier-ignore
  return rows.filter(({ finding, rule, place }) => {
    if (severity !== 'all' && finding.severity !== severity) return false;
    if (wanted.length === 0) return true;
    const text = [rule, place, toPlaceWords(finding.where), finding.message, finding.fix].join('\n').toLowerCase(); // prettier-ignore
    return wanted.every((word) => text.includes(word));
  });
}

const byNumber = new Intl.Collator('en', { numeric: true });

function compare(a: FindingRow, b: FindingRow, column: FindingColumn): number {
  switch (column) {
    case 'severity':
      return SEVERITY_ORDER[a.finding.severity] - SEVERITY_ORDER[b.finding.severity];
    case 'rule':
      return byNumber.compare(a.rule, b.rule);
    case 'place':
      return byNumber.compare(a.place, b.place);
    case 'message':
      return byNumber.compare(a.finding.message, b.finding.message);
    case 'open':
      return a.open - b.open;
  }
}

export function sortFindingRows(
  rows: readonly FindingRow[],
  { column, isDescending }: FindingSorting,
): FindingRow[] {
  const direction = isDescending ? -1 : 1;
  return [...rows].sort((a, b) => direction * compare(a, b, column) || a.position - b.position);
}

/** A second press turns the order round, a third goes back to the first sorting. */
export function toNextFindingSorting(
  { column, isDescending }: FindingSorting,
  pressed: FindingColumn,
): FindingSorting {
  const first = pressed === 'open';
  if (column !== pressed) return { column: pressed, isDescending: first };
  return isDescending === first ? { column, isDescending: !first } : FIRST_SORTING;
}
