import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCaseIndex } from '../../../../shared/argument/case-index.ts';
import { toDrawing, WHOLE } from '../../../../shared/argument/drawing/drawing.ts';
import { toSvg } from '../../../../shared/argument/drawing/svg.ts';
import { cut, widthOf, wrap } from '../../../../shared/argument/drawing/text.ts';
import {
  toFirstLevels,
  toRevealing,
  toVisible,
} from '../../../../shared/argument/drawing/visible.ts';
import type { ArgumentNode } from '../../../../shared/case/model.ts';
import { buildCase, buildNode } from '../../../support/builders.ts';

const SMALL = buildCase([
  buildNode('G1', { supportedBy: ['S1'], inContextOf: ['C1', 'A1'] }),
  buildNode('S1', { kind: 'strategy', supportedBy: ['G2', 'G3'] }),
  buildNode('G2', { supportedBy: ['Sn1'] }),
  buildNode('G3', { undeveloped: true }),
  buildNode('Sn1', { kind: 'solution' }),
  buildNode('C1', { kind: 'context' }),
  buildNode('A1', { kind: 'assumption' }),
  buildNode('D1', { kind: 'defeater', challenges: ['G2'] }),
  buildNode('D2', { kind: 'defeater', challenges: ['S1 -> G3'], defeated: true }),
  buildNode('G9', { kind: 'awayGoal', other: { module: '"Oversight"' } }),
]);

const idsOf = (nodes: readonly { readonly id: string }[]): string[] => nodes.map((one) => one.id).sort(); // prettier-ignore

