import { describe, expect, it } from 'vitest';
import {
  toChallengeForm,
  toChallengeRecord,
  toKeyChange,
  toProblems,
} from '../../../../renderer/features/challenges/composer-form.ts';
import { recordInput, type Target } from '../../../../shared/review/records.ts';
import { digestOf } from '../../../support/builders.ts';

const target = (kind: Target['kind'], id: string): Target => ({ kind, id, sha256: digestOf(id) });
const filled = {
  challengeType: 'rebutting',
  severity: 'major',
  whatIsWrong: 'Wrong.',
  whatWouldSettleIt: '',
  severityReason: '',
};

describe('challenge composer', () => {
  it('demands a reason below the floor, and only there', () => {
    expect(toProblems(toChallengeForm(filled), 'blocking').severityReason).toContain('major');
    expect(toProblems(toChallengeForm(filled), null).severityReason).toBeNull();
    expect(toProblems(toChallengeForm({ ...filled, severity: 'blocking' }), 'blocking').severityReason).toBeNull();
  });

  it('makes no record while something is missing', () => {
    const at = target('node', 'G26');
    expect(toChallengeRecord(at, toChallengeForm({}), null)).toBeNull();
    expect(toChallengeRecord(at, toChallengeForm({ ...filled, whatIsWrong: '  ' }), null)).toBeNull();
    expect(toChallengeRecord(at, toChallengeForm(filled), 'blocking')).toBeNull();
  });

  it('makes a record that the contract takes', () => {
    const record = toChallengeRecord(target('node', 'G26'), toChallengeForm({ ...filled, severityReason: 'One percent.' }), 'blocking');
    expect(recordInput.parse(record)).toMatchObject({ kind: 'challenge', input: { severity: 'major', severityReason: 'One percent.' } });
  });

  it('drops a reason that was typed for a severity since raised to the floor', () => {
    const record = toChallengeRecord(target('node', 'G26'), toChallengeForm({ ...filled, severity: 'blocking', severityReason: 'Old.' }), 'blocking');
    expect(record).toMatchObject({ input: { severityReason: '' } });
  });

  it('takes 1 to 4 for the kind and the letters for the severity', () => {
    expect(toKeyChange('2')).toEqual({ challengeType: 'undercutting' });
    expect(toKeyChange('i')).toEqual({ severity: 'minor' });
    expect(toKeyChange('B')).toEqual({ severity: 'blocking' });
    expect(toKeyChange('5')).toBeNull();
  });

  it('ignores a draft field that holds no known word', () => {
    expect(toChallengeForm({ challengeType: 'other', severity: 'grave' })).toMatchObject({ kind: null, severity: null });
  });
}); // prettier-ignore
