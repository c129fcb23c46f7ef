import { useRef, useState } from 'react';
import type { Target } from '../../../shared/review/records.ts';
import type { Draft } from '../../../shared/review/view.ts';
import { saveDraft } from '../../state/composer.ts';
import { useReview } from '../../state/review.ts';

export interface DraftForm {
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
  /** True when the fields came from a draft that was on disk. */
  readonly isRecovered: boolean;
  /** Takes a change and writes the whole draft to disk. Call on every input event. */
  readonly set: (change: Readonly<Record<string, string>>) => void;
}

interface DraftPlace {
  readonly kind: Draft['kind'];
  readonly target: Target | null;
  readonly about: string | null;
}

/** Fields of a form that are a draft from the first keystroke, taken up again where one is on disk. */
export function useDraft(place: DraftPlace, initial: Readonly<Record<string, string>>): DraftForm {
  const [found] = useState(() => findDraft(useReview.getState().view?.drafts ?? [], place));
  const [id] = useState(() => found?.id ?? crypto.randomUUID());
  const [fields, setFields] = useState<Readonly<Record<string, string>>>(() => ({
    ...initial,
    ...found?.fields,
  }));
  // Two changes in one event must not lose the first, so the latest state is kept beside the rendered one.
  const latest = useRef(fields);
  function set(change: Readonly<Record<string, string>>): void {
    latest.current = { ...latest.current, ...change };
    setFields(latest.current);
    saveDraft({ id, ...place, fields: latest.current });
  }
  return { id, fields, isRecovered: found !== null, set };
}

/** The draft of a form: same kind, same record, same target. The newest where there are several. */
export function findDraft(drafts: readonly Draft[], place: DraftPlace): Draft | null {
  const matching = drafts.filter(
    (draft) =>
      draft.kind === place.kind &&
      draft.about === place.about &&
      (draft.target?.id ?? null) === (place.target?.id ?? null),
  );
  return matching.reduce<Draft | null>(
    (newest, draft) => (newest === null || draft.updatedAt > newest.updatedAt ? draft : newest),
    null,
  );
}
