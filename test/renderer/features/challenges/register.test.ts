import { describe, expect, it } from 'vitest';
import {
  isWaitingOn,
  toAgeWords,
  toFacet,
  toOpenCounts,
} from '../../../../renderer/features/challenges/register.ts';
import { ADJUDICATOR, AUTHOR, buildAssessment, buildChallengeView, buildIdentity, LEAD, RAISER } from '../../../support/view-builders.ts'; // prettier-ignore

const withdrawn = buildChallengeView({
  label: 'CH-01',
  severity: 'blocking',
  state: 'withdrawn',
  isOpen: false,
  turn: 'nobody',
});
const minor = buildChallengeView({ label: 'CH-02', severity: 'minor' });
const blocking = buildChallengeView({
  label: 'CH-10',
  severity: 'blocking',
  state: 'answered',
  turn: 'raiser',
});
const blockingToo = buildChallengeView({
  label: 'CH-9',
  severity: 'blocking',
  state: 'answered',
  turn: 'raiser',
});
const all = [withdrawn, minor, blocking, blockingToo];

describe('register', () => {
  it('lists open before settled, grave before light, then by number', () => {
    expect(toFacet(all, 'all', null).map((one) => one.label)).toEqual(['CH-9', 'CH-10', 'CH-02', 'CH-01']);
  });

  it('leaves settled ones out of the open facet', () => {
    expect(toFacet(all, 'open', null)).not.toContain(withdrawn);
    expect(toFacet(all, 'open', null)).toHaveLength(3);
  });

  it('shows each person what waits on them', () => {
    expect(toFacet(all, 'waiting', buildIdentity(AUTHOR))).toEqual([minor]);
    expect(toFacet(all, 'waiting', buildIdentity(RAISER)).map((one) => one.label)).toEqual(['CH-9', 'CH-10']);
    expect(toFacet(all, 'waiting', null)).toEqual([]);
  });

  it('waits on a second signer who is neither raiser nor assessor', () => {
    const challenge = buildChallengeView({ state: 'awaiting-second-signature', turn: 'second signer', thread: [buildAssessment(LEAD, 'resolved-fixed')] });
    expect(isWaitingOn(challenge, buildIdentity(ADJUDICATOR))).toBe(true);
    expect(isWaitingOn(challenge, buildIdentity(LEAD))).toBe(false);
  });

  it('counts what is open, gravest first', () => {
    expect(toOpenCounts(all)).toBe('2 blocking, 1 minor');
    expect(toOpenCounts([withdrawn])).toBe('');
  });

  it('says the age in whole days', () => {
    const now = Date.parse('2026-11-20T12:00:00Z');
    expect(toAgeWords('2026-11-20T09:00:00Z', now)).toBe('today');
    expect(toAgeWords('2026-11-19T11:00:00Z', now)).toBe('1 day');
    expect(toAgeWords('2026-11-05T10:05:00Z', now)).toBe('15 days');
    expect(toAgeWords('yesterday', now)).toBe('unknown');
  });
}); // prettier-ignore
