import { describe, expect, it } from 'vitest';
import { isTurnOf, toTurn } from '../../../shared/review/turns.ts';
import type { ChallengeView } from '../../../shared/review/view.ts';
import { ADJUDICATOR, AUTHOR, buildAssessment, buildChallengeView, buildIdentity, LEAD, RAISER, type Person } from '../../support/view-builders.ts'; // prettier-ignore

const EVERYBODY = [AUTHOR, RAISER, LEAD, ADJUDICATOR];

function waitingOn(fields: Partial<ChallengeView>): string[] {
  const turn = toTurn(buildChallengeView(fields));
  const isTheirs = (person: Person): boolean => isTurnOf(turn, buildIdentity(person));
  return EVERYBODY.filter(isTheirs).map((person) => person.name);
}

describe('whose turn a challenge is', () => {
  it('is the author while nobody answered, or where it was sustained', () => {
    expect(waitingOn({ state: 'raised', turn: 'author' })).toEqual([AUTHOR.name]);
  });

  it('is the raiser or the lead of the second line once it is answered', () => {
    expect(waitingOn({ state: 'answered', turn: 'raiser' })).toEqual([RAISER.name, LEAD.name]);
  });

  it('is anybody but the author, the raiser and whoever closed it for the second signature', () => {
    const thread = [buildAssessment(LEAD, 'resolved-rebutted')];
    expect(waitingOn({ state: 'awaiting-second-signature', turn: 'second signer', thread })).toEqual([ADJUDICATOR.name]); // prettier-ignore
  });

  it('rests on the last assessment that counts, not on one that is void', () => {
    const thread = [buildAssessment(LEAD, 'resolved-rebutted'), buildAssessment(ADJUDICATOR, 'sustained', 'void')]; // prettier-ignore
    expect(waitingOn({ turn: 'second signer', thread })).toEqual([ADJUDICATOR.name]);
  });

  it('is nobody once it is settled', () => {
    expect(waitingOn({ state: 'withdrawn', turn: 'nobody', isOpen: false })).toEqual([]);
  });

  it('is told with the beginning of what is wrong, never cut inside a character', () => {
    const { whatIsWrong } = toTurn(buildChallengeView({ whatIsWrong: '🜂'.repeat(300) }));
    expect(whatIsWrong).toBe('🜂'.repeat(200));
  });
});
