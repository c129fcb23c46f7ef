import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCaseIndex } from '../../../../shared/argument/case-index.ts';
import { drawIndexed, toDrawing, WHOLE } from '../../../../shared/argument/drawing/drawing.ts';
import { closeModules, toBoxId, toModules } from '../../../../shared/argument/drawing/modules.ts';
import { toSvg } from '../../../../shared/argument/drawing/svg.ts';
import { toRevealing, toVisible } from '../../../../shared/argument/drawing/visible.ts';
import { buildCase, buildNode } from '../../../support/builders.ts';

const inModule = (name: string): { readonly other: Readonly<Record<string, string>> } => ({ other: { module: JSON.stringify(name) } }); // prettier-ignore

const CASE = buildCase([
  buildNode('G1', { ...inModule('Main'), supportedBy: ['G2', 'G3'] }),
  buildNode('G2', { ...inModule('Sub'), supportedBy: ['Sn1', 'G4'], inContextOf: ['C1'] }),
  buildNode('G3', { ...inModule('Sub'), supportedBy: ['G4', 'G2'] }),
  buildNode('Sn1', { ...inModule('Sub'), kind: 'solution' }),
  buildNode('G4', { ...inModule('Other') }),
  buildNode('C1', { kind: 'context' }),
  buildNode('D1', { ...inModule('Other'), kind: 'defeater', challenges: ['G2 -> Sn1', 'G1 -> G3'] }), // prettier-ignore
  buildNode('AG1', { kind: 'awayGoal', other: { module: '"Sub"' } }),
]);
const INDEX = toCaseIndex(CASE);

