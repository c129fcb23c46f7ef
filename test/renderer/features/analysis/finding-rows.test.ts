import { describe, expect, it } from 'vitest';
import {
  filterFindings,
  FIRST_SORTING,
  sortFindingRows,
  toFindingRows,
  toNextFindingSorting,
} from '../../../../renderer/features/analysis/finding-rows.ts';
import type { Finding } from '../../../../shared/case/model.ts';
import { buildCase, buildNode } from '../../../support/builders.ts';
import { buildChallengeView } from '../../../support/view-builders.ts';

function finding(code: string, severity: Finding['severity'], node: string | null): Finding {
  const where = { file: 'data/argument.yaml', node, line: null };
  return { code, severity, where, message: `${node ?? 'The case'} has ${code}.`, fix: 'Look.' };
}

const safetyCase = buildCase([buildNode('G2'), buildNode('G10')]);
const found = [
  finding('remark-one', 'info', 'G10'),
  finding('broken', 'error', 'G2'),
  { ...finding('asked', 'warning', null), rule: 'G18' },
];
const challenge = buildChallengeView({ isOpen: true });
const open = { ...challenge, target: { ...challenge.target, kind: 'node', id: 'G2' } as const };
const rows = toFindingRows(safetyCase, found, { challenges: [open, { ...open, isOpen: false }] });

describe('the list of findings', () => {
  it('begins with the gravest', () => {
    expect(sortFindingRows(rows, FIRST_SORTING).map((row) => row.finding.severity)).toEqual(['error', 'warning', 'info']); // prettier-ignore
  });

  it('sorts ids by their figures, and turns round with a second press', () => {
    const places = (isDescending: boolean): string[] =>
      sortFindingRows(rows, { column: 'place', isDescending }).map((row) => row.place);
    expect(places(false)).toEqual(['data/argument.yaml', 'G2', 'G10']);
    expect(places(true)).toEqual(['G10', 'G2', 'data/argument.yaml']);
    const once = toNextFindingSorting(FIRST_SORTING, 'place');
    expect(once).toEqual({ column: 'place', isDescending: false });
    const twice = toNextFindingSorting(once, 'place');
    expect(twice).toEqual({ column: 'place', isDescending: true });
    expect(toNextFindingSorting(twice, 'place')).toEqual(FIRST_SORTING);
  });

  it('counts open challenges at the place of a finding, and no settled ones', () => {
    expect(rows.map((row) => row.open)).toEqual([0, 1, 0]);
  });

  it('goes nowhere for a finding about the case as a whole', () => {
    expect(rows.map((row) => row.goesTo)).toEqual([{ kind: 'node', id: 'G10' }, { kind: 'node', id: 'G2' }, null]); // prettier-ignore
  });

  it('keeps a severity, and rows that hold every word', () => {
    const codes = (severity: 'all' | Finding['severity'], words: string): string[] =>
      filterFindings(rows, severity, words).map((row) => row.finding.code);
    expect(codes('warning', '')).toEqual(['asked']);
    expect(codes('all', 'g2 BROKEN')).toEqual(['broken']);
    expect(codes('all', 'g18')).toEqual(['asked']);
    expect(codes('error', 'asked')).toEqual([]);
  });
});
