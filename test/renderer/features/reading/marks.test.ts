import { describe, expect, it } from 'vitest';
import { toSelectors } from '../../../../shared/annotation/anchor.ts';
import type { ElementContent } from 'hast';
import { parseDocument } from '../../../../shared/document/parse-document.ts';
import { findAll } from '../../../../renderer/features/reading/find.ts';
import { markContent } from '../../../../renderer/features/reading/mark-content.ts';
import { placeMarks, toPieces } from '../../../../renderer/features/reading/marks.ts';
import { toEnclosing, toSection } from '../../../../renderer/features/reading/passages.ts';
import { toEnds, toPath } from '../../../../renderer/features/reading/path-to-top.ts';
import { digestOf } from '../../../support/builders.ts';
import {
  buildChallengeView,
  buildRecord,
  buildReview,
  RAISER,
} from '../../../support/view-builders.ts';

const model = parseDocument(
  'docs/a.md',
  '# T\n\n## One\n\nThe *monitor* caught 97.9 percent.\n\n### Deep\n\nX\n\n## Two\n\nThe end.\n',
);
const target = (start: number, end: number) => ({
  kind: 'document' as const,
  id: 'docs/a.md',
  sha256: digestOf('d'),
  selector: [...toSelectors(model.source, start, end)],
});
const at = (words: string) => model.source.indexOf(words);
const challenge = buildChallengeView({
  label: 'CH-01',
  record: buildRecord(RAISER, { digest: digestOf('c') }),
  target: target(at('*monitor*'), at(' 97.9')),
});
const note = { record: buildRecord(RAISER, { digest: digestOf('n'), number: 7 }), target: target(at('caught'), at(' percent')), body: 'b' }; // prettier-ignore

function texts(node: ElementContent): string[] {
  if (node.type === 'text') return [node.value];
  if (node.type !== 'element') return [];
  if (node.tagName === 'mark') return [`[${(node.properties['className'] as string[]).join(' ')}:${node.children.flatMap(texts).join('')}]`];
  if (node.properties['dataMargin'] !== undefined) return [`{${node.children.flatMap(texts).join('')}}`];
  return node.children.flatMap(texts);
} // prettier-ignore

describe('placeMarks', () => {
  it('places challenges, notes and drafts by their words, and lists what is orphaned or about the whole', () => {
    const gone = { ...target(0, 3), selector: [{ type: 'TextQuoteSelector' as const, exact: 'gone', prefix: '', suffix: '' }] };
    const whole = { kind: 'document' as const, id: 'docs/a.md', sha256: digestOf('d') };
    const view = buildReview({
      challenges: [challenge, buildChallengeView({ label: 'CH-02', target: gone }), buildChallengeView({ label: 'CH-03', target: whole })],
      notes: [note],
    });
    const placed = placeMarks(model, 'document', 'docs/a.md', view);
    expect(placed.marks.map((one) => [one.label, one.kind, model.source.slice(one.start, one.end)])).toEqual([
      ['CH-01', 'doubt', '*monitor* caught'],
      ['note 7', 'note', 'caught 97.9'],
    ]);
    expect(placed.orphaned.map((one) => one.label)).toEqual(['CH-02']);
    expect(placed.whole.map((one) => one.label)).toEqual(['CH-03']);
    expect(placeMarks(model, 'document', 'docs/b.md', view).marks).toEqual([]);
  }); // prettier-ignore

  it('places what names only a block on that block', () => {
    const view = buildReview({ challenges: [buildChallengeView({ target: { kind: 'document', id: 'docs/a.md', sha256: digestOf('d'), block: '2.1' } })] });
    const [mark] = placeMarks(model, 'document', 'docs/a.md', view).marks;
    expect(model.source.slice(mark?.start, mark?.end)).toBe('The end.');
  }); // prettier-ignore

  it('leaves cells and values to their own views', () => {
    const cell = { kind: 'evidence' as const, id: 'E1', sha256: digestOf('d'), selector: [{ type: 'CellSelector' as const, row: 1, column: 'a' }] };
    expect(placeMarks(model, 'evidence', 'E1', buildReview({ notes: [{ ...note, target: cell }] }))).toEqual({ marks: [], orphaned: [], whole: [] });
  }); // prettier-ignore
});

describe('markContent', () => {
  it('marks words over emphasis, keeps overlaps apart and puts one margin mark where each begins', () => {
    const { marks } = placeMarks(model, 'document', 'docs/a.md', buildReview({ challenges: [challenge], notes: [note] }));
    const block = model.blocks.find((one) => one.text.includes('monitor'));
    if (block === undefined) throw new Error('no block');
    const drawn = markContent(block, model.source, { marks, hits: [{ block: block.id, from: 4, to: 11, number: 0 }], currentHit: 0 });
    expect(texts(drawn).join('')).toBe('The {CH-01}[doubt find current:monitor][doubt: ]{note 7}[both:caught][noted: 97.9] percent.');
  }); // prettier-ignore
});

describe('toPieces', () => {
  it('covers the stretch without gaps', () => {
    const pieces = toPieces(0, 10, [], [{ from: 3, to: 5, hit: 0 }, { from: 8, to: 20, hit: 1 }]);
    expect(pieces.map((one) => [one.from, one.to, one.hit])).toEqual([[0, 3, null], [3, 5, 0], [5, 8, null], [8, 10, 1]]);
  }); // prettier-ignore
});

describe('findAll', () => {
  it('finds over emphasis and line ends, without regard to case', () => {
    const soft = parseDocument('a.md', 'Five *hundred*\nwords');
    expect(findAll(soft.blocks, 'HUNDRED words')).toEqual([{ block: '0.1', from: 5, to: 18 }]);
    expect(findAll(soft.blocks, ' ')).toEqual([]);
  });
});

describe('toSection', () => {
  it('ends at the next heading of the same or a higher level', () => {
    expect(toSection(model.blocks, 'one')?.map((one) => one.id)).toEqual([
      '1',
      '1.1',
      '1.2',
      '1.2.1',
    ]);
    expect(toSection(model.blocks, 'Two')?.map((one) => one.id)).toEqual(['2', '2.1']);
    expect(toSection(model.blocks, 'three')).toBeNull();
  });

  it('knows the headings above a block', () => {
    expect(toEnclosing(model.blocks, '1.2.1')).toEqual(['deep', 'one', 't']);
  });
});

describe('toEnds', () => {
  it('names both ends of a long way and counts what lies between', () => {
    const way = Array.from({ length: 12_001 }, (_, at) => `G${String(at)}`);
    const { first, left, last } = toEnds(way);
    expect([first.at(0), first.length + left + last.length, last.at(-1)]).toEqual(['G0', way.length, 'G12000']);
    expect(first.length + last.length).toBeLessThan(20);
    expect(toEnds(way.slice(0, 17))).toEqual({ first: [], left: 0, last: way.slice(0, 17) });
  }); // prettier-ignore
});

describe('toPath', () => {
  it('takes the shortest way to the top and survives circles', () => {
    const supports = new Map([['G3', ['G2', 'G1']], ['G2', ['G3']], ['C1', []]]);
    expect(toPath('G3', supports, new Map(), 'G1')).toEqual(['G1', 'G3']);
    expect(toPath('C1', supports, new Map([['C1', ['G2']]]), 'G1')).toEqual(['G1', 'G3', 'G2', 'C1']);
    expect(toPath('alone', supports, new Map(), 'G1')).toEqual(['alone']);
  }); // prettier-ignore
});
