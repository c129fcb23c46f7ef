import { useEffect, useMemo, useState } from 'react';
import type { GroupEffect } from '../../../shared/argument/groups.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { groups as groupsOf, useReview } from '../../state/review.ts';
import { ask, Cancelled } from '../graph/work.ts';
import { toMade } from './groups.ts';

export interface Groups {
  /** Null while the worker is looking for the first time. */
  readonly effects: readonly GroupEffect[] | null;
  readonly why: string | null;
}

/** Asks the worker what each group does, again whenever one was made or changed. */
export function useGroups(safetyCase: SafetyCase): Groups {
  const drafts = useReview(groupsOf);
  const made = useMemo(() => drafts.map(toMade), [drafts]);
  const [known, setKnown] = useState<Groups>({ effects: null, why: null });
  useEffect(() => {
    let isLeft = false;
    ask(safetyCase, 'groups', made)
      .then((effects) => {
        if (!isLeft) setKnown({ effects, why: null });
      })
      .catch((error: unknown) => {
        const why = error instanceof Cancelled ? 'the analysis was cancelled.' : String(error);
        if (!isLeft) setKnown({ effects: null, why });
      });
    return () => {
      isLeft = true;
    };
  }, [safetyCase, made]);
  return known;
}
