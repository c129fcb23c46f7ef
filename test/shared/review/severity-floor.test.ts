import { describe, expect, it } from 'vitest';
import type { Target } from '../../../shared/review/records.ts';
import { severityFloor } from '../../../shared/review/severity-floor.ts';
import { buildNode, digestOf } from '../../support/builders.ts';
import { buildReview } from '../../support/view-builders.ts';

const nodes = [buildNode('G26', { evidence: ['E14'] }), buildNode('G30')];
const structure = { ...buildReview().structure, loadBearing: { G26: 1 } };

describe('the severity floor', () => {
  it.each([
    ['node', 'G26', 'blocking'],
    ['node', 'G30', null],
    ['evidence', 'E14', 'blocking'],
    ['evidence', 'E1', null],
    ['document', 'docs/a.md', null],
    ['node', 'constructor', null],
  ] as const)('of %s %s is %s', (kind, id, floor) => {
    const target: Target = { kind, id, sha256: digestOf(id) };
    expect(severityFloor({ nodes }, structure, target)).toBe(floor);
  });
});
