import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../shared/search/fold.ts';
import type { Facts } from '../../../shared/search/facts.ts';
import type { SearchItem } from '../../../shared/search/item.ts';
import type { State } from '../../../shared/search/operators.ts';
import { parseQuery } from '../../../shared/search/query.ts';
import { countMatches, type Hit, needsOrders, search, type SearchAnswer } from '../../../shared/search/search.ts'; // prettier-ignore
import { toSegment } from '../../../shared/search/segment.ts';

function item(id: string, fields: Partial<SearchItem> = {}): SearchItem {
  return { key: id, area: 'claims', kind: 'goal', subject: `node:${id}`, id, isPart: false, title: '', body: '', where: '', place: null, owners: [], ...fields }; // prettier-ignore
}

function part(id: string, body: string, fields: Partial<SearchItem> = {}): SearchItem {
  return item(id, { key: `${id}#1`, area: 'documents', kind: 'document', subject: `document:${id}`, isPart: true, body, ...fields }); // prettier-ignore
}

function ask(items: readonly SearchItem[], query: string, facts?: Facts, limit = 100): SearchAnswer {
  return search([toSegment(items)], parseQuery(query).query, { limit, ...(facts === undefined ? {} : { facts }) });
} // prettier-ignore

const hitsOf = ({ groups }: SearchAnswer): readonly Hit[] => groups.flatMap((one) => one.hits);
const idsOf = (answer: SearchAnswer): readonly string[] => hitsOf(answer).map((one) => one.id);

function factsOf(states: Readonly<Record<string, readonly State[]>>, orders: Readonly<Record<string, number>> = {}): Facts {
  return { hasOrders: true, of: new Map(Object.entries(states).map(([id, is]) => [`node:${id}`, { is: new Set(is), order: orders[id] ?? null }])) };
} // prettier-ignore

