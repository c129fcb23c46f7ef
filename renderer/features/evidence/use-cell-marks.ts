/** Notes, challenges and drafts on cells of a table or values of a JSON file. */
import { useMemo } from 'react';
import type { Target } from '../../../shared/review/records.ts';
import { useReview } from '../../state/review.ts';

export interface PlaceMarks {
  readonly ids: readonly string[];
  readonly labels: string;
  readonly isDoubted: boolean;
}

interface Written {
  readonly id: string;
  readonly label: string;
  readonly isDoubt: boolean;
  readonly target: Target;
}

/** Everything written about one evidence file. */
function useWritten(evidenceId: string): readonly Written[] {
  const view = useReview((state) => state.view);
  return useMemo(() => {
    if (view === null) return [];
    const all: Written[] = [
      ...view.challenges.map((one) => ({ id: one.record.digest, label: one.label, isDoubt: one.isOpen, target: one.target })),
      ...view.notes.map((one) => ({ id: one.record.digest, label: `note ${String(one.record.number)}`, isDoubt: false, target: one.target })),
      ...view.drafts.flatMap((one) => (one.target === null ? [] : [{ id: one.id, label: 'draft', isDoubt: false, target: one.target }])),
    ];
    return all.filter((one) => one.target.kind === 'evidence' && one.target.id === evidenceId);
  }, [view, evidenceId]);
} // prettier-ignore

export function useCellMarks(evidenceId: string): { at(row: number, column: string): PlaceMarks | null } {
  const written = useWritten(evidenceId);
  const byCell = useMemo(() => group(written, (target) => {
    const cell = target.selector?.find((one) => one.type === 'CellSelector');
    return cell === undefined ? null : `${String(cell.row)}\n${cell.column}`;
  }), [written]);
  return { at: (row, column) => byCell.get(`${String(row)}\n${column}`) ?? null };
} // prettier-ignore

export function usePointerMarks(evidenceId: string): ReadonlyMap<string, PlaceMarks> {
  const written = useWritten(evidenceId);
  return useMemo(() => group(written, (target) => target.selector?.find((one) => one.type === 'JsonPointerSelector')?.value ?? null), [written]);
} // prettier-ignore

function group(
  written: readonly Written[],
  toKey: (target: Target) => string | null,
): ReadonlyMap<string, PlaceMarks> {
  const map = new Map<string, PlaceMarks>();
  for (const one of written) {
    const key = toKey(one.target);
    if (key === null) continue;
    const before = map.get(key);
    map.set(key, {
      ids: [...(before?.ids ?? []), one.id],
      labels: before === undefined ? one.label : `${before.labels}, ${one.label}`,
      isDoubted: one.isDoubt || before?.isDoubted === true,
    });
  }
  return map;
}
