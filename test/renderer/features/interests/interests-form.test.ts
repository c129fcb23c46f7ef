import { describe, expect, it } from 'vitest';
import {
  toDeclaration,
  toInterests,
  withInterest,
  withoutInterest,
} from '../../../../renderer/features/interests/interests-form.ts';
import { recordInput } from '../../../../shared/review/records.ts';

const described = {
  choice: 'describe',
  count: '2',
  'kind.0': 'employment',
  'detail.0': 'Until March.',
  'kind.1': 'other',
  'detail.1': 'A friend.',
};

describe('declaration of interests', () => {
  it('takes none to mean none, even where something was described before', () => {
    expect(toDeclaration({ ...described, choice: 'none' })).toEqual({
      kind: 'declaration',
      input: { interests: [] },
    });
  });

  it('is not made while nothing was chosen or an interest lacks a part', () => {
    expect(toDeclaration({})).toBeNull();
    expect(toDeclaration({ ...described, 'detail.1': ' ' })).toBeNull();
    expect(toDeclaration({ choice: 'describe' })).toBeNull();
  });

  it('makes a record that the contract takes', () => {
    expect(recordInput.safeParse(toDeclaration(described)).success).toBe(true);
  });

  it('adds an empty interest and removes the one that was meant', () => {
    const three = { ...described, ...withInterest(described) };
    expect(toInterests(three)).toHaveLength(3);
    const left = toInterests({ ...three, ...withoutInterest(three, 0) });
    expect(left.map((interest) => interest.detail)).toEqual(['A friend.', '']);
  });
});
