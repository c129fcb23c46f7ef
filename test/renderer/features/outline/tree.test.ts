import { describe, expect, it } from 'vitest';
import { toCaseIndex } from '../../../../shared/argument/case-index.ts';
import { toOutline } from '../../../../shared/argument/outline.ts';
import type { ArgumentNode } from '../../../../shared/case/model.ts';
import { findByTyping, toAncestorKeys, toEntries, toFirstExpanded, toHiddenCounts, toHiddenWords, toVisible, withoutBounds } from '../../../../renderer/features/outline/tree.ts'; // prettier-ignore
import { toTreeMove, toTypedRow } from '../../../../renderer/features/outline/tree-keys.ts';
import { buildNode } from '../../../support/builders.ts';

const NODES: readonly ArgumentNode[] = [
  buildNode('G1', { supportedBy: ['S1'], inContextOf: ['C1'] }),
  buildNode('S1', { kind: 'strategy', supportedBy: ['G2', 'G3'] }),
  buildNode('G2', { supportedBy: ['Sn1', 'G3'] }),
  buildNode('G3', { supportedBy: ['S1'] }),
  buildNode('Sn1', { kind: 'solution' }),
  buildNode('C1', { kind: 'context' }),
];

function entriesOf(nodes = NODES) {
  return toEntries(toOutline(toCaseIndex({ nodes: [...nodes], topNode: 'G1' })));
}
const words = (entries = entriesOf()) =>
  entries.map(
    (one) =>
      `${'.'.repeat(one.level - 1)}${one.id}${one.isReference ? '*' : ''} ${String(one.position)}/${String(one.setSize)}`,
  );

describe('toEntries', () => {
  it('shows each node once in full, elsewhere as a reference, with its place among its siblings', () => {
    expect(words()).toEqual(['G1 1/1', '.C1 1/2', '.S1 2/2', '..G2 1/2', '...Sn1 1/2', '...G3 2/2', '....S1* 1/1', '..G3* 2/2']);
  }); // prettier-ignore

  it('says that a reference leads back where it names its own ancestor', () => {
    const entries = entriesOf();
    expect(entries.filter((one) => one.isReference).map((one) => [one.key, one.leadsBack])).toEqual(
      [
        ['G3>S1', true],
        ['S1>G3', false],
      ],
    );
  });

  it('ends each row after its last descendant', () => {
    expect(entriesOf().map((one) => one.end)).toEqual([8, 2, 8, 7, 5, 7, 7, 8]);
  });
});

describe('folds', () => {
  const entries = entriesOf();

  it('opens two levels at first', () => {
    expect([...toFirstExpanded(entries)]).toEqual(['G1', 'S1']);
    expect(toVisible(entries, toFirstExpanded(entries)).map((at) => entries[at]?.key)).toEqual(['G1', 'C1', 'S1', 'G2', 'S1>G3']);
  }); // prettier-ignore

  it('names what has to be unfolded to see a node', () => {
    expect(toAncestorKeys(entries, 'Sn1')).toEqual(['G2', 'S1', 'G1']);
    expect(toAncestorKeys(entries, 'nobody')).toEqual([]);
  });

  it('counts what a folded row hides, each node once', () => {
    const count = toHiddenCounts(entries, (id) => id !== 'Sn1', (id) => (id === 'G3' ? 2 : 0)); // prettier-ignore
    expect(count(2)).toEqual({ nodes: 3, open: 2, unread: 2 });
    expect(toHiddenWords(count(2))).toBe('hides 3: 2 open, 2 unread');
    expect(toHiddenWords({ nodes: 1, open: 0, unread: 0 })).toBe('hides 1');
  });

  it('leaves out contexts that have nothing below them, and nothing else', () => {
    const index = toCaseIndex({ nodes: [...NODES], topNode: 'G1' });
    const rows = withoutBounds(toOutline(index), index.byId);
    expect(rows.map((one) => one.id)).not.toContain('C1');
    expect(rows).toHaveLength(7);
  });
});

describe('toTreeMove', () => {
  const entries = entriesOf();
  const expanded = toFirstExpanded(entries);
  const place = (at: number) => ({ entries, expanded, at, visible: toVisible(entries, expanded) });

  it('goes to the next visible row, over what is folded', () => {
    expect(toTreeMove('ArrowDown', place(3))).toEqual({ kind: 'focus', index: 7 });
    expect(toTreeMove('ArrowUp', place(7))).toEqual({ kind: 'focus', index: 3 });
    expect(toTreeMove('ArrowUp', place(0))).toBeNull();
  });

  it('unfolds first, then goes to the first child; folds first, then goes to the parent', () => {
    expect(toTreeMove('ArrowRight', place(3))).toEqual({ kind: 'expand', keys: ['G2'] });
    expect(toTreeMove('ArrowRight', place(2))).toEqual({ kind: 'focus', index: 3 });
    expect(toTreeMove('ArrowRight', place(1))).toBeNull();
    expect(toTreeMove('ArrowLeft', place(2))).toEqual({ kind: 'collapse', keys: ['S1'] });
    expect(toTreeMove('ArrowLeft', place(3))).toEqual({ kind: 'focus', index: 2 });
  });

  it('goes to the ends, unfolds siblings, opens and reviews', () => {
    expect(toTreeMove('End', place(0))).toEqual({ kind: 'focus', index: 7 });
    expect(toTreeMove('Home', place(7))).toEqual({ kind: 'focus', index: 0 });
    expect(toTreeMove('*', place(3))).toEqual({ kind: 'expand', keys: ['G2'] });
    expect(toTreeMove('Enter', place(3))).toEqual({ kind: 'open' });
    expect(toTreeMove(' ', place(3))).toEqual({ kind: 'review' });
    expect(toTreeMove('x', place(3))).toBeNull();
  });
});

describe('type-ahead', () => {
  it('goes on from the row after the current one and round the end', () => {
    expect(findByTyping(['G1', 'S1', 'G2'], 0, 'g')).toBe(2);
    expect(findByTyping(['G1', 'S1', 'G2'], 2, 'g')).toBe(0);
    expect(findByTyping(['G1', 'S1', 'G2'], 2, 'g2')).toBe(2);
    expect(findByTyping(['G1'], 0, 'x')).toBeNull();
  });

  it('finds an id before words', () => {
    const entries = entriesOf();
    const place = { entries, expanded: toFirstExpanded(entries), at: 0, visible: toVisible(entries, toFirstExpanded(entries)) };
    expect(toTypedRow('S1', place, (one) => [one.id, one.id === 'C1' ? 'S1 stands here' : ''])).toBe(2);
    expect(toTypedRow('stands', place, (one) => [one.id, one.id === 'G2' ? 'Stands here' : ''])).toBe(3);
  }); // prettier-ignore
});
