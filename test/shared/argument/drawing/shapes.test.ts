import { describe, expect, it } from 'vitest';
import { toDrawing } from '../../../../shared/argument/drawing/drawing.ts';
import { toInset, toOutlinePath } from '../../../../shared/argument/drawing/shapes.ts';
import { toSvg } from '../../../../shared/argument/drawing/svg.ts';
import { buildCase, buildNode } from '../../../support/builders.ts';

const AWAY = { module: '"Oversight"' };

/** One of each shape, decoration and relation of docs/argument-view.md. */
const EVERY_SHAPE = buildCase([
  buildNode('G1', { text: 'A goal, in context of three things', supportedBy: ['S1', 'S2', 'M1', 'K1'], inContextOf: ['C1', 'A1', 'J1', 'M2'] }),
  buildNode('S1', { kind: 'strategy', text: 'Any of three is enough', supportMode: 'any_of', supportedBy: ['G2', 'G3', 'G4'] }),
  buildNode('S2', { kind: 'strategy', text: 'A relation below is defeated', supportedBy: ['G5', 'G6', 'AG1'], other: { defeatedRelation: '["G6"]' } }),
  buildNode('C1', { kind: 'context', text: 'Where and how it is used: long enough for the words to take four lines in a box with round ends' }),
  buildNode('A1', { kind: 'assumption', text: 'Taken as true' }),
  buildNode('J1', { kind: 'justification', text: 'Why the argument is made like this' }),
  buildNode('G2', { text: 'Undeveloped', undeveloped: true }),
  buildNode('G3', { text: 'Uninstantiated in {place}', supportedBy: ['Sn1'] }),
  buildNode('G4', { text: 'Undeveloped and uninstantiated {place}', undeveloped: true }),
  buildNode('G5', { text: 'To be supported by contract, public', other: { toBeSupportedByContract: 'true', public: 'true' } }),
  buildNode('G6', { text: 'Defeated', defeated: true, supportedBy: ['Sn1'] }),
  buildNode('AG1', { kind: 'awayGoal', text: 'A goal of another module', other: AWAY, inContextOf: ['AC1', 'AA1', 'AJ1'] }),
  buildNode('AC1', { kind: 'awayContext', text: 'A context of another module', other: AWAY }),
  buildNode('AA1', { kind: 'awayAssumption', text: 'An assumption of another module', other: AWAY }),
  buildNode('AJ1', { kind: 'awayJustification', text: 'A justification of another module', other: AWAY }),
  buildNode('Sn1', { kind: 'solution', text: 'Evidence for two goals' }),
  buildNode('ASn1', { kind: 'awaySolution', text: 'Evidence of another module', other: AWAY }),
  buildNode('M1', { kind: 'moduleReference', text: 'A module, as a whole', other: AWAY }),
  buildNode('K1', { kind: 'contractReference', text: 'A contract module, as a whole', other: { module: '"Link"' } }),
  buildNode('M2', { kind: 'moduleReference', text: 'A module that is a context' }),
  buildNode('CG1', { kind: 'defeater', text: 'A challenge', challenges: ['G3'], supportedBy: ['CSn1', 'ASn1'] }),
  buildNode('CSn1', { kind: 'counterEvidence', text: 'Counter-evidence' }),
]); // prettier-ignore

describe('the shapes of GSN', () => {
  it('are drawn as in the file that was compared with the standard, one of each', async () => {
    const svg = toSvg(toDrawing(EVERY_SHAPE), { title: 'One of each' });
    await expect(svg).toMatchFileSnapshot('every-shape.svg');
  });

  it('are a stadium for a context, half as round as high, and a dome over a compartment for away', () => {
    expect(toOutlinePath('stadium', 200, 80)).toBe('M0 40A40 40 0 0 1 40 0H160A40 40 0 0 1 200 40V40A40 40 0 0 1 160 80H40A40 40 0 0 1 0 40Z'); // prettier-ignore
    expect(toOutlinePath('binder', 208, 60)).toBe('M0 0h72v14h64v-14h72v60h-208Z');
    expect(toOutlinePath('circle', 100, 120, true)).toBe('M0 120V50A50 50 0 0 1 50 0H50A50 50 0 0 1 100 50V120Z'); // prettier-ignore
  });

  it('are met by lines where they are, not where their box is', () => {
    const box = { width: 100, height: 100, away: false };
    expect(toInset({ ...box, shape: 'circle' }, 50, true)).toBe(0);
    expect(toInset({ ...box, shape: 'circle' }, 0, true)).toBe(50);
    expect(toInset({ ...box, shape: 'stadium', width: 300 }, 20, false)).toBeCloseTo(10);
    expect(toInset({ ...box, shape: 'circle', height: 122, away: true }, 90, true)).toBe(0);
  });
});
