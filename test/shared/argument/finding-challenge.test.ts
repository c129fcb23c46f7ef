import { describe, expect, it } from 'vitest';
import {
  toChallengePlace,
  toChallengeStart,
  toFindingPlace,
} from '../../../shared/argument/finding-challenge.ts';
import { findStructure } from '../../../shared/argument/findings.ts';
import { findWeaknesses } from '../../../shared/argument/weaknesses.ts';
import type { Finding, SafetyCase } from '../../../shared/case/model.ts';
import { buildCase, buildNode, digestOf } from '../../support/builders.ts';

function withEvidence(nodes: SafetyCase['nodes']): SafetyCase {
  const item = { id: 'E1', title: 'Runs', path: 'evidence/runs.csv', mediaType: 'text/csv', bytes: 1, sha256: digestOf('runs'), collected: '2026-01-01', appliesTo: { kind: 'model build', version: 'b0' }, preparedBy: null }; // prettier-ignore
  const document = { path: 'docs/case.md', title: 'Case', bytes: 1, sha256: digestOf('doc') };
  return buildCase(nodes, { evidence: [item], documents: [document] });
}

function findingOf(safetyCase: SafetyCase, code: string): Finding {
  const all = [...findStructure(safetyCase, 'data/argument.yaml'), ...findWeaknesses(safetyCase, 'data/argument.yaml', { universalWords: true })]; // prettier-ignore
  const found = all.find((one) => one.code === code);
  if (found === undefined) throw new Error(`No ${code} among ${all.map((one) => one.code).join(', ')}.`); // prettier-ignore
  return found;
}

const at = (where: Partial<Finding['where']>): Pick<Finding, 'where'> => ({
  where: { file: null, node: null, line: null, ...where },
});

describe('a finding as the beginning of a challenge', () => {
  it('says what is wrong, which rule found it and where, and what would settle it', () => {
    const safetyCase = withEvidence([buildNode('G1', { line: 7 })]);
    expect(toChallengeStart(findingOf(safetyCase, 'bare-claim'), safetyCase)).toEqual({
      challengeType: 'missing',
      whatIsWrong:
        'G1 has no support and is not marked undeveloped.\n\nFound by rule (G9, bare-claim), at G1, line 7 of data/argument.yaml.',
      whatWouldSettleIt: 'Add support, or mark it undeveloped.',
    });
  });

  it('chooses the kind by what is doubted: step, evidence or claim', () => {
    const circle = withEvidence([
      buildNode('G1', { supportedBy: ['G2'], text: 'It never fails.', evidence: ['E1'] }),
      buildNode('G2', { supportedBy: ['G1'], text: 'Seen in a pilot.' }),
    ]);
    const kind = (code: string): string => toChallengeStart(findingOf(circle, code), circle).challengeType; // prettier-ignore
    expect(kind('cycle')).toBe('undercutting');
    expect(kind('evidence-stale')).toBe('undermining');
    expect(kind('universal-over-sample')).toBe('rebutting');
  });

  it("takes an open doubt of the author's to what it doubts, as the kind of doubt that it is", () => {
    const safetyCase = withEvidence([
      buildNode('G1', { evidence: ['E1'] }),
      buildNode('D1', { kind: 'defeater', challenges: ['G1'], defeaterType: 'undermining' }),
    ]);
    const finding = findingOf(safetyCase, 'open-defeater');
    expect(toFindingPlace(safetyCase, finding)).toEqual({ kind: 'node', id: 'D1' });
    expect(toChallengePlace(safetyCase, finding)).toEqual({ kind: 'node', id: 'G1' });
    expect(toChallengeStart(finding, safetyCase).challengeType).toBe('undermining');
  });

  it('finds claim, evidence or document of a place, and none for the case as a whole', () => {
    const safetyCase = withEvidence([buildNode('G1')]);
    const place = (where: Partial<Finding['where']>) => toFindingPlace(safetyCase, at(where));
    expect(place({ node: 'G1', file: 'data/argument.yaml' })).toEqual({ kind: 'node', id: 'G1' });
    expect(place({ file: 'data/evidence/runs.csv' })).toEqual({ kind: 'evidence', id: 'E1' });
    expect(place({ file: 'data/docs/case.md' })).toEqual({ kind: 'document', id: 'docs/case.md' });
    expect(place({ file: 'data/case.yaml' })).toBeNull();
    expect(place({ node: 'G9', file: 'data/argument.yaml' })).toBeNull();
  });
});
