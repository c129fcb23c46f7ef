import { describe, expect, it } from 'vitest';
import type { PeopleView, RosterPersonView } from '../../../../shared/policy/people-view.ts';
import { toDemandWords, toOpenCount, toRevokedWords, toSigners, toValidityWords } from '../../../../renderer/features/people/people-words.ts'; // prettier-ignore
import { buildIdentity, RAISER } from '../../../support/view-builders.ts';

const person: RosterPersonView = { id: 'a', printedName: 'A', organisation: 'O', line: 'second', role: 'r', validFrom: '2026-11-01T00:00:00Z', validUntil: null, isCurrent: true, keys: [] }; // prettier-ignore

const view: PeopleView = {
  state: 'confirmed',
  chains: [],
  rejected: [],
  policy: { version: 0, sha256: null, title: '', rules: [], rights: [], facts: [], versions: [], proposed: [], fork: [], rejected: [] }, // prettier-ignore
  logs: [],
};

describe('the words of people and keys', () => {
  it('say how many signatures are there of how many, and who could sign', () => {
    expect(toDemandWords({ roster: 2, needed: 2, have: 1, from: ['B. Ben', 'C. Cyd'] })).toBe('1 of 2 signatures needed by roster 2; B. Ben and C. Cyd could sign'); // prettier-ignore
    expect(toDemandWords({ roster: 1, needed: 1, have: 0, from: [] })).toBe('0 of 1 signature needed by roster 1'); // prettier-ignore
  });

  it('say since when a person is in it, and until when', () => {
    expect(toValidityWords(person)).toBe('since 1 November 2026');
    expect(toValidityWords({ ...person, validUntil: '2027-01-01T00:00:00Z' })).toBe('1 November 2026 until 1 January 2027'); // prettier-ignore
  });

  it('name the log and the entry of a revocation', () => {
    expect(toRevokedWords({ origin: 'countersign/log/8e41e604-aaaa', size: 11 })).toBe('revoked from entry 11 of log 8e41e604 on'); // prettier-ignore
  });

  it('count what waits: a roster nobody compared, a change of it', () => {
    expect(toOpenCount(view)).toBe(0);
    expect(toOpenCount({ ...view, state: 'unknown' })).toBe(1);
    expect(toOpenCount({ ...view, state: 'changed' })).toBe(1);
  });

  it('offer the person at the seat first, and only those who may sign', () => {
    const [one, two] = [buildIdentity(RAISER), { ...buildIdentity(RAISER), keyid: 'b'.repeat(64) }];
    expect(toSigners([one, two], null, two.keyid)).toEqual([two, one]);
    expect(toSigners([one, two], [one.keyid], two.keyid)).toEqual([one]);
  });
});
