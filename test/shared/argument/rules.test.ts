import { describe, expect, it } from 'vitest';
import { findStructure } from '../../../shared/argument/findings.ts';
import { checkArgument } from '../../../shared/argument/rules/check.ts';
import type { ArgumentNode } from '../../../shared/case/model.ts';
import { buildCase, buildNode } from '../../support/builders.ts';

const FILE = 'data/argument.yaml';
const NO_FLAGS = { extended: false, warnDialectic: false, universalWords: false };

/** "G3 G1" for each finding with a rule of GSN. */
function gsn(...nodes: readonly ArgumentNode[]): string[] {
  return findStructure(buildCase(nodes), FILE).flatMap(({ rule, where }) => (rule === undefined ? [] : [`${rule} ${where.node ?? ''}`])); // prettier-ignore
}

/** "V04 G1" for each finding of gsn2x; in parentheses where gsn2x stops before it. */
function gsn2x(nodes: readonly ArgumentNode[], flags = NO_FLAGS): string[] {
  return checkArgument({ ...buildCase(nodes), argumentFile: FILE }, 'gsn2x', flags).map(
    ({ rule, where, told }) => {
      // prettier-ignore
      const text = `${rule ?? ''} ${where.node ?? ''}`.trim();
      return told === true ? text : `(${text})`;
    },
  );
}

const other = (fields: Readonly<Record<string, unknown>>): Partial<ArgumentNode> => ({
  other: Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, JSON.stringify(value)])), // prettier-ignore
});
const solution = buildNode('Sn1', { kind: 'solution', url: 'a' });
const goal = (id: string, fields: Partial<ArgumentNode> = {}): ArgumentNode => buildNode(id, { supportedBy: ['Sn1'], ...fields }); // prettier-ignore

describe('the rules of GSN', () => {
  it('find nothing in an argument with everything in its place', () => {
    const nodes = [
      goal('G1', { supportedBy: ['S1', 'G9'], inContextOf: ['C1', 'AG1'] }),
      buildNode('S1', { kind: 'strategy', supportedBy: ['G2', 'AG2'], inContextOf: ['J1'] }),
      goal('G2', { undeveloped: false }),
      solution,
      buildNode('G9', { undeveloped: true }),
      buildNode('C1', { kind: 'context' }),
      buildNode('J1', { kind: 'justification' }),
      buildNode('AG1', { kind: 'awayGoal' }),
      buildNode('AG2', { kind: 'awayGoal' }),
      buildNode('CG1', { kind: 'defeater', challenges: ['G2'], supportedBy: ['Sn1'], status: 'rebutted' }), // prettier-ignore
    ];
    expect(gsn(...nodes)).toEqual([]);
  });

  it('take a module as connected that an away element refers to, and a contract as part of the case', () => {
    const other_ = [goal('G3', { text: 'c' }), buildNode('AG1', { kind: 'awayGoal', text: 'c', ...other({ refersTo: 'G3' }) })]; // prettier-ignore
    const contract = buildNode('AG2', { kind: 'awayGoal', text: 'c', ...other({ refersTo: 'G3', contractModule: 'Link' }) }); // prettier-ignore
    expect(gsn(goal('G1', { supportedBy: ['Sn1', 'AG1'] }), ...other_, contract, solution)).toEqual([]); // prettier-ignore
    expect(gsn(goal('G1'), ...other_.slice(0, 1), solution)).toEqual(['G18 G3']);
  });

  it('ask for no support of a goal that is to be supported by contract', () => {
    expect(gsn(goal('G1', { supportedBy: ['Sn1', 'G2'] }), buildNode('G2', other({ toBeSupportedByContract: true })), solution)).toEqual([]); // prettier-ignore
  });

  it('take an assurance claim point as argued where an element speaks of it', () => {
    const point = goal('G1', { supportedBy: ['Sn1', 'G2'], ...other({ acp: { ACP1: 'Sn1' } }) });
    expect(gsn(point, goal('G2', { text: 'Confidence at ACP1 is enough' }), solution)).toEqual([]);
    expect(gsn(point, goal('G2', { text: 'Confidence at ACP10 is enough' }), solution)).toEqual(['A2 G1']); // prettier-ignore
  });
});

describe('the rules of gsn2x', () => {
  it('allow a strategy and a solution below a strategy', () => {
    expect(gsn2x([goal('G1', { supportedBy: ['S1'] }), buildNode('S1', { kind: 'strategy', supportedBy: ['Sn1', 'S2'] }), buildNode('S2', { kind: 'strategy', undeveloped: true }), solution])).toEqual([]); // prettier-ignore
  });

  it('are all checked at once, and tell what gsn2x itself would not come to', () => {
    const nodes = [goal('G1', { supportedBy: ['Sn1', 'C1', 'G7'] }), buildNode('C1', { kind: 'context' }), goal('G2'), solution]; // prettier-ignore
    expect(gsn2x(nodes)).toEqual(['V04 G1', '(C03 G1)', '(C01)']);
  });

  it('tell the module in which gsn2x stops, and the first element with a link that leads nowhere', () => {
    const inModule = (id: string, module: string): ArgumentNode => buildNode(id, { supportedBy: ['C1'], ...other({ module }) }); // prettier-ignore
    const scope = buildNode('C1', { kind: 'context', ...other({ module: 'A' }) });
    expect(gsn2x([inModule('G2', 'A'), scope, inModule('G1', 'B')])).toEqual(['V04 G2', '(V04 G1)', '(C01)']); // prettier-ignore
    expect(gsn2x([goal('G2', { supportedBy: ['X9', 'X1', 'G1'] }), goal('G1', { supportedBy: ['X1'] })])).toEqual(['(C03 G2)', '(C03 G2)', 'C03 G1']); // prettier-ignore
  });

  it('look at the kind of an id, and for doubts at all, only where they are asked to', () => {
    const nodes = [goal('G1', { inContextOf: ['Sn2'] }), buildNode('Sn2', { kind: 'assumption' }), solution, buildNode('CG1', { kind: 'defeater', challenges: ['G1'] })]; // prettier-ignore
    expect(gsn2x(nodes)).toEqual([]);
    expect(gsn2x(nodes, { extended: true, warnDialectic: true, universalWords: false })).toEqual([
      'V08 Sn2',
      'V11',
    ]);
  });
});
