import { describe, expect, it } from 'vitest';
import {
  conditionCount,
  conditionKey,
  INITIAL_FIELDS,
  passedKey,
  toDecisionOptions,
  toRecordInput,
  toScopeLabel,
  withoutCondition,
} from '../../../../renderer/features/sign-off/sign-off-form.ts';
import { recordInput } from '../../../../shared/review/records.ts';
import type { SignOffPreparation } from '../../../../shared/review/view.ts';
import { digestOf } from '../../../support/builders.ts';

const closed = {
  closedOptions: [{ option: 'approve', why: 'CH-01 and CH-02' }],
} as unknown as SignOffPreparation;

describe('sign-off form', () => {
  it('begins with return and unable to assess, never with something positive', () => {
    expect(toRecordInput('decision', INITIAL_FIELDS.decision, null)).toMatchObject({ input: { decision: 'return' } });
    expect(toRecordInput('opinion', INITIAL_FIELDS.opinion, null)).toMatchObject({ input: { support: 'unable-to-assess', view: 'no-view' } });
  });

  it.each(['opinion', 'decision', 'second-signature'] as const)('makes a %s that the contract takes before anything is typed', (what) => {
    const record = toRecordInput(what, INITIAL_FIELDS[what], digestOf('assessment'));
    expect(recordInput.safeParse(record).success).toBe(true);
  });

  it('sends a text that is still empty as it is, so that the preparation can name it', () => {
    const record = toRecordInput('decision', { reasons: '' }, null);
    expect(record).toMatchObject({ input: { reasons: '' } });
    expect(toRecordInput('decision', { reasons: 'CH-01 stands.' }, null)).toMatchObject({ input: { reasons: 'CH-01 stands.' } });
  });

  it('makes no second signature without what it is about', () => {
    expect(toRecordInput('second-signature', { reason: 'Seen.' }, null)).toBeNull();
  });

  it('keeps a closed option visible with what closes it', () => {
    const options = toDecisionOptions(closed);
    expect(options).toHaveLength(8);
    expect(options.find((option) => option.value === 'approve')?.why).toBe('not available, CH-01 and CH-02');
    expect(options.find((option) => option.value === 'return')?.why).toBeNull();
  });

  it('gives dates and conditions only to the decisions that have them', () => {
    const fields = { start: '2026-12-01', expiry: '2027-12-01', conditions: '1', [conditionKey(0, 'duty')]: 'Repeat E14.' };
    expect(toRecordInput('decision', { ...fields, decision: 'return' }, null)).toMatchObject({ input: { start: '', expiry: '', conditions: [] } });
    expect(toRecordInput('decision', { ...fields, decision: 'approve' }, null)).toMatchObject({ input: { start: '2026-12-01', conditions: [] } });
    expect(toRecordInput('decision', { ...fields, decision: 'approve-with-conditions' }, null)).toMatchObject({ input: { conditions: [{ duty: 'Repeat E14.', owner: '' }] } });
  });

  it('hands over the reasons for passed rules and no empty ones', () => {
    const record = toRecordInput('opinion', { [passedKey('R8')]: 'Outside what I judge.', [passedKey('R5')]: ' ' }, null);
    expect(record).toMatchObject({ passed: { R8: 'Outside what I judge.' } });
    expect(Object.keys((record as { passed: object }).passed)).toEqual(['R8']);
  });

  it('moves later conditions up when one is removed', () => {
    const fields = { conditions: '3', [conditionKey(0, 'duty')]: 'a', [conditionKey(1, 'duty')]: 'b', [conditionKey(2, 'duty')]: 'c' };
    const left = { ...fields, ...withoutCondition(fields, 1) };
    expect(conditionCount(left)).toBe(2);
    expect([left[conditionKey(0, 'duty')], left[conditionKey(1, 'duty')], left[conditionKey(2, 'duty')]]).toEqual(['a', 'c', '']);
  });

  it('bounds the number of conditions whatever a draft says', () => {
    expect(conditionCount({ conditions: '99999' })).toBe(50);
    expect(conditionCount({ conditions: '-1' })).toBe(0);
    expect(conditionCount({ conditions: 'many' })).toBe(0);
  });

  it('names the scope by the decision', () => {
    expect(toScopeLabel('return')).toContain('Questions');
    expect(toScopeLabel('defer')).toContain('Organisation');
    expect(toScopeLabel('not-approve')).toBeNull();
  });
}); // prettier-ignore
