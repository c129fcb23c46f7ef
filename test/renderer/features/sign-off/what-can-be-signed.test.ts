import { describe, expect, it } from 'vitest';
import {
  splitSignOffs,
  toSecondSignatures,
  toSignables,
} from '../../../../renderer/features/sign-off/what-can-be-signed.ts';
import type { SafetyCase } from '../../../../shared/case/model.ts';
import {
  ADJUDICATOR,
  AUTHOR,
  buildAssessment,
  buildChallengeView,
  buildDecision,
  buildIdentity,
  buildOpinion,
  buildRecord,
  buildReview,
  LEAD,
  type Person,
} from '../../../support/view-builders.ts';

const sealed = { seal: 'sealed', draftReason: null } as SafetyCase;
const draft = { seal: 'draft', draftReason: 'It has no manifest.' } as SafetyCase;

function whyOf(
  what: string,
  person: Person | null,
  safetyCase = sealed,
  review = buildReview(),
): string | null | undefined {
  const signables = toSignables(safetyCase, review, person === null ? null : buildIdentity(person));
  return signables.find((item) => item.what === what)?.why;
}

describe('what can be signed', () => {
  it('gives opinions to the second line and outsiders, decisions to the third line', () => {
    expect(whyOf('opinion', LEAD)).toBeNull();
    expect(whyOf('opinion', { name: 'A', line: 'external', role: 'assessor' })).toBeNull();
    expect(whyOf('decision', ADJUDICATOR)).toBeNull();
    expect(whyOf('decision', LEAD)).toContain('second line');
    expect(whyOf('opinion', ADJUDICATOR)).toContain('third line');
    expect(whyOf('opinion', AUTHOR)).toContain('first line');
  });

  it('never signs an unsealed draft and says why it is one', () => {
    expect(whyOf('opinion', LEAD, draft)).toContain('It has no manifest.');
    expect(whyOf('decision', ADJUDICATOR, draft)).toContain('unsealed draft');
  });

  it('stops on a broken log until it is acknowledged, not on a torn last line', () => {
    const damaged = (kind: 'broken' | 'torn', acknowledged: boolean) =>
      buildReview({ log: { heads: [], damage: [{ kind, origin: 'o', seq: 1, message: '', acknowledged }], clockRollbacks: [] } });
    expect(whyOf('opinion', LEAD, sealed, damaged('broken', false))).toContain('damaged');
    expect(whyOf('opinion', LEAD, sealed, damaged('broken', true))).toBeNull();
    expect(whyOf('opinion', LEAD, sealed, damaged('torn', false))).toBeNull();
  });

  it('needs an identity', () => {
    expect(whyOf('opinion', null)).toBe('needs an identity');
  });

  it('lists closings that wait for a second signature by their assessment', () => {
    const assessment = buildAssessment(LEAD, 'resolved-fixed');
    const waiting = buildChallengeView({ label: 'CH-02', state: 'awaiting-second-signature', thread: [assessment] });
    const [item] = toSecondSignatures(buildReview({ challenges: [waiting, buildChallengeView()] }), buildIdentity(ADJUDICATOR));
    expect(item).toMatchObject({ about: assessment.record.digest, label: 'CH-02', assessor: 'J. Adeyemi', why: null });
  });

  it('keeps sign-offs for other versions apart from current ones, decisions first', () => {
    const review = buildReview({
      opinions: [buildOpinion(LEAD), buildOpinion(LEAD, { state: 'for another version' })],
      decisions: [buildDecision(ADJUDICATOR, { record: buildRecord(ADJUDICATOR, { number: 9 }) }), buildDecision(ADJUDICATOR, { state: 'expired' })],
    });
    const { current, settled } = splitSignOffs(review);
    expect(current.map((item) => item.kind)).toEqual(['decision', 'opinion']);
    expect(settled.map((item) => item.view.state)).toEqual(['expired', 'for another version']);
  });
}); // prettier-ignore