/** Any argument of up to twelve nodes in up to three modules, and some of those modules closed. */
const anyModular = fc
  .record({
    nodes: fc.array(
      fc.record({
        module: fc.constantFrom('A', 'B', 'C', ''),
        supportedBy: fc.array(fc.nat({ max: 13 }), { maxLength: 3 }),
        inContextOf: fc.array(fc.nat({ max: 13 }), { maxLength: 2 }),
        challenges: fc.array(fc.nat({ max: 13 }), { maxLength: 1 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    closed: fc.subarray(['A', 'B', 'C', 'none such']),
    levels: fc.option(fc.nat({ max: 3 })),
  })
  .map(({ nodes, closed, levels }) => ({
    closed,
    levels,
    safetyCase: buildCase(
      nodes.map(({ module, supportedBy, inContextOf, challenges }, at) => {
        const name = (one: number): string => `N${String(one)}`;
        return buildNode(name(at), { ...(module === '' ? {} : inModule(module)), supportedBy: supportedBy.map(name), inContextOf: inContextOf.map(name), challenges: challenges.map(name) }); // prettier-ignore
      }),
    ),
  }));

describe('closed modules', () => {
  it('are found in the order of their first nodes; an away element stands in none', () => {
    expect(toModules(CASE.nodes)).toEqual([
      { name: 'Main', members: ['G1'] },
      { name: 'Sub', members: ['G2', 'G3', 'Sn1'] },
      { name: 'Other', members: ['G4', 'D1'] },
    ]);
  });

  it('are what a contract or a template is as well, with what refers to other modules in it', () => {
    const nodes = [
      buildNode('G1', { ...inModule('Main'), supportedBy: ['K1', 'M1'] }),
      buildNode('K1', { ...inModule('Link'), kind: 'contractReference' }),
      buildNode('M1', { ...inModule('Main'), kind: 'moduleReference' }),
      buildNode('AG1', { kind: 'awayGoal', other: { module: '"Main"', contractModule: '"Link"' } }),
      buildNode('G2', { other: { templateModule: '"Pattern"' } }),
    ];
    expect(toModules(nodes)).toEqual([
      { name: 'Main', members: ['G1'] },
      { name: 'Link', members: ['AG1'] },
      { name: 'Pattern', members: ['G2'] },
    ]);
    const { nodes: drawn } = toDrawing(buildCase(nodes), { ...WHOLE, closed: ['Main', 'Link'] });
    expect(drawn.map(({ id, shape }) => [id, shape])).toEqual([
      ['Module Main', 'folder'], ['K1', 'binder'], ['M1', 'folder'], ['Module Link', 'binder'], ['G2', 'rectangle'],
    ]); // prettier-ignore
  });

  it('become one box: relations that cross its edge are kept, once for each end', () => {
    const { nodes, lines, hidden } = toDrawing(CASE, { ...WHOLE, closed: ['Sub'] });
    expect(nodes.map((one) => one.id)).toEqual(['G1', 'Module Sub', 'G4', 'C1', 'D1', 'AG1']);
    expect(lines.map(({ from, to, kind }) => `${from} ${to} ${kind}`)).toEqual([
      'G1 Module Sub support', 'Module Sub G4 support', 'Module Sub C1 context',
      'D1 Module Sub challenge', 'D1 G1 challenge',
    ]); // prettier-ignore
    expect(hidden).toBe(3);
  });

  it('say what they hide, with what is challenged in them', () => {
    const { nodes } = toDrawing(CASE, { ...WHOLE, closed: ['Sub'] }, { challenged: ['Sn1', 'G4'] });
    const box = nodes.find((one) => one.id === 'Module Sub');
    expect(box).toMatchObject({ shape: 'folder', label: 'Sub', lines: ['3 nodes, closed'], hidden: { nodes: 3, challenged: 3 }, members: ['G2', 'G3', 'Sn1'] }); // prettier-ignore
  });

  it('never take the id of a node', () => {
    const taken = toCaseIndex(buildCase([buildNode('Module A', inModule('A'))]));
    expect(toBoxId('A', taken)).not.toBe('Module A');
    expect([...closeModules(taken, ['A']).index.byId.keys()]).toEqual([toBoxId('A', taken)]);
  });

  it('keep the top on top, and open for whatever is selected in them', () => {
    const view = { ...WHOLE, closed: ['Main', 'Sub'] };
    expect(drawIndexed(INDEX, view, {}).roots[0]).toBe('Module Main');
    const revealed = toRevealing(INDEX, view, 'Sn1');
    expect(revealed.closed).toEqual(['Main']);
    const { index } = closeModules(INDEX, revealed.closed);
    expect(toVisible(index, revealed, () => false).ids).toContain('Sn1');
  });

  it('are what is focused where the focus stands in them', () => {
    const { nodes, outside } = toDrawing(CASE, { ...WHOLE, closed: ['Sub'], focus: 'G3' });
    expect(nodes.map((one) => one.id)).toEqual(['Module Sub', 'G4', 'C1', 'D1']);
    expect(outside).toBe(2);
  });

  it('draw, hide and leave outside every node once, whatever is closed and folded', () => {
    fc.assert(
      fc.property(anyModular, ({ safetyCase, closed, levels }) => {
        const { nodes, lines, hidden, outside } = toDrawing(safetyCase, { ...WHOLE, levels, closed }); // prettier-ignore
        const drawn = nodes.filter((one) => one.shape !== 'folder');
        expect(drawn.length + hidden + outside).toBe(safetyCase.nodes.length);
        const ids = new Set(nodes.map((one) => one.id));
        expect(lines.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true);
        const named = lines.map(({ from, to, kind }) => `${from} ${to} ${kind}`);
        if (closed.includes('A')) expect(named.filter((one) => one.includes('Module A'))).toEqual([...new Set(named)].filter((one) => one.includes('Module A'))); // prettier-ignore
      }),
      { numRuns: 500 },
    );
  });

  it('are drawn as boxes with tabs, and say where something in them falls', () => {
    const svg = toSvg(toDrawing(CASE, { ...WHOLE, closed: ['Sub'] }), { title: 'T', fallen: new Set(['Sn1']) }); // prettier-ignore
    expect(svg).toContain('<title>Module Sub. 3 nodes, closed</title>');
    expect(svg).toContain('d="M0 0h72v14h136');
    expect(svg).toContain('>something in it falls<');
  });
});
