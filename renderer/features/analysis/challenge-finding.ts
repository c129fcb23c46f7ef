/** A finding becomes a challenge in one action: the composer opens, filled. Nothing is raised by that. */
import {
  toChallengeStart,
  toChallengePlace,
  toPlaceWords,
} from '../../../shared/argument/finding-challenge.ts';
import type { Finding, SafetyCase } from '../../../shared/case/model.ts';
import type { Draft } from '../../../shared/review/view.ts';
import { say, showSection } from '../../state/app.ts';
import { useCase } from '../../state/case.ts';
import { compose, resumeDraft } from '../../state/composer.ts';
import { select, type Selection } from '../../state/reading.ts';
import { drafts, useReview } from '../../state/review.ts';
import { toWholeObject } from '../reading/current-target.ts';

/** Name of a finding, the same at each look at the same bundle. */
export function toFindingKey({ code, where, message }: Finding): string {
  return [code, toPlaceWords(where), message].join(' | ');
}

/** What a challenge from the finding would be about: its place, or the top claim for the case as a whole. */
export function toFindingTarget(safetyCase: SafetyCase, finding: Finding): Selection | null {
  const place = toChallengePlace(safetyCase, finding);
  if (place !== null) return place;
  const { topNode, nodes } = safetyCase;
  return topNode !== null && nodes.some(({ id }) => id === topNode) ? { kind: 'node', id: topNode } : null; // prettier-ignore
}

/** The draft that was begun from a finding, among the drafts of this person. */
export function toDraftOf(all: readonly Draft[], finding: Finding): Draft | undefined {
  const key = toFindingKey(finding);
  return all.find((draft) => draft.kind === 'challenge' && draft.fields['finding'] === key);
}

/** Opens the composer on a finding. A draft that was begun from it is gone on with. */
export function challengeFinding(finding: Finding): void {
  const { safetyCase } = useCase.getState();
  if (safetyCase === null) return;
  const begun = toDraftOf(drafts(useReview.getState()), finding);
  const target = toFindingTarget(safetyCase, finding);
  const object = target === null ? null : toWholeObject(target);
  if (target === null || object === null) {
    say('The finding is about no claim, document or evidence, and the case names no top claim.', 'care'); // prettier-ignore
    return;
  }
  select(target);
  showSection('read');
  if (begun !== undefined && resumeDraft(begun)) return;
  const start = toChallengeStart(finding, safetyCase);
  compose('challenge', object.target, object.quote, { ...start, finding: toFindingKey(finding) });
}
