/** Rows, folds and keyboard of the outline. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { toCaseIndex } from '../../../shared/argument/case-index.ts';
import { toOutline } from '../../../shared/argument/outline.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { useCase } from '../../state/case.ts';
import {
  type Entry,
  toAncestorKeys,
  toEntries,
  toFirstExpanded,
  toVisible,
  withoutBounds,
} from './tree.ts';

export interface Outline {
  readonly entries: readonly Entry[];
  /** Indexes into `entries` of the rows that are seen. */
  readonly visible: readonly number[];
  readonly expanded: ReadonlySet<string>;
  readonly setExpanded: (change: (expanded: ReadonlySet<string>) => ReadonlySet<string>) => void;
}

/** `selectedId` is always unfolded to, so that what is read can be seen in the outline. */
export function useOutline(
  safetyCase: SafetyCase,
  selectedId: string | null,
  showsBounds: boolean,
): Outline {
  const nodes = useCase((state) => state.index.nodes);
  const entries = useMemo(() => {
    const rows = toOutline(toCaseIndex(safetyCase));
    return toEntries(showsBounds ? rows : withoutBounds(rows, nodes));
  }, [safetyCase, nodes, showsBounds]);
  const [expanded, setState] = useState<ReadonlySet<string>>(() => toFirstExpanded(entries));
  const setExpanded = useCallback(
    (change: (expanded: ReadonlySet<string>) => ReadonlySet<string>) => setState(change),
    [],
  );
  useEffect(() => {
    if (selectedId === null) return;
    const needed = toAncestorKeys(entries, selectedId);
    setState((before) =>
      needed.every((key) => before.has(key)) ? before : new Set([...before, ...needed]),
    );
  }, [entries, selectedId]);
  const visible = useMemo(() => toVisible(entries, expanded), [entries, expanded]);
  return { entries, visible, expanded, setExpanded };
}
