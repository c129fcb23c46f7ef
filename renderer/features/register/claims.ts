/** Rows of the table of claims: what is known of each node, sortable by every column. */
import { type JudgedMark, toNodeMarks } from '../../../shared/argument/marks.ts';
import type { NodeRank } from '../../../shared/argument/rank.ts';
import type { ArgumentNode, SafetyCase } from '../../../shared/case/model.ts';
import type { ReviewView } from '../../../shared/review/view.ts';
import type { CaseIndex } from '../../state/case.ts';
import type { ReadState } from '../../state/review.ts';

export interface ClaimRow {
  readonly id: string;
  readonly kind: ArgumentNode['kind'];
  readonly text: string;
  readonly declared: boolean;
  /** What reviewers judge; null where nobody marked it. */
  readonly judged: 'yes' | 'no' | 'differ' | null;
  /** Declared, structure and judged do not say the same. */
  readonly marksDiffer: boolean;
  /** Size of the smallest minimal cut set; null beyond three, or while it is not known. */
  readonly order: number | null;
  /** Null while it is not known. */
  readonly reach: number | null;
  readonly shared: boolean;
  /** Open challenges, the gravest first in `gravest`. */
  readonly challenges: number;
  readonly isBlocked: boolean;
  readonly read: ReadState;
  readonly owner: string;
  readonly findings: number;
  /** Place in the file, the first sorting. */
  readonly position: number;
}

export type Column =
  | 'id' | 'text' | 'declared' | 'judged' | 'order' | 'reach' | 'shared' | 'challenges' | 'read' | 'owner' | 'findings'; // prettier-ignore

export interface Sorting {
  readonly column: Column | null;
  readonly isDescending: boolean;
}

export interface RowSources {
  readonly safetyCase: Pick<SafetyCase, 'nodes'>;
  readonly index: CaseIndex;
  readonly view: ReviewView | null;
  readonly readOf: (id: string) => ReadState;
  /** Null while the structure is being looked at. */
  readonly ranks: readonly NodeRank[] | null;
}

/** One row for each node of the kinds that claim something, or for every node. */
export function toClaimRows(sources: RowSources, showsAll: boolean): ClaimRow[] {
  const { safetyCase, index, view, readOf, ranks } = sources;
  const marks = new Map(view === null ? [] : toNodeMarks({ nodes: safetyCase.nodes, topNode: view.structure.top }, view.structure, view.notes).map((one) => [one.id, one])); // prettier-ignore
  const rankOf = new Map(ranks?.map((one) => [one.id, one]));
  const open = new Map<string, { count: number; isBlocked: boolean }>();
  for (const { isOpen, target, severity } of view?.challenges ?? []) {
    if (!isOpen) continue;
    const known = open.get(target.id) ?? { count: 0, isBlocked: false };
    open.set(target.id, { count: known.count + 1, isBlocked: known.isBlocked || severity === 'blocking' }); // prettier-ignore
  }
  return safetyCase.nodes.flatMap((node, position): ClaimRow[] => {
    if (!showsAll && !CLAIMS.has(node.kind)) return [];
    const rank = rankOf.get(node.id);
    return [
      {
        id: node.id,
        kind: node.kind,
        text: node.text,
        declared: node.declaredLoadBearing,
        judged: toJudged(marks.get(node.id)?.judged ?? []),
        marksDiffer: (marks.get(node.id)?.differs.length ?? 0) > 0,
        order: rank?.order ?? null,
        reach: rank?.reach ?? null,
        shared: rank?.shared ?? false,
        challenges: open.get(node.id)?.count ?? 0,
        isBlocked: open.get(node.id)?.isBlocked ?? false,
        read: readOf(node.id),
        owner: index.people.get(node.owner ?? '')?.name ?? node.owner ?? '',
        findings: index.findings.get(node.id)?.length ?? 0,
        position,
      },
    ];
  });
}

const JUDGED_ORDER = { differ: 2, yes: 1, no: 0 } as const;

function toJudged(marks: readonly JudgedMark[]): ClaimRow['judged'] {
  if (marks.length === 0) return null;
  if (marks.every((one) => one.isLoadBearing)) return 'yes';
  return marks.some((one) => one.isLoadBearing) ? 'differ' : 'no';
}

const CLAIMS: ReadonlySet<ArgumentNode['kind']> = new Set<ArgumentNode['kind']>(['goal', 'awayGoal', 'assumption', 'awayAssumption', 'defeater', 'unknown']); // prettier-ignore

const READ_ORDER: Readonly<Record<ReadState, number>> = { unread: 0, opened: 1, reviewed: 2 };

/** Sorted, the order of the file deciding where two are equal. What is not known comes last. */
export function sortRows(rows: readonly ClaimRow[], { column, isDescending }: Sorting): ClaimRow[] {
  if (column === null) return [...rows];
  const direction = isDescending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [keyOf(a, column), keyOf(b, column)];
    if (left === null || right === null)
      return Number(left === null) - Number(right === null) || a.position - b.position;
    return direction * compare(left, right) || a.position - b.position;
  });
}

function keyOf(row: ClaimRow, column: Column): string | number | null {
  switch (column) {
    case 'order':
      return row.order;
    case 'reach':
      return row.reach;
    case 'declared':
      return Number(row.declared);
    case 'judged':
      return row.judged === null ? null : JUDGED_ORDER[row.judged];
    case 'shared':
      return Number(row.shared);
    case 'challenges':
      return row.challenges + (row.isBlocked ? 1000 : 0);
    case 'findings':
      return row.findings;
    case 'read':
      return READ_ORDER[row.read];
    case 'owner':
      return row.owner === '' ? null : row.owner;
    case 'id':
      return row.id;
    case 'text':
      return row.text;
  }
}

const byNumber = new Intl.Collator('en', { numeric: true });

function compare(left: string | number, right: string | number): number {
  return typeof left === 'number' && typeof right === 'number'
    ? left - right
    : byNumber.compare(String(left), String(right));
}

/** Figures begin with the largest, words with the first. */
export function toNextSorting(sorting: Sorting, column: Column): Sorting {
  const isFigure = !['id', 'text', 'owner', 'read', 'order'].includes(column);
  if (sorting.column !== column) return { column, isDescending: isFigure };
  return sorting.isDescending === isFigure ? { column, isDescending: !isFigure } : { column: null, isDescending: false }; // prettier-ignore
}