/** Any argument of up to twelve nodes, circles and doubts about relations included. */
const anyCase = fc
  .array(
    fc.record({
      kind: fc.constantFrom<ArgumentNode['kind']>('goal', 'strategy', 'solution', 'context', 'assumption', 'defeater', 'awayGoal'), // prettier-ignore
      supportedBy: fc.array(fc.nat({ max: 13 }), { maxLength: 3 }),
      inContextOf: fc.array(fc.nat({ max: 13 }), { maxLength: 2 }),
      challenges: fc.array(fc.nat({ max: 13 }), { maxLength: 1 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((nodes) =>
    buildCase(
      nodes.map(({ kind, ...links }, at) =>
        buildNode(`N${String(at)}`, {
          kind,
          supportedBy: links.supportedBy.map((one) => `N${String(one)}`),
          inContextOf: links.inContextOf.map((one) => `N${String(one)}`),
          challenges: links.challenges.map((one) => `N${String(one)}`),
        }),
      ),
    ),
  );

describe('toDrawing', () => {
  it('draws every node once, and every link between nodes that exist', () => {
    fc.assert(
      fc.property(anyCase, (safetyCase) => {
        const { nodes, lines, hidden, outside } = toDrawing(safetyCase);
        expect(idsOf(nodes)).toEqual(idsOf(safetyCase.nodes));
        expect([hidden, outside]).toEqual([0, 0]);
        for (const { id, supportedBy } of safetyCase.nodes)
          for (const child of supportedBy.filter((one) => safetyCase.nodes.some((node) => node.id === one)))
            expect(lines.some((one) => one.from === id && one.to === child && one.kind === 'support')).toBe(true); // prettier-ignore
      }),
    );
  });

  it('draws, hides and leaves outside every node, each in one of the three ways, whatever is folded', () => {
    fc.assert(
      fc.property(
        anyCase,
        fc.option(fc.nat({ max: 3 })),
        fc.option(fc.nat({ max: 11 })),
        fc.array(fc.nat({ max: 11 }), { maxLength: 4 }),
        (safetyCase, levels, focus, folded) => {
          const view = { focus: focus === null ? null : `N${String(focus)}`, levels, folded: folded.map((one) => `N${String(one)}`), unfolded: [], closed: [] }; // prettier-ignore
          const { nodes, hidden, outside } = toDrawing(safetyCase, view);
          expect(nodes.length + hidden + outside).toBe(safetyCase.nodes.length);
          if (view.focus === null) expect(outside).toBe(0);
        },
      ),
    );
  });

  it('gives each kind its shape, and away elements their module', () => {
    const { nodes } = toDrawing(SMALL);
    const shapes = Object.fromEntries(nodes.map((one) => [one.id, one.shape]));
    expect(shapes).toMatchObject({ G1: 'rectangle', S1: 'parallelogram', Sn1: 'circle', C1: 'stadium', A1: 'ellipse', D1: 'rectangle' }); // prettier-ignore
    expect(nodes.find((one) => one.id === 'G9')?.module).toBe('Oversight');
    const [g1, c1] = ['G1', 'C1'].map((id) => nodes.find((one) => one.id === id));
    expect(c1?.x).toBeGreaterThan((g1?.x ?? 0) + (g1?.width ?? 0));
  });

  it('points a doubt at its node, and a doubt about a relation at the line of that relation', () => {
    const { nodes, lines } = toDrawing(SMALL);
    const ofDoubt = lines.filter((one) => one.kind === 'challenge');
    expect(ofDoubt.map((one) => `${one.from} ${one.to}`)).toEqual(['D1 G2', 'D2 S1']);
    const target = nodes.find((one) => one.id === 'G3');
    expect(ofDoubt[1]?.points.at(-2)).toBe((target?.x ?? 0) + (target?.width ?? 0) / 2);
    expect(ofDoubt[1]?.points.at(-1)).toBeLessThan(target?.y ?? 0);
  });

  it('says what a fold hides, with what is challenged in it', () => {
    const { nodes } = toDrawing(SMALL, { ...WHOLE, folded: ['S1'] }, { challenged: ['G3'] });
    expect(idsOf(nodes)).toEqual(['A1', 'C1', 'G1', 'G9', 'S1']);
    expect(nodes.find((one) => one.id === 'S1')?.hidden).toEqual({ nodes: 5, challenged: 2 });
  });
});

describe('toVisible', () => {
  it('draws a shared node that one of its parents hides, if another shows it', () => {
    const safetyCase = buildCase([
      buildNode('G1', { supportedBy: ['G2', 'G3'] }),
      buildNode('G2', { supportedBy: ['Sn1'] }),
      buildNode('G3', { supportedBy: ['Sn1'] }),
      buildNode('Sn1', { kind: 'solution' }),
    ]);
    const { ids, hidden } = toVisible(toCaseIndex(safetyCase), { ...WHOLE, folded: ['G2'] }, () => false); // prettier-ignore
    expect(ids).toContain('Sn1');
    expect(hidden.get('G2')).toEqual({ nodes: 0, challenged: 0 });
  });

  it('reveals a node: what is folded above it opens, a focus elsewhere is left', () => {
    const index = toCaseIndex(SMALL);
    const view = toRevealing(index, { focus: 'G3', levels: 1, folded: ['S1'], unfolded: [], closed: [] }, 'Sn1'); // prettier-ignore
    expect(view.focus).toBeNull();
    expect(toVisible(index, view, () => false).ids).toContain('Sn1');
  });

  it('always reveals, whatever is folded', () => {
    fc.assert(
      fc.property(anyCase, fc.nat({ max: 11 }), fc.nat({ max: 2 }), fc.array(fc.nat({ max: 11 })), (safetyCase, wanted, levels, folded) => {
        const index = toCaseIndex(safetyCase);
        const id = `N${String(wanted % safetyCase.nodes.length)}`;
        const view = { focus: null, levels, folded: folded.map((one) => `N${String(one)}`), unfolded: [], closed: [] };
        expect(toVisible(index, toRevealing(index, view, id), () => false).ids).toContain(id);
      }),
      { numRuns: 1000 },
    ); // prettier-ignore
  });

  it('begins with as many levels as leave at most 150 nodes', () => {
    const nodes = Array.from({ length: 1000 }, (_, at) => buildNode(`G${String(at)}`, { supportedBy: [1, 2, 3].map((one) => `G${String(at * 3 + one)}`) })); // prettier-ignore
    const index = toCaseIndex(buildCase(nodes));
    expect(toFirstLevels(index)).toBe(4);
    expect(toFirstLevels(toCaseIndex(SMALL))).toBeNull();
  });
});

describe('toSvg', () => {
  it('is XML in which no word of the case is markup', () => {
    const evil = buildCase([buildNode('G1', { text: '<script>alert(1)</script> & "]]>" \u0000\u0008\uD800 {x}' })]); // prettier-ignore
    const svg = toSvg(toDrawing(evil), { title: '<b>&' });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).toContain('<title id="title">&lt;b&gt;&amp;</title>');
    // eslint would see control characters in a pattern; these are what XML 1.0 forbids.
    expect([...svg].some((one) => (one.codePointAt(0) ?? 0) < 0x20 && one !== '\n')).toBe(false);
    expect(svg).not.toContain('\uD800');
  });

  it('has a shape for each node, a head for each line, and says what falls', () => {
    const svg = toSvg(toDrawing(SMALL), {
      title: 'T',
      fallen: new Set(['S1']),
      failed: new Set(['G2']),
    });
    expect(svg.match(/<g transform/g)).toHaveLength(10);
    expect(svg.match(/class="h /g)).toHaveLength(8);
    expect(svg).toContain('class="o fall"');
    expect(svg).toContain('>set as failing<');
    expect(svg).toContain('>Oversight<');
    expect(svg).toContain('10 nodes are drawn, 0 are not.');
  });
});

describe('wrap', () => {
  it('makes no line wider than its room, and no more lines than asked', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'grapheme' }), fc.integer({ min: 40, max: 240 }), fc.integer({ min: 1, max: 4 }), (text, room, most) => {
        const lines = wrap(text, room, most);
        expect(lines.length).toBeLessThanOrEqual(most);
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(room);
      }),
    ); // prettier-ignore
  });

  it('says by an ellipsis that something is left out, and only then', () => {
    expect(wrap('Short words', 184, 4)).toEqual(['Short words']);
    expect(wrap('word '.repeat(100), 184, 2).at(-1)).toMatch(/…$/u);
    expect(cut('Donaudampfschifffahrtsgesellschaft', 60)).toMatch(/^Don.*…$/u);
  });
});
