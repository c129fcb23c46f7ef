import { describe, expect, it } from 'vitest';
import {
  lastAssessment,
  toChallengeActions,
  toOutcomeOptions,
} from '../../../../renderer/features/challenges/challenge-actions.ts';
import { ADJUDICATOR, AUTHOR, buildAssessment, buildChallengeView, buildIdentity, LEAD, RAISER, type Person } from '../../../support/view-builders.ts'; // prettier-ignore

function whyOf(
  challenge: ReturnType<typeof buildChallengeView>,
  person: Person | null,
  kind: string,
): string | null | undefined {
  const actions = toChallengeActions(challenge, person === null ? null : buildIdentity(person));
  return actions.find((action) => action.kind === kind)?.why;
}

describe('actions on a challenge', () => {
  it('lets only the first line respond, and says so to the others', () => {
    const challenge = buildChallengeView();
    expect(whyOf(challenge, AUTHOR, 'respond')).toBeNull();
    expect(whyOf(challenge, LEAD, 'respond')).toContain('second line');
    expect(whyOf(challenge, null, 'respond')).toBe('needs an identity');
  });

  it('lets the raiser and the second-line lead assess, nobody else', () => {
    const challenge = buildChallengeView({ state: 'answered', turn: 'raiser' });
    expect(whyOf(challenge, RAISER, 'assess')).toBeNull();
    expect(whyOf(challenge, LEAD, 'assess')).toBeNull();
    expect(
      whyOf(challenge, { name: 'C. Lindqvist', line: 'second', role: 'reviewer' }, 'assess'),
    ).toContain('Y. Tanaka');
    expect(whyOf(challenge, ADJUDICATOR, 'assess')).toContain('lead');
  });

  it('never lets the first line assess, even where it raised the challenge', () => {
    const author = { name: 'Y. Tanaka', line: 'first', role: 'lead author' } as const;
    expect(whyOf(buildChallengeView(), author, 'assess')).toContain('never assesses');
  });

  it('offers only the second signature while one is waited for', () => {
    const challenge = buildChallengeView({
      state: 'awaiting-second-signature',
      turn: 'second signer',
      thread: [buildAssessment(LEAD, 'resolved-fixed')],
    });
    const kinds = toChallengeActions(challenge, buildIdentity(ADJUDICATOR)).map(
      (action) => action.kind,
    );
    expect(kinds).toEqual(['second-sign']);
    expect(whyOf(challenge, ADJUDICATOR, 'second-sign')).toBeNull();
  });

  it('refuses the second signature of assessor, raiser and first line', () => {
    const challenge = buildChallengeView({
      state: 'awaiting-second-signature',
      thread: [buildAssessment(LEAD, 'resolved-fixed')],
    });
    expect(whyOf(challenge, LEAD, 'second-sign')).toContain('you closed it');
    expect(whyOf(challenge, RAISER, 'second-sign')).toContain('you raised it');
    expect(whyOf(challenge, AUTHOR, 'second-sign')).toContain('first line');
  });

  it('offers nothing on a settled challenge', () => {
    expect(
      toChallengeActions(
        buildChallengeView({ state: 'withdrawn', isOpen: false, turn: 'nobody' }),
        buildIdentity(LEAD),
      ),
    ).toEqual([]);
  });

  it('rests on the last assessment that counts', () => {
    const counted = buildAssessment(LEAD, 'sustained');
    const challenge = buildChallengeView({
      thread: [counted, buildAssessment(AUTHOR, 'resolved-fixed', 'made by the first line')],
    });
    expect(lastAssessment(challenge)).toBe(counted);
    expect(lastAssessment(buildChallengeView())).toBeNull();
  });
});

describe('outcomes of an assessment', () => {
  it('lets only the raiser withdraw', () => {
    const withdraw = (person: Person): string | null | undefined =>
      toOutcomeOptions(buildChallengeView(), buildIdentity(person)).find((option) => option.outcome === 'withdrawn')?.why;
    expect(withdraw(RAISER)).toBeNull();
    expect(withdraw(LEAD)).toContain('Y. Tanaka');
  });

  it('does not offer resolved before there is an answer', () => {
    const options = toOutcomeOptions(buildChallengeView(), buildIdentity(LEAD));
    expect(options.find((option) => option.outcome === 'resolved-fixed')?.why).toContain('no answer');
    expect(options.find((option) => option.outcome === 'sustained')?.why).toBeNull();
  });

  it('says that closing a blocking challenge needs a second person', () => {
    const hintOf = (severity: 'blocking' | 'major'): string | null | undefined =>
      toOutcomeOptions(buildChallengeView({ severity }), buildIdentity(LEAD)).find((option) => option.outcome === 'accepted-residual')?.hint;
    expect(hintOf('blocking')).toContain('second person');
    expect(hintOf('major')).toBeNull();
  });
}); // prettier-ignore