describe('search', () => {
  it('finds what has every word, and leaves out what has one that is not wanted', () => {
    const items = [
      item('G1', { title: 'The monitor sees the sandbox' }),
      item('G2', { title: 'The monitor sees' }),
      item('G3', { title: 'A monitor', body: 'in a sandbox' }),
    ];
    expect(idsOf(ask(items, 'monitor sandbox'))).toEqual(['G1', 'G3']);
    expect(idsOf(ask(items, 'monitor -sandbox'))).toEqual(['G2']);
    expect(idsOf(ask(items, '"monitor sees the"'))).toEqual(['G1']);
    expect(idsOf(ask(items, '"sees the monitor"'))).toEqual([]);
  });

  it('never finds words that end in one field or item and go on in the next', () => {
    const items = [item('G1', { title: 'one', body: 'two' }), item('G2', { title: 'three' })];
    for (const words of ['"one two"', 'onetwo', '"two g2"', '"g2 three"'])
      expect(ask(items, words).count).toBe(0);
  });

  it('lists an exact id first, then an id, words of the title, the title, the body; then in order', () => {
    const items = [
      item('A1', { body: 'mentions G2' }),
      item('A2', { title: 'xg2' }),
      item('A3', { title: 'rests on G2' }),
      item('G21'),
      item('G2'),
      item('A4', { body: 'mentions G2 as well' }),
    ];
    expect(idsOf(ask(items, 'g2'))).toEqual(['G2', 'G21', 'A3', 'A2', 'A1', 'A4']);
  });

  it('puts the area of an exact id before the others', () => {
    const items = [
      item('G1', { title: 'rests on E7' }),
      item('E7', { area: 'evidence', kind: 'evidence' }),
    ];
    expect(ask(items, 'E7').groups.map((one) => one.area)).toEqual(['evidence', 'claims']);
    expect(ask(items, 'E').groups.map((one) => one.area)).toEqual(['claims', 'evidence']);
  });

  it('marks each hit in the words as they were written', () => {
    const [hit] = hitsOf(ask([item('G1', { title: 'Évaluation, e\u0301valuation and EVALUATION' })], 'evaluation')); // prettier-ignore
    const { text = '', marks = [] } = hit?.title ?? {};
    expect(marks.map(([from, to]) => text.slice(from, to))).toEqual(['Évaluation', 'e\u0301valuation', 'EVALUATION']); // prettier-ignore
  });

  it('shows the words around a hit far into a text, and where that begins', () => {
    const body = `${'Nothing of interest here. '.repeat(40)}The monitor missed it.${' And so on.'.repeat(60)}`; // prettier-ignore
    const snippet = hitsOf(ask([part('d', body)], 'monitor'))[0]?.body;
    expect(snippet).toMatchObject({ isCutBefore: true, isCutAfter: true });
    const { text = '', start = 0, marks = [] } = snippet ?? {};
    expect(body.slice(start, start + text.length)).toBe(text);
    expect(text).toMatch(/^\S.*\S$/s);
    expect(marks.map(([from, to]) => text.slice(from, to))).toEqual(['monitor']);
    expect(text.length).toBeLessThan(320);
  });

  it('lists objects and no passages where no word is asked for', () => {
    const document = item('d', { area: 'documents', kind: 'document', subject: 'document:d' });
    const items = [document, part('d', 'words')];
    expect(hitsOf(ask(items, 'kind:document')).map((one) => one.isPart)).toEqual([false]);
    expect(hitsOf(ask(items, 'kind:document words')).map((one) => one.isPart)).toEqual([true]);
    expect(hitsOf(ask(items, '-nothing')).map((one) => one.isPart)).toEqual([false]);
    expect(idsOf(ask(items, 'id:d words'))).toEqual(['d']);
  });

  it('leads to the cell of a row in which the words stand', () => {
    const row = part('E1', 'cyber-041 | 0.97 | fail', { place: '12', cells: [0, 12, 19] });
    expect(hitsOf(ask([row], 'fail'))[0]?.place).toBe('12:2');
    expect(hitsOf(ask([row], '0.97'))[0]?.place).toBe('12:1');
    expect(hitsOf(ask([row], 'cyber'))[0]?.place).toBe('12:0');
  });

  it('counts all that match and lists so many of each area', () => {
    const items = Array.from({ length: 30 }, (_, at) => item(`G${String(at)}`, { title: 'same', kind: at < 10 ? 'goal' : 'strategy' })); // prettier-ignore
    const answer = ask(items, 'same', undefined, 7);
    expect(answer.count).toBe(30);
    expect(answer.groups).toMatchObject([{ area: 'claims', count: 30 }]);
    expect(hitsOf(answer)).toHaveLength(7);
    expect(answer.kinds).toEqual([{ kind: 'goal', count: 10 }, { kind: 'strategy', count: 20 }]); // prettier-ignore
  });

  describe('operators', () => {
    const items = [
      item('G1', { owners: ['y.tanaka', 'Yuki Tanaka'] }),
      item('G2', { owners: ['l.ferreira', 'Luís Ferreira'], kind: 'strategy' }),
      item('G21', { area: 'notes', kind: 'note' }),
    ];
    const facts = factsOf({ G1: ['open', 'unread'], G2: ['open', 'reviewed'], G21: ['draft'] }, { G1: 1, G2: 2 }); // prettier-ignore
    it.each([
      ['kind:goal', ['G1']],
      ['kind:goal,note', ['G1', 'G21']],
      ['-kind:goal', ['G2', 'G21']],
      ['in:notes', ['G21']],
      ['is:open', ['G1', 'G2']],
      ['is:open is:unread', ['G1']],
      ['is:open -is:unread', ['G2']],
      ['is:unread,draft', ['G1', 'G21']],
      ['order:1', ['G1']],
      ['order:1,2', ['G1', 'G2']],
      ['owner:tan', ['G1']],
      ['owner:luis', ['G2']],
      ['owner:"luís ferr"', ['G2']],
      ['owner:l.f', ['G2']],
      ['owner:anaka', []],
      ['id:g2', ['G2']],
      ['id:g2*', ['G2', 'G21']],
      ['id:g', []],
    ])('%s finds %j', (query, ids) => {
      expect([...idsOf(ask(items, query, facts))].sort()).toEqual(ids);
      expect(countMatches([toSegment(items)], parseQuery(query).query, facts)).toBe(ids.length);
    });
  });

  it('knows which queries have no answer before the structure was looked at', () => {
    const needs = (query: string): boolean => needsOrders(parseQuery(query).query);
    expect(['order:1', '-is:shared'].map(needs)).toEqual([true, true]);
    expect(['is:open', 'order', 'shared'].map(needs)).toEqual([false, false, false]);
  });

  it('finds in many items what is found in each of them by itself', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'e\u0301', ' ', 'ß', 'ﬁ', 'f', 'i', 's'), maxLength: 12 }); // prettier-ignore
    fc.assert(
      fc.property(fc.array(fc.tuple(words, words), { maxLength: 12 }), words, (texts, query) => {
        const wanted = fold(query).text.trim();
        if (wanted === '') return;
        const items = texts.map(([title, body], at) => item(`#${String(at)}`, { title, body }));
        const found = search([toSegment(items)], { words: [{ text: query, isNot: false }], filters: [] }, { limit: 100 }); // prettier-ignore
        const alone = items.filter((one) => hitsOf(search([toSegment([one])], { words: [{ text: query, isNot: false }], filters: [] }, { limit: 1 })).length > 0); // prettier-ignore
        expect([...idsOf(found)].sort()).toEqual(alone.map((one) => one.id).sort());
        for (const hit of hitsOf(found)) {
          const snippets = [hit.title, ...(hit.body === null ? [] : [hit.body])];
          const marked = snippets.flatMap((one) => one.marks.map(([from, to]) => one.text.slice(from, to))); // prettier-ignore
          expect(marked.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
