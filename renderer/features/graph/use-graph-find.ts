/** Find in the whole argument, folded or not: a hit is unfolded to and selected. */
import { useEffect, useMemo } from 'react';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { setFind, useReading } from '../../state/reading.ts';

/** Tells `onHit` the node of the current hit. */
export function useGraphFind(safetyCase: SafetyCase, onHit: (id: string) => void): void {
  const { isOpen, query, index } = useReading((state) => state.find);
  const hits = useMemo(() => {
    const wanted = query.trim().toLowerCase();
    if (!isOpen || wanted === '') return null;
    return safetyCase.nodes
      .filter(
        (one) =>
          one.id.toLowerCase() === wanted || `${one.id} ${one.text}`.toLowerCase().includes(wanted),
      ) // prettier-ignore
      .map((one) => one.id);
  }, [safetyCase, isOpen, query]);
  useEffect(() => {
    setFind({ count: hits?.length ?? null, index: hits === null || hits.length === 0 ? -1 : 0 });
  }, [hits]);
  const hit = hits?.[index] ?? null;
  useEffect(() => {
    if (hit !== null) onHit(hit);
    // A hit is gone to once, whoever asks to be told.
  }, [hit, onHit]);
}
